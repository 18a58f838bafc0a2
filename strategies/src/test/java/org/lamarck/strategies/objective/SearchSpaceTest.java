package org.lamarck.strategies.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

class SearchSpaceTest {
  private static final int DRAWS = 20_000;

  /** Density rising linearly from 0 at the lower bound. */
  private record Rising() implements Marginal {
    @Override
    public double quantile(double u, double lower, double upper) {
      return lower + (upper - lower) * Math.sqrt(u);
    }
  }

  /** The middle fifth of the box. */
  private record Middle() implements Marginal {
    @Override
    public double quantile(double u, double lower, double upper) {
      return lower + (upper - lower) * (0.4 + 0.2 * u);
    }
  }

  @Test
  void withoutDistributionsStartsAreTheSameAsEver() {
    SearchSpace space = new SearchSpace(List.of("a", "b"), Vector.of(-5, 1), Vector.of(5, 3));
    RandomStream drawn = RandomStream.of(3);
    RandomStream same = RandomStream.of(3);
    for (int k = 0; k < 100; k++) {
      Vector before = Vector.of(same.nextDouble(-5, 5), same.nextDouble(1, 3));
      assertThat(space.drawStart(drawn)).isEqualTo(before); // to the bit
    }
  }

  @Test
  void theSpreadOfStartsIsThatOfTheirQuartiles() {
    SearchSpace space =
        new SearchSpace(
            List.of("a", "b", "c", "d"),
            Vector.of(0, 10, -2, 1),
            Vector.of(1, 20, 2, 1),
            List.of(new Marginal.Uniform(), new Middle(), new Rising(), new Middle()));
    assertThat(space.startSpread(0)).isEqualTo(1); // to the bit
    assertThat(space.startSpread(1)).isCloseTo(0.2, within(1e-12));
    // √0.75 − √0.25 of the box, beside ½
    assertThat(space.startSpread(2)).isCloseTo(Math.sqrt(3) - 1, within(1e-12));
    assertThat(space.startSpread(3)).isEqualTo(1); // a coordinate that cannot move
  }

  @Test
  void startsFollowTheirDistribution() {
    SearchSpace space =
        new SearchSpace(
            List.of("a", "b"),
            Vector.of(0, -2),
            Vector.of(1, 2),
            List.of(new Rising(), new Marginal.Uniform()));
    RandomStream random = RandomStream.of(8);
    double[] a = new double[DRAWS];
    double[] b = new double[DRAWS];
    for (int k = 0; k < DRAWS; k++) {
      Vector x = space.drawStart(random);
      a[k] = x.get(0) * x.get(0); // its distribution function
      b[k] = (x.get(1) + 2) / 4;
    }
    // Kolmogorov: sup |F_n − F| exceeds 1.95/√n with chance 1e-3
    assertThat(distance(a)).isLessThan(1.95 / Math.sqrt(DRAWS));
    assertThat(distance(b)).isLessThan(1.95 / Math.sqrt(DRAWS));
  }

  /** sup |F_n − F| of a sample that F made uniform. */
  private static double distance(double[] uniform) {
    Arrays.sort(uniform);
    double most = 0;
    for (int i = 0; i < uniform.length; i++) {
      double n = uniform.length;
      most = Math.max(most, Math.max((i + 1) / n - uniform[i], uniform[i] - i / n));
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "multistart"})
  void firstPointsOfLocalSearchesAreStarts(String strategy) {
    SearchSpace space =
        new SearchSpace(List.of("a"), Vector.of(0), Vector.of(10), List.of(new Middle()));
    Generation first = Strategies.named(strategy).begin(space, RandomStream.of(1), List.of());
    assertThat(first.ask())
        .flatMap(Proposal::candidates)
        .hasSizeGreaterThanOrEqualTo(10)
        .allMatch(x -> x.get(0) >= 4 && x.get(0) <= 6);
  }

  @Test
  void eachCoordinateNeedsADistribution() {
    assertThatThrownBy(
            () ->
                new SearchSpace(
                    List.of("a", "b"), Vector.of(0, 0), Vector.of(1, 1), List.of(new Rising())))
        .hasMessageContaining("2 names need as many distributions of starts, not 1");
  }
}
