package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.task.FiniteDifferences.Estimate;

class FiniteDifferencesTest {
  private static final double[] X = {0.7, 2};

  private static Estimate second(ToDoubleFunction<double[]> f) {
    return FiniteDifferences.partial(f, X, 1, 0.2);
  }

  @Test
  void smoothFunctionsAreDifferentiatedToElevenDigits() {
    Estimate estimate = second(x -> x[0] * Math.exp(-x[1]));
    // Rounding of f by 1e-16 over a step of 1e-3 is 1e-13.
    assertThat(estimate.value()).isCloseTo(-0.7 * Math.exp(-2), within(1e-12));
    assertThat(estimate.error()).isLessThan(1e-10);
    assertThat(estimate.agrees(-0.7 * Math.exp(-2), 0)).isTrue();
    assertThat(estimate.agrees(-0.7 * Math.exp(-2) + 1e-8, 0)).isFalse();
    assertThat(estimate.shows(1e-8)).isTrue();
  }

  @Test
  void noiseIsPartOfTheError() {
    Estimate estimate = second(x -> Math.sin(x[1]) + 1e-8 * Math.sin(1e7 * x[1]));
    assertThat(estimate.shows(1e-12)).isFalse();
    assertThat(estimate.agrees(Math.cos(2), 0)).isTrue();
    assertThat(estimate.agrees(Math.cos(2) * 1.01, 0)).isFalse();
  }

  @Test
  void jumpsAndUndefinedValuesShowNothing() {
    assertThat(second(x -> x[1] < 2.0001 ? 0 : 1).shows(1e-2)).isFalse();
    assertThat(second(x -> x[1] < 2 ? Double.NaN : x[1]).error()).isInfinite();
    assertThat(second(x -> x[1] < 2 ? Double.NaN : x[1]).agrees(1, 1e-3)).isFalse();
  }
}
