package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of descent, norms of residuals and orders of experiments. */
class DescentRuleTest {
  private static double[] gradient(double[] x) {
    return new double[] {x[0] - 1, 4 * (x[1] + 2)};
  }

  private static void descend(Optimiser optimiser, double[] x, int steps) {
    for (int k = 0; k < steps; k++) {
      double[] slope = gradient(x);
      optimiser.step(x, (slope[0] * slope[0] + slope[1] * slope[1] / 4) / 2, slope);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 19})
  void adamGoesOnFromWhatItKeptAsIfItHadNotStopped(int stop) {
    DescentRule rule = new DescentRule.OfAdam(List.of(0.1, 0.02));
    double[] whole = {5, 5};
    descend(rule.at(0, new double[2], new double[2]), whole, 20);
    double[] parts = {5, 5};
    double[] first = new double[2];
    double[] second = new double[2];
    descend(rule.at(0, first, second), parts, stop);
    descend(rule.at(stop, first, second), parts, 20 - stop);
    assertThat(parts).containsExactly(whole);
  }

  @Test
  void polyaksFactorsStretchEachCoordinatesStep() {
    double[] plain = {5, 5};
    new PolyakStep(0.1, 0.9).step(plain, 3, gradient(plain));
    double[] stretched = {5, 5};
    new DescentRule.OfPolyak(0.1, 0.9, List.of(2.0, 0.0))
        .at(0, new double[2], new double[2])
        .step(stretched, 3, gradient(stretched));
    assertThat(stretched[0] - 5).isCloseTo(2 * (plain[0] - 5), within(1e-14)); // of 5
    assertThat(stretched[1]).isEqualTo(5);
  }

  @Test
  void polyaksStepIsOfTheLengthOfItsRule() {
    double[] x = {0, 0};
    new PolyakStep(0.5, 0.8).step(x, 2, new double[] {3, -4});
    // μ L |g|^(1 − β) against the gradient
    double length = 0.5 * 2 * Math.pow(5, 0.2);
    assertThat(x[0]).isCloseTo(-0.6 * length, within(1e-15));
    assertThat(x[1]).isCloseTo(0.8 * length, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(NetworkTask.Norm.class)
  void slopesOfNormsAreThoseOfDifferencesAndTheirLeastValueIsAtZero(NetworkTask.Norm norm) {
    double h = 1e-6;
    for (double r : new double[] {-30, -0.5, -0.004, 0.002, 0.1, 7}) {
      double slope = (norm.of(r + h) - norm.of(r - h)) / (2 * h);
      assertThat(norm.slope(r)).isCloseTo(slope, within(1e-7 + 1e-9 * Math.abs(slope))); // h², h⁻¹
      assertThat(norm.of(r)).isEqualTo(norm.of(-r)).isPositive();
    }
    assertThat(norm.of(0)).isZero();
    assertThat(norm.slope(0)).isZero();
  }

  @Test
  void theSmoothNormIsTheAbsoluteOneButForItsRounding() {
    NetworkTask.Norm smooth = NetworkTask.Norm.SMOOTH_ABSOLUTE;
    for (double r : new double[] {0, 0.003, 0.01, 0.1, 5}) {
      assertThat(r - smooth.of(r)).isBetween(0.0, 0.01); // δ
    }
    assertThat(smooth.of(5)).isCloseTo(4.99, within(0.01 * 0.01 / 10 + 1e-15)); // δ²/2r
    assertThat(smooth.of(1e-4)).isCloseTo(1e-8 / 0.02, within(1e-10)); // r²/2δ
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 64})
  void eachEpochHasEachExperimentOnce(int count) {
    Shuffle shuffle = new Shuffle(count);
    Shuffle same = new Shuffle(count);
    for (int epoch = 0; epoch < 5; epoch++) {
      int[] order = shuffle.ofEpoch(epoch);
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertThat(sorted).containsExactly(IntStream.range(0, count).toArray());
      assertThat(same.ofEpoch(epoch)).containsExactly(order);
    }
  }

  @Test
  void anOrderThatIsChangedOutsideDoesNotChangeTheNext() {
    Shuffle shuffle = new Shuffle(9);
    Shuffle same = new Shuffle(9);
    Arrays.fill(shuffle.ofEpoch(0), 0);
    same.ofEpoch(0);
    assertThat(shuffle.ofEpoch(1)).containsExactly(same.ofEpoch(1));
  }
}
