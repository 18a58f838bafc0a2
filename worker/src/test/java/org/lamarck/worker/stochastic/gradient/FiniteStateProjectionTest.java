package org.lamarck.worker.stochastic.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;

class FiniteStateProjectionTest {
  /** Of sums of some 200 terms, and of what is lost. */
  private static final double DIGITS = 1e-9;

  @Test
  void birthsAndDeathsArePoissonWithTheirDerivatives() throws InputException {
    FiniteStateProjection.Distribution found = Networks.BIRTH_DEATH.exact();
    double mean = 10 * (1 - Math.exp(-2));
    assertThat(found.value()[0]).isEqualTo(mean, within(DIGITS));
    assertThat(found.gradient()[0]).isEqualTo(1 - Math.exp(-2), within(DIGITS));
    assertThat(found.gradient()[1])
        .isEqualTo(-10 * (1 - Math.exp(-2)) + 20 * Math.exp(-2), within(DIGITS));
    PoissonDistribution poisson = new PoissonDistribution(mean);
    for (int s = 0; s < found.states().size(); s++) {
      assertThat(found.probabilities()[0][s])
          .isEqualTo(poisson.probability((int) found.states().get(s)[0]), within(DIGITS));
    }
  }

  /** M″ by hand: p_on(t) = a/(a+b) (1 − e^(−(a+b) t)), and M′ = k p_on − g M. */
  @Test
  void aTelegraphHasTheMeanOfItsTwoExponentials() throws InputException {
    FiniteStateProjection.Distribution found = Networks.TELEGRAPH.exact();
    assertThat(found.value()[0]).isEqualTo(telegraph(0.5, 1, 20, 1), within(DIGITS));
    double h = 1e-5;
    double byA = (telegraph(0.5 + h, 1, 20, 1) - telegraph(0.5 - h, 1, 20, 1)) / (2 * h);
    double byG = (telegraph(0.5, 1, 20, 1 + h) - telegraph(0.5, 1, 20, 1 - h)) / (2 * h);
    assertThat(found.gradient()[0]).isEqualTo(byA, within(1e-7)); // of the differences
    assertThat(found.gradient()[3]).isEqualTo(byG, within(1e-7));
  }

  private static double telegraph(double a, double b, double k, double g) {
    double s = a + b;
    double t = 3;
    return k
        * a
        / s
        * ((1 - Math.exp(-g * t)) / g - (Math.exp(-s * t) - Math.exp(-g * t)) / (g - s));
  }

  @Test
  void dimersAreAFiniteSetWithoutLoss() throws InputException {
    FiniteStateProjection.Distribution found = Networks.DIMERISATION.exact();
    assertThat(found.states()).hasSize(16); // 0 to 15 of them
    assertThat(found.lost()).isLessThan(1e-13);
    double h = 1e-5;
    double[] point = Networks.DIMERISATION.point();
    for (int i = 0; i < point.length; i++) {
      double difference = (value(point, i, h) - value(point, i, -h)) / (2 * h * point[i]);
      assertThat(found.gradient()[i])
          .isEqualTo(difference, within(1e-6 * Math.abs(difference))); // of the differences
    }
  }

  private static double value(double[] point, int i, double step) throws InputException {
    double[] moved = point.clone();
    moved[i] *= 1 + step;
    return new FiniteStateProjection(Networks.DIMERISATION.network(), 100)
        .solve(moved, Networks.DIMERISATION.times(), 1e-12)
        .orElseThrow()
        .value()[0];
  }

  @Test
  void moreStatesThanThereMayBeAreNoDistribution() throws InputException {
    assertThat(
            new FiniteStateProjection(Networks.BIRTH_DEATH.network(), 10)
                .solve(Networks.BIRTH_DEATH.point(), Networks.BIRTH_DEATH.times(), 1e-6))
        .isEmpty();
  }
}
