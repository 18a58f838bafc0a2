package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalEngineTest {
  private static final int LONG = 60;

  /** Waits in each task until it is let go. */
  private record Gate(CountDownLatch entered, CountDownLatch open)
      implements Workload<Integer, String> {
    @Override
    public String run(Integer task, Watch<String> watch) {
      watch.soFar("under way");
      entered.countDown();
      try {
        assertThat(open.await(LONG, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        return "interrupted";
      }
      return task + (watch.expired() ? " for nobody" : " done");
    }

    @Override
    public String broken(Integer task, Throwable cause) {
      return "broken";
    }
  }

  @Test
  void threadsAreAtLeastOneAndSaidInWords() {
    assertThatThrownBy(() -> LocalEngine.ofThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads (0) must be at least 1; leave it out to use every core");
    try (Engine one = LocalEngine.ofThreads(1);
        Engine two = LocalEngine.ofThreads(2)) {
      assertThat(one.description()).isEqualTo("1 thread");
      assertThat(two.description()).isEqualTo("2 threads");
      assertThat(two.slots()).isEqualTo(2);
    }
  }

  @Test
  void submittingDoesNotWaitAndTasksUnderWayAreSeen() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch open = new CountDownLatch(1);
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Integer, String> session = engine.open(new Gate(entered, open))) {
      Answers answers = new Answers(3);
      Submission<String> submission =
          session.submit(List.of(7, 8, 9), Session.Terms.of("gate"), answers);
      assertThat(entered.await(LONG, TimeUnit.SECONDS)).isTrue();
      submission.awaitSoFar();
      assertThat(submission.soFar()).hasSize(2).containsValue("under way");
      assertThat(answers.calls()).isZero();
      open.countDown();
      assertThat(answers.await()).containsExactly("7 done", "8 done", "9 done");
      assertThat(submission.soFar()).isEmpty();
    }
  }

  @Test
  void afterCancelTasksUnderWayAreForNobodyAndOthersDoNotBegin() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    Gate gate = new Gate(entered, open);
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Integer, String> session = engine.open(gate)) {
      Answers answers = new Answers(100);
      Submission<String> submission =
          session.submit(
              IntStream.range(0, 100).boxed().toList(), Session.Terms.of("gate"), answers);
      assertThat(entered.await(LONG, TimeUnit.SECONDS)).isTrue();
      submission.cancel();
      open.countDown();
      Answers after = new Answers(1);
      session.submit(List.of(5), Session.Terms.of("after"), after);
      assertThat(after.await()).containsExactly("5 done"); // at once: nothing is in its way
      assertThat(answers.calls()).isZero();
    }
  }

  @Test
  void closingASessionCancelsWhatIsUnderWay() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    try (Engine engine = LocalEngine.ofThreads(1)) {
      Answers answers = new Answers(5);
      try (Session<Integer, String> session = engine.open(new Gate(entered, open))) {
        session.submit(List.of(1, 2, 3, 4, 5), Session.Terms.of("gate"), answers);
        assertThat(entered.await(LONG, TimeUnit.SECONDS)).isTrue();
      }
      open.countDown();
      try (Session<Integer, String> next = engine.open(new Squares(-1))) {
        Answers after = new Answers(1);
        next.submit(List.of(3), Session.Terms.of("after"), after);
        assertThat(after.await()).containsExactly("3² = 9");
      }
      assertThat(answers.calls()).isZero();
    }
  }

  @Test
  void aReceiverThatThrowsStopsItsSubmissionWithTheReason() throws Exception {
    CompletableFuture<EngineException> told = new CompletableFuture<>();
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      session.submit(
          List.of(2, 3, 4),
          Session.Terms.of("thrown"),
          new Receiver<>() {
            @Override
            public void received(int index, String result) {
              throw new IllegalStateException("no room for " + result);
            }

            @Override
            public void stopped(EngineException cause) {
              told.complete(cause);
            }
          });
      EngineException cause = told.get(LONG, TimeUnit.SECONDS);
      assertThat(cause.kind()).isEqualTo(EngineException.Kind.LOST);
      assertThat(cause)
          .hasMessage("a worker thread died: java.lang.IllegalStateException: no room for 2² = 4");
    }
  }

  @Test
  void noTasksNeedNoAnswer() {
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers answers = new Answers(0);
      Submission<String> submission = session.submit(List.of(), Session.Terms.of("none"), answers);
      assertThat(submission.soFar()).isEmpty();
      assertThat(answers.calls()).isZero();
    }
  }

  @Test
  void threadsOfAClosedEngineEnd() throws Exception {
    Engine engine = LocalEngine.ofThreads(3);
    try (Session<Integer, String> session = engine.open(new Squares(-1))) {
      Answers answers = new Answers(3);
      session.submit(List.of(1, 2, 3), Session.Terms.of("all"), answers);
      answers.await();
    }
    engine.close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG);
    while (System.nanoTime() < end && workers() > 0) {
      Thread.sleep(5);
    }
    assertThat(workers()).isZero();
  }

  /** Threads of engines that live; tests of one class run one after another. */
  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lamarck-worker-") && thread.isAlive())
        .count();
  }
}
