package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.chain.PhaseSpace.Position;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.random.RandomStream;

class TrajectoryTest {
  /** Of coordinates that go together. */
  private static final Metric LEANING = Metric.of(Matrix.of(2, 2, 1, -0.4, -0.4, 1));

  private static final Metric ONE = Metric.identity(1);

  /**
   * Draws that are exact before a step are exact after it: however long the step of leapfrog is,
   * and wherever the trajectory turns, the density is left as it was. Short trees, long ones, steps
   * that lose much energy, and metrics that do not fit.
   */
  @ParameterizedTest
  @CsvSource({"0.3, 1, 1", "0.3, 6, 1", "1.5, 1, 1", "1.5, 3, 1", "2.8, 4, 1", "0.9, 5, 3"})
  void aStepLeavesTheDensityAsItWas(double step, int depth, double variance) {
    double rate = 3;
    PhaseSpace phase = new PhaseSpace(Densities.falling(rate), Densities.box(1, 0, 1));
    RandomStream random = RandomStream.of(11);
    double[] after = new double[4000];
    int moved = 0;
    for (int k = 0; k < after.length; k++) {
      RandomStream own = random.split("chain", k);
      double exact = Densities.quantile(rate, own.split("start", 0).nextDouble());
      Position here = phase.at(phase.line(Vector.of(exact), 0));
      Trajectory made =
          new Trajectory(phase, Metric.diagonal(Vector.of(variance)), step, depth, own).from(here);
      after[k] = phase.point(made.chosen().z()).get(0);
      moved += made.chosen().equals(here) ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(after.length / 3); // else there is nothing to see
    assertThat(Densities.distance(after, v -> Densities.cumulative(rate, v)))
        .isLessThan(Densities.THOUSANDTH);
  }

  /** In many dimensions energies differ by much within a tree, so that weights matter. */
  @ParameterizedTest
  @CsvSource({"0.1, 5", "0.2, 2", "0.2, 5", "0.3, 3"})
  void pointsOfATreeAreChosenByTheirWeights(double step, int depth) {
    int n = 20;
    double sigma = 0.05; // of z 0.2, so leapfrog is stable to 0.4
    double[] sigmas = new double[n];
    Arrays.fill(sigmas, sigma);
    PhaseSpace phase = new PhaseSpace(Densities.normal(sigmas), Densities.box(n, -0.5, 0.5));
    Vector ones = Vector.zeros(n).map(zero -> 1);
    RandomStream random = RandomStream.of(13);
    double[] squares = new double[2000];
    for (int k = 0; k < squares.length; k++) {
      RandomStream own = random.split("chain", k);
      RandomStream exact = own.split("start", 0);
      Vector start = ones.map(one -> sigma * exact.nextGaussian());
      Position here = phase.at(phase.line(start, 0));
      Trajectory made = new Trajectory(phase, Metric.identity(n), step, depth, own).from(here);
      Vector x = phase.point(made.chosen().z());
      squares[k] = x.dot(x) / (sigma * sigma);
    }
    ChiSquaredDistribution exact = new ChiSquaredDistribution(n);
    assertThat(Densities.distance(squares, exact::cumulativeProbability))
        .isLessThan(Densities.THOUSANDTH);
  }

  @Test
  void aStepLeavesATwistedDensityAsItWas() {
    // on the unit square: density 2 (x₀ + x₁)/2 … drawn by rejection, U = −log(x₀ + x₁)
    Objective twisted =
        (x, derivatives) -> {
          double sum = x.get(0) + x.get(1);
          return new Evaluation.Gradient(-Math.log(sum), Vector.of(-1 / sum, -1 / sum));
        };
    PhaseSpace phase = new PhaseSpace(twisted, Densities.box(2, 0, 1));
    RandomStream random = RandomStream.of(12);
    double[] sums = new double[4000];
    double[] differences = new double[4000];
    for (int k = 0; k < sums.length; k++) {
      RandomStream own = random.split("chain", k);
      Vector start;
      do {
        start = Vector.of(own.nextDouble(), own.nextDouble());
      } while (2 * own.nextDouble() > start.get(0) + start.get(1));
      Position here = phase.at(phase.line(start, 0));
      Trajectory made = new Trajectory(phase, LEANING, 1.2, 4, own).from(here);
      Vector x = phase.point(made.chosen().z());
      sums[k] = x.get(0) + x.get(1);
      differences[k] = x.get(0) - x.get(1);
    }
    // the sum has density s² below 1 and s (2 − s) above
    assertThat(
            Densities.distance(
                sums, s -> s < 1 ? s * s * s / 3 : 1.0 / 3 + (s * s - 1) - (s * s * s - 1) / 3))
        .isLessThan(Densities.THOUSANDTH);
    // the difference has the density of that of uniform numbers: (1 − |d|), as E[sum | d] = 1
    assertThat(
            Densities.distance(
                differences, d -> d < 0 ? (1 + d) * (1 + d) / 2 : 1 - (1 - d) * (1 - d) / 2))
        .isLessThan(Densities.THOUSANDTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8})
  void aTreeHasOneLeapLessThanLeaves(int depth) {
    // so flat and so short a step that nothing turns back: all doublings are made
    PhaseSpace phase = new PhaseSpace(Densities.falling(0.1), Densities.box(1, 0, 1));
    Position here = phase.at(Vector.of(0));
    Trajectory made = new Trajectory(phase, ONE, 1e-4, depth, RandomStream.of(1)).from(here);
    assertThat(made.leaps()).isEqualTo((1 << depth) - 1);
    assertThat(phase.effort().gradients()).isEqualTo(1 + made.leaps());
    assertThat(made.acceptance()).isCloseTo(1, within(1e-6)); // errors are of step²
    assertThat(made.isDivergent()).isFalse();
  }

  @Test
  void aTrajectoryEndsAboutWhereItTurnsBack() {
    // σ of z is 0.04 (0.01 over the slope ¼ of the map): half a swing takes time π σ
    PhaseSpace phase = new PhaseSpace(Densities.normal(0.01), Densities.box(1, -0.5, 0.5));
    double step = 0.002;
    RandomStream random = RandomStream.of(2);
    double most = 0;
    double sum = 0;
    for (int k = 0; k < 200; k++) {
      Position here = phase.at(Vector.of(0.04 * random.nextGaussian()));
      Trajectory made = new Trajectory(phase, ONE, step, 12, random.split("step", k)).from(here);
      most = Math.max(most, made.leaps() * step);
      sum += made.leaps() * step / 200;
    }
    // a doubling may be thrown away after it was made: at most two swings' time and once as much
    assertThat(most).isLessThan(4 * Math.PI * 0.04);
    assertThat(sum).isBetween(0.25 * Math.PI * 0.04, 2 * Math.PI * 0.04);
  }

  @Test
  void aStepThatLosesItsEnergyIsDivergentAndStays() {
    PhaseSpace phase = new PhaseSpace(Densities.normal(1e-4), Densities.box(1, -0.5, 0.5));
    Position here = phase.at(Vector.of(1e-4));
    Trajectory made = new Trajectory(phase, ONE, 2, 10, RandomStream.of(3)).from(here);
    assertThat(made.isDivergent()).isTrue();
    assertThat(made.chosen()).isEqualTo(here);
    assertThat(made.leaps()).isEqualTo(1);
    assertThat(made.acceptance()).isZero();
  }

  @Test
  void aWallOfFailuresIsAnEndAndNotAPoint() {
    Objective half =
        (x, derivatives) ->
            x.get(0) < 0.5 ? Densities.failed() : Densities.falling(1).evaluate(x, derivatives);
    PhaseSpace phase = new PhaseSpace(half, Densities.box(1, 0, 1));
    RandomStream random = RandomStream.of(4);
    Position here = phase.at(Vector.of(0.2));
    for (int k = 0; k < 300; k++) {
      Trajectory made = new Trajectory(phase, ONE, 0.4, 5, random.split("step", k)).from(here);
      here = made.chosen();
      assertThat(here.isImpossible()).isFalse();
      assertThat(phase.point(here.z()).get(0)).isGreaterThanOrEqualTo(0.5);
      assertThat(made.acceptance()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void chanceDecidesTheDirectionEvenly() {
    PhaseSpace phase = new PhaseSpace(Densities.falling(1e-3), Densities.box(1, 0, 1));
    Position here = phase.at(Vector.of(0));
    int right = 0;
    int n = 2000;
    for (int k = 0; k < n; k++) {
      RandomStream own = RandomStream.of(5).split("step", k);
      Position there = new Trajectory(phase, ONE, 0.01, 1, own).from(here).chosen();
      right += there.z().get(0) > 0 ? 1 : 0;
    }
    assertThat(right).isBetween(n / 2 - 90, n / 2 + 90); // 4 σ of a fair coin: 4 √n/2
  }
}
