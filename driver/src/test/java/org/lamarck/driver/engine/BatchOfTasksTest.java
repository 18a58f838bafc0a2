package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent together, until when it is waited for, and what becomes of faults. */
class BatchOfTasksTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 4, 1", // nothing is known: one at a time
    "5, 0, 1"
  })
  void beforeAnythingIsKnownATaskIsABatch(int tasks, int slots, int size) {
    assertThat(new BatchSize().of(tasks, slots)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1000, 4, 75", // 0.75 s of 10 ms each
    "10, 100, 4, 12", // but each slot gets two
    "2000, 100, 4, 1", // long ones travel alone
    "0, 100, 4, 12", // and instant ones are no division by zero
    "10, 3, 8, 1"
  })
  void aBatchTakesThreeQuartersOfASecondAndLeavesSomeForAll(
      long millisPerTask, int tasks, int slots, int size) {
    BatchSize sizes = new BatchSize();
    sizes.learn(10, 10 * millisPerTask * 1_000_000);
    assertThat(sizes.of(tasks, slots)).isEqualTo(size);
  }

  @Test
  void theSizeFollowsWhatTasksCostLately() {
    BatchSize sizes = new BatchSize();
    sizes.learn(1, 10_000_000);
    for (int k = 0; k < 30; k++) {
      sizes.learn(5, 500_000_000); // now 100 ms each
    }
    assertThat(sizes.of(100_000, 4)).isEqualTo(7);
  }

  @Test
  void aDeadlineIsTheEarlierOfBothClocks() throws InterruptedException {
    assertThat(Deadline.NEVER.left()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Deadline.after(Double.POSITIVE_INFINITY)).isEqualTo(Deadline.NEVER);
    assertThat(Deadline.after(1e12)).isEqualTo(Deadline.NEVER);
    assertThat(Deadline.after(100).left()).isCloseTo(100, within(5.0));
    long now = System.currentTimeMillis();
    // a worker whose clock is an hour behind has what was left when the tasks were sent
    assertThat(new Deadline(now + 3_600_000, 2).left()).isEqualTo(2);
    assertThat(new Deadline(now - 1000, 60).left()).isNegative();
  }

  /** Counts how often it was asked, shows what it does, and fails as it is told. */
  private record Counting(AtomicInteger calls) implements Workload<String, String> {
    @Override
    public String run(String task, Watch<String> watch) {
      calls.incrementAndGet();
      watch.soFar("begun " + task);
      switch (task) {
        case "throw" -> throw new IllegalStateException("as told");
        case "error" -> throw new AssertionError("as told");
        case "overflow" -> throw new StackOverflowError();
        case "memory" -> throw new OutOfMemoryError();
        case "virtual" -> throw new InternalError("the machine itself");
        default -> {}
      }
      return "done " + task;
    }

    @Override
    public String broken(String task, Throwable cause) {
      return task + ": " + cause.getClass().getSimpleName();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, done a",
    "throw, throw: IllegalStateException",
    "error, error: AssertionError",
    "overflow, overflow: StackOverflowError",
    "memory, memory: OutOfMemoryError"
  })
  void whateverATaskThrowsIsItsResult(String task, String result) {
    assertThat(Guarded.run(new Counting(new AtomicInteger()), task, Watch.nobody()))
        .isEqualTo(result);
  }

  @Test
  void aFaultOfTheMachineIsNotTheTasks() {
    Counting counting = new Counting(new AtomicInteger());
    assertThatThrownBy(() -> Guarded.run(counting, "virtual", Watch.nobody()))
        .isInstanceOf(InternalError.class);
  }

  @Test
  void whatFollowsEachOtherIsComputedTogetherUpToALimit() {
    Squares squares = new Squares(-1);
    assertThat(Guarded.first(squares, List.of(1, 2, 3), 9)).containsExactly(1);
    assertThat(Guarded.first(squares, List.of(101, 102, 3, 104), 9)).containsExactly(101, 102);
    assertThat(Guarded.first(squares, List.of(101, 102, 103, 104), 9)).hasSize(3);
    assertThat(Guarded.first(squares, List.of(101, 102, 103, 104), 2)).hasSize(2);
    assertThat(Guarded.run(squares, List.of(101, 102), Watch.nobody()))
        .containsExactly("101² = 10201 of 2", "102² = 10404 of 2");
  }

  @Test
  void whereOneOfThoseTogetherThrowsEachIsComputedByItself() {
    assertThat(Guarded.run(new Squares(102), List.of(101, 102, 103), Watch.nobody()))
        .containsExactly("101² = 10201", "102 broke: IllegalStateException", "103² = 10609");
    assertThat(Guarded.run(new Squares(-102), List.of(101, 102), Watch.nobody()))
        .containsExactly("101² = 10201", "102 broke: StackOverflowError");
  }

  @Test
  void aWorkloadIsUnpackedOnceAndOldOnesAreForgotten() {
    AtomicInteger unpacked = new AtomicInteger();
    List<Workload<?, ?>> first = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      int fault = 1000 + k;
      for (int again = 0; again < 3; again++) {
        Workload<?, ?> workload =
            WorkloadCache.get(
                "hash-" + fault,
                () -> {
                  unpacked.incrementAndGet();
                  return Wire.toBytes(new Squares(fault));
                });
        assertThat(workload).isEqualTo(new Squares(fault));
        if (again == 0) {
          first.add(workload);
        } else {
          assertThat(workload).isSameAs(first.get(k));
        }
      }
    }
    assertThat(unpacked).hasValue(6);
    // four are remembered: the first one is unpacked again
    WorkloadCache.get(
        "hash-1000",
        () -> {
          unpacked.incrementAndGet();
          return Wire.toBytes(new Squares(1000));
        });
    assertThat(unpacked).hasValue(7);
  }

  @Test
  void aBatchIsAValueWhoeverMadeIt() {
    List<Serializable> tasks = new ArrayList<>(List.of("a"));
    Batch batch = new Batch(tasks, Deadline.NEVER);
    tasks.add("b");
    assertThat(batch.tasks()).containsExactly("a");
  }
}
