package org.lamarck.driver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopwatchTest {
  @Test
  void aCallThatTakesTooLongIsNotWaitedFor() throws InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    Runnable endless =
        () -> {
          while (!enough.get()) {
            Thread.onSpinWait();
          }
        };
    try {
      assertThat(Stopwatch.endsWithin(0.05, endless)).isFalse();
    } finally {
      enough.set(true);
    }
    assertThat(Stopwatch.endsWithin(0.05, () -> {})).isTrue();
  }

  @Test
  void callsAreRepeatedAsOftenAsAllowedBehindTheWarmUp() {
    AtomicInteger calls = new AtomicInteger();
    double warm = Stopwatch.millis();
    double median =
        Stopwatch.medianMillis(
            3,
            () -> {
              calls.incrementAndGet();
              spin(900);
            });
    assertThat(Stopwatch.millis() - warm).isGreaterThan(1000 * Stopwatch.WARM_UP_SECONDS + 3 * 900);
    assertThat(median).isBetween(900.0, 1800.0); // a loop ends soon after it may
    assertThat(calls).hasValue(3 + 3); // three last longer than the warm-up must
  }

  private static void spin(double millis) {
    double begin = Stopwatch.millis();
    while (Stopwatch.millis() - begin < millis) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Stopwatch.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    assertThat(Stopwatch.median(List.of(5.0, 1.0, 2.0))).isEqualTo(2);
  }
}
