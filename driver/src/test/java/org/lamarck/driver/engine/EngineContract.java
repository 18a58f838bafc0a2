package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine keeps. */
abstract class EngineContract {
  abstract Engine engine();

  /** Whether it takes tasks in one go that can be. */
  boolean takesSeveral() {
    return true;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void everyTaskIsAnsweredOnceAndAtItsIndex() throws Exception {
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers answers = new Answers(40);
      session.submit(numbers(10, 50), Session.Terms.of("squares"), answers);
      List<String> expected = numbers(10, 50).stream().map(n -> n + "² = " + n * n).toList();
      assertThat(answers.await()).isEqualTo(expected);
      assertThat(answers.calls()).isEqualTo(40);
    }
  }

  @Test
  void aTaskThatThrowsBecomesAResult() throws Exception {
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(3))) {
      Answers answers = new Answers(7);
      session.submit(List.of(-3, -2, 0, 1, 2, 3, 4), Session.Terms.of("faults"), answers);
      assertThat(answers.await())
          .containsExactly(
              "-3 broke: StackOverflowError",
              "-2² = 4",
              "0² = 0",
              "1² = 1",
              "2² = 4",
              "3 broke: IllegalStateException",
              "4² = 16");
    }
  }

  @Test
  void whatCanBeComputedTogetherIsAnsweredAsByItself() throws Exception {
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(104))) {
      for (int again = 0; again < 3; again++) { // Spark learns how long tasks take
        Answers answers = new Answers(60);
        session.submit(numbers(80, 140), Session.Terms.of("together"), answers);
        List<String> results = answers.await();
        for (int i = 0; i < results.size(); i++) {
          int n = 80 + i;
          String alone = n == 104 ? "104 broke: IllegalStateException" : n + "² = " + n * n;
          assertThat(results.get(i)).matches(Pattern.quote(alone) + "( of [23])?");
          if (n < 100) {
            assertThat(results.get(i)).isEqualTo(alone);
          }
        }
        if (again == 2 && takesSeveral()) { // most of them, in whatever parts they come
          assertThat(results.stream().filter(one -> one.endsWith(" of " + Squares.TOGETHER)))
              .hasSizeGreaterThan(12);
        }
      }
    }
  }

  @Test
  void submissionsOfOneSessionDoNotMix() throws Exception {
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers first = new Answers(5);
      Answers second = new Answers(5);
      session.submit(numbers(0, 5), Session.Terms.of("first"), first);
      session.submit(numbers(5, 10), Session.Terms.of("second"), second);
      assertThat(second.await().get(0)).isEqualTo("5² = 25");
      assertThat(first.await().get(4)).isEqualTo("4² = 16");
    }
  }

  @Test
  void nothingArrivesAfterCancel() throws Exception {
    try (Engine engine = engine();
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers answers = new Answers(2000);
      session.submit(numbers(0, 2000), Session.Terms.of("cancelled"), answers).cancel();
      int atCancel = answers.calls();
      Answers after = new Answers(1);
      session.submit(List.of(7), Session.Terms.of("after"), after);
      assertThat(after.await()).containsExactly("7² = 49");
      assertThat(answers.calls()).isEqualTo(atCancel);
    }
  }
}
