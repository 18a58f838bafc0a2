package org.lamarck.driver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  /** Writes down all that it is told. */
  private static final class Notes implements Receiver<String> {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void received(int index, String result) {
      lines.add(index + " " + result);
    }

    @Override
    public void stopped(EngineException cause) {
      lines.add(cause.kind() + " " + cause.getMessage());
    }
  }

  private static EngineException lost() {
    return new EngineException(EngineException.Kind.LOST, "gone");
  }

  @Test
  void eachResultIsHandedOverOnceHoweverOftenItComes() {
    Notes notes = new Notes();
    Delivery<String> delivery = new Delivery<>(3, notes);
    delivery.received(2, "c");
    delivery.received(2, "c");
    delivery.received(0, "a");
    delivery.received(2, "other");
    assertThat(notes.lines).containsExactly("2 c", "0 a");
    assertThat(delivery.missing()).containsExactly(1);
    assertThat(delivery.open()).isTrue();
    delivery.received(1, "b");
    assertThat(delivery.open()).isFalse();
    assertThat(delivery.missing()).isEmpty();
  }

  @Test
  void nothingComesAfterItsEnd() {
    Notes notes = new Notes();
    Delivery<String> delivery = new Delivery<>(2, notes);
    delivery.received(0, "a");
    delivery.cancel();
    delivery.received(1, "late");
    delivery.stopped(lost());
    assertThat(notes.lines).containsExactly("0 a");
  }

  @Test
  void anEndIsToldOnceAndOnlyWhenSomethingIsMissing() {
    Notes stopped = new Notes();
    Delivery<String> delivery = new Delivery<>(1, stopped);
    delivery.stopped(lost());
    delivery.stopped(lost());
    delivery.received(0, "late");
    assertThat(stopped.lines).containsExactly("LOST gone");
    Notes complete = new Notes();
    Delivery<String> all = new Delivery<>(1, complete);
    all.received(0, "a");
    all.stopped(lost());
    assertThat(complete.lines).containsExactly("0 a");
  }

  @Test
  void nothingIsMissingOfNoTasks() {
    Notes notes = new Notes();
    Delivery<String> delivery = new Delivery<>(0, notes);
    assertThat(delivery.open()).isFalse();
    delivery.stopped(lost());
    assertThat(notes.lines).isEmpty();
  }

  @Test
  void whatIsUnderWayShowsHowFarItIsUntilItsResultComes() {
    Delivery<String> delivery = new Delivery<>(3, new Notes());
    delivery.watch(2).soFar("half of c");
    delivery.watch(0).soFar("a bit of a");
    delivery.watch(0).soFar("more of a");
    assertThat(delivery.soFar())
        .containsExactly(Map.entry(0, "more of a"), Map.entry(2, "half of c"));
    delivery.received(0, "a");
    assertThat(delivery.soFar()).containsOnlyKeys(2);
    delivery.cancel();
    assertThat(delivery.soFar()).containsOnlyKeys(2); // what was shown still counts
  }

  @Test
  void tasksHearThatNobodyWaitsAnyMore() {
    Delivery<String> delivery = new Delivery<>(2, new Notes());
    Watch<String> watch = delivery.watch(1);
    assertThat(watch.expired()).isFalse();
    delivery.received(0, "a");
    assertThat(watch.expired()).isFalse();
    delivery.cancel();
    assertThat(watch.expired()).isTrue();
    assertThat(Watch.nobody().expired()).isFalse();
  }

  @Test
  void receiversAreCalledByOneThreadAtATime() throws Exception {
    int tasks = 2000;
    int[] inside = {0};
    int[] calls = {0};
    boolean[] crowded = {false};
    Delivery<Integer> delivery =
        new Delivery<>(
            tasks,
            new Receiver<>() {
              @Override
              public void received(int index, Integer result) {
                crowded[0] |= ++inside[0] > 1;
                calls[0]++;
                inside[0]--;
              }

              @Override
              public void stopped(EngineException cause) {}
            });
    CountDownLatch done = new CountDownLatch(3);
    for (int t = 0; t < 3; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < tasks; i++) {
                  delivery.received(i, i);
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(crowded[0]).isFalse();
    assertThat(calls[0]).isEqualTo(tasks);
  }
}
