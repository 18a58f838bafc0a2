package org.lamarck.worker.variate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.EnumeratedIntegerDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.IntegerDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class VariatesTest {
  private static final int DRAWS = 20_000;

  /** A fixed seed fails once in a thousand streams that are right. */
  private static final double UNLIKELY = 1e-3;

  private final RandomStream random = RandomStream.of(11);

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 4, 9.99, 10, 37.5, 1000})
  void poissonNumbersHaveTheirProbabilities(double mean) {
    requireProbabilities(
        () -> Variates.poisson(random, mean), new PoissonDistribution(mean, 1e-15));
  }

  @ParameterizedTest
  @CsvSource({"5, 0.3", "40, 0.1", "40, 0.9", "100, 0.5", "3000, 0.02", "1000000, 0.001"})
  void binomialNumbersHaveTheirProbabilities(int trials, double probability) {
    requireProbabilities(
        () -> Variates.binomial(random, trials, probability),
        new BinomialDistribution(trials, probability));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 2.5, 80})
  void gammaNumbersHaveTheirDistribution(double shape) {
    double[] drawn = new double[DRAWS];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = Variates.gamma(random, shape);
    }
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new GammaDistribution(shape, 1), drawn))
        .isGreaterThan(UNLIKELY);
  }

  @Test
  void placesAreDrawnByTheirWeights() {
    double[] weights = {3, 0, 0.5, 6, 0.5, 0};
    requireProbabilities(
        () -> Variates.categorical(random, weights, 10),
        new EnumeratedIntegerDistribution(new int[] {0, 1, 2, 3, 4, 5}, weights));
  }

  @Test
  void roundingEndsAtTheLastPlaceThatHasAWeight() {
    assertThat(Variates.categorical(random, new double[] {1, 2, 0}, Double.MAX_VALUE)).isOne();
    assertThat(Variates.categorical(random, new double[3], 0)).isEqualTo(-1);
  }

  /** χ² over the numbers that are expected ten times and more, the others in two cells. */
  private static void requireProbabilities(DoubleSupplier draw, IntegerDistribution expected) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      counts.merge((int) draw.getAsDouble(), 1, Integer::sum);
    }
    int low = expected.inverseCumulativeProbability(1e-3);
    int high = expected.inverseCumulativeProbability(1 - 1e-3);
    double statistic = 0;
    int cells = -1;
    int seen = 0;
    double mass = 0;
    for (int k = low; k <= high; k++) {
      double share = expected.probability(k);
      mass += share;
      seen += counts.getOrDefault(k, 0);
      if (mass * DRAWS >= 10 || k == high) {
        double off = seen - mass * DRAWS;
        statistic += off * off / (mass * DRAWS);
        cells++;
        mass = 0;
        seen = 0;
      }
    }
    double tails =
        DRAWS
            - counts.entrySet().stream()
                .filter(entry -> entry.getKey() >= low && entry.getKey() <= high)
                .mapToInt(Map.Entry::getValue)
                .sum();
    double expectedTails =
        DRAWS
            * (1
                - (expected.cumulativeProbability(high) - expected.cumulativeProbability(low - 1)));
    statistic += (tails - expectedTails) * (tails - expectedTails) / Math.max(expectedTails, 1);
    assertThat(new ChiSquaredDistribution(Math.max(cells + 1, 1)).cumulativeProbability(statistic))
        .isLessThan(1 - UNLIKELY);
  }
}
