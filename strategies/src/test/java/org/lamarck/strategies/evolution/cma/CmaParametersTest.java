package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmaParametersTest {
  @Test
  void constantsOfTenCoordinatesAreThoseByHand() {
    // ln 5.5 − ln i for i = 1 … 5, over their sum 3.7362; the tutorial's table 1
    CmaParameters p = CmaParameters.of(10, 10);
    double[] weights = {0.456273, 0.270753, 0.162232, 0.085234, 0.025509};
    for (int i = 0; i < 5; i++) {
      assertThat(p.weight(i)).isCloseTo(weights[i], within(1e-6));
    }
    assertThat(p.mu).isEqualTo(5);
    assertThat(p.muEff).isCloseTo(3.167299, within(1e-6));
    assertThat(p.cSigma).isCloseTo(5.167299 / 18.167299, within(1e-7));
    assertThat(p.dSigma).isCloseTo(1 + p.cSigma, within(1e-15)); // √((μ_eff − 1)/11) < 1
    assertThat(p.cC).isCloseTo(4.3167299 / 14.6334598, within(1e-7));
    assertThat(p.c1).isCloseTo(2 / (127.69 + 3.167299), within(1e-8));
    assertThat(p.chiN).isCloseTo(3.0847265, within(1e-6)); // √10 (1 − 1/40 + 1/2100)
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 6", "3, 7", "5, 8", "10, 10", "20, 12", "40, 15", "100, 17"})
  void theDefaultPopulationGrowsWithTheLogarithm(int n, int lambda) {
    assertThat(CmaParameters.defaultLambda(n)).isEqualTo(lambda);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 5", "3, 100", "10, 10", "10, 2000", "50, 15", "200, 20"})
  void learningRatesAreBetweenNoneAndAll(int n, int lambda) {
    CmaParameters p = CmaParameters.of(n, lambda);
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < lambda; i++) {
      assertThat(p.weight(i)).isLessThanOrEqualTo(i == 0 ? 1 : p.weight(i - 1));
      positive += Math.max(0, p.weight(i));
      negative += Math.min(0, p.weight(i));
      assertThat(p.weight(i) > 0).isEqualTo(i < p.mu);
    }
    assertThat(positive).isCloseTo(1, within(1e-12));
    assertThat(p.muEff).isBetween(1.0, (double) p.mu);
    assertThat(p.c1).isPositive();
    assertThat(p.cMu).isPositive();
    assertThat(p.c1 + p.cMu).isLessThanOrEqualTo(1);
    assertThat(p.cSigma).isBetween(0.0, 1.0);
    assertThat(p.cC).isBetween(0.0, 1.0);
    // eq. 52: C stays positive definite however the worst samples lie
    assertThat(1 - p.c1 - p.cMu + n * p.cMu * negative).isGreaterThanOrEqualTo(-1e-12);
  }

  @Test
  void decompositionsAreSoSeldomThatTheyCostNoMoreThanSamples() {
    assertThat(CmaParameters.of(5, 8).eigenGap).isEqualTo(1);
    CmaParameters large = CmaParameters.of(300, 21);
    assertThat(large.eigenGap)
        .isEqualTo((int) Math.floor(1 / (10 * 300 * (large.c1 + large.cMu))))
        .isGreaterThan(1);
  }

  @Test
  void whatMakesNoDistributionIsRefused() {
    assertThatThrownBy(() -> CmaParameters.of(0, 4)).hasMessageContaining("no coordinate");
    assertThatThrownBy(() -> CmaParameters.of(10, 3))
        .hasMessage("populationSize (3) must be at least 4 for CMA-ES. The default is 10.");
  }
}
