package org.lamarck.worker.objective.monotone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static double[] solved(
      int[] category, int categories, double[] values, double gap, double step, double bound) {
    Thresholds thresholds = new Thresholds(category, categories);
    thresholds.solve(values, gap, step, bound);
    return IntStream.range(0, categories - 1).mapToDouble(thresholds::upper).toArray();
  }

  private static double cost(int[] category, double[] values, double[] x, double gap) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      int c = category[k];
      double above = c < x.length ? Math.max(0, values[k] - x[c]) : 0;
      double below = c > 0 ? Math.max(0, x[c - 1] + gap - values[k]) : 0;
      sum += above * above + below * below;
    }
    return sum;
  }

  @Test
  void valuesInTheirOrderCostNothingAndThresholdsAreTheLeastOfSuch() {
    int[] category = {0, 1, 0, 2, 1};
    double[] values = {1, 3, 2, 9, 5};
    assertThat(solved(category, 3, values, 0.1, 0, -1)).containsExactly(2, 5);
  }

  /** (3 − x)² + (x + g − 1)² is least at (3 + 1 − g)/2. */
  @Test
  void betweenTwoValuesInTheWrongOrderTheThresholdIsInTheMiddle() {
    double[] x = solved(new int[] {0, 1}, 2, new double[] {3, 1}, 0.2, 0, -1);
    assertThat(x[0]).isCloseTo(1.9, within(1e-15));
  }

  /** Alone they would be at 2 and 1: both are at the mean, a step apart. */
  @Test
  void thresholdsThatWouldCrossMoveTogether() {
    int[] category = {0, 1, 1, 2};
    double[] values = {3, 1, 1.5, 0.5};
    Thresholds thresholds = new Thresholds(category, 3);
    thresholds.solve(values, 0, 0.25, -10);
    assertThat(thresholds.block(0)).isEqualTo(thresholds.block(1));
    assertThat(thresholds.upper(1) - thresholds.upper(0)).isCloseTo(0.25, within(1e-15));
    assertThat(thresholds.upper(2)).isInfinite(); // nothing is above the last category
  }

  @Test
  void theFirstIsNotBelowItsBound() {
    Thresholds thresholds = new Thresholds(new int[] {0, 1, 2}, 3);
    thresholds.solve(new double[] {-5, -4, 8}, 0, 0.5, 1);
    assertThat(thresholds.upper(0)).isEqualTo(1);
    assertThat(thresholds.upper(1)).isEqualTo(1.5);
    assertThat(thresholds.isHeld(0)).isTrue();
    thresholds.solve(new double[] {2, 4, 8}, 0, 0.5, 1);
    assertThat(thresholds.upper(0)).isEqualTo(2);
    assertThat(thresholds.isHeld(0)).isFalse();
  }

  @Test
  void aFirstCategoryWithoutValuesEndsAtTheBound() {
    Thresholds thresholds = new Thresholds(new int[] {1, 2}, 3);
    thresholds.solve(new double[] {3, 7}, 0, 0, 0.5);
    assertThat(thresholds.upper(0)).isEqualTo(0.5);
    assertThat(thresholds.isHeld(0)).isTrue();
    assertThat(thresholds.upper(1)).isEqualTo(3);
  }

  /** The cost is convex, so a point that none of many around it is better than is the best. */
  @Test
  void noOtherThresholdsCostLess() {
    Random random = new Random(11);
    int pooled = 0;
    for (int problem = 0; problem < 50; problem++) {
      int[] category = IntStream.range(0, 12).map(k -> k % 4).toArray();
      double[] values =
          Arrays.stream(category).mapToDouble(c -> 1 + c + 2 * random.nextGaussian()).toArray();
      double gap = 0.1 * random.nextDouble();
      double step = gap + 0.3 * random.nextDouble();
      double[] best = solved(category, 4, values, gap, step, 0);
      double least = cost(category, values, best, gap);
      pooled += best[1] - best[0] < step + 1e-12 ? 1 : 0;
      for (int trial = 0; trial < 200; trial++) {
        double size = Math.pow(10, -3 * random.nextDouble());
        double[] other = new double[3];
        for (int c = 0; c < 3; c++) {
          double wish = best[c] + size * random.nextGaussian();
          other[c] = Math.max(wish, c == 0 ? 0 : other[c - 1] + step);
        }
        // rounding of a dozen squares of up to 100
        assertThat(cost(category, values, other, gap)).isGreaterThanOrEqualTo(least - 1e-12);
      }
    }
    assertThat(pooled).isBetween(5, 45); // of 50: both cases are there
  }

  @Test
  void theyFollowTheValuesWhenAllMoveTogether() {
    int[] category = {0, 1, 1, 2, 0, 2};
    double[] values = {3, 1, 4, 2.5, 0.5, 6};
    double[] here = solved(category, 3, values, 0.1, 0.2, -100);
    double[] moved = Arrays.stream(values).map(v -> 2 * v + 7).toArray();
    double[] there = solved(category, 3, moved, 0.2, 0.4, -100);
    for (int c = 0; c < 2; c++) {
      assertThat(there[c]).isCloseTo(2 * here[c] + 7, within(1e-14 * 20)); // roundings of 20
    }
  }
}
