package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UnivariateDistributionTest {
  /** A distribution, its parameters, and points within its support where it is smooth. */
  static Stream<Arguments> distributions() {
    return Stream.of(
        Arguments.of(UnivariateDistribution.UNIFORM, 0.0, 4.0, List.of(0.1, 2.0, 3.7)),
        Arguments.of(UnivariateDistribution.NORMAL, 0.3, 0.8, List.of(-2.0, 0.35, 3.0)),
        Arguments.of(UnivariateDistribution.LAPLACE, 0.3, 0.8, List.of(-2.0, 0.35, 3.0)),
        Arguments.of(UnivariateDistribution.CAUCHY, 0.3, 0.8, List.of(-2.0, 0.35, 3.0)),
        Arguments.of(UnivariateDistribution.EXPONENTIAL, 1.3, 0.0, List.of(0.2, 1.0, 5.0)),
        Arguments.of(UnivariateDistribution.GAMMA, 2.5, 0.7, List.of(0.2, 1.0, 5.0)),
        Arguments.of(UnivariateDistribution.GAMMA, 0.4, 2.0, List.of(0.2, 1.0, 5.0)),
        Arguments.of(UnivariateDistribution.GAMMA, 1.0, 2.0, List.of(0.2, 1.0, 5.0)),
        Arguments.of(UnivariateDistribution.RAYLEIGH, 1.3, 0.0, List.of(0.2, 1.0, 5.0)));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void slopesAreThoseOfDifferences(
      UnivariateDistribution one, double a, double b, List<Double> points) {
    double h = 1e-5;
    for (double x : points) {
      double above = one.logDensity(x + h, a, b);
      double below = one.logDensity(x - h, a, b);
      // h² times third derivatives, here below 10³, and rounding over h
      assertThat(one.slope(x, a, b)).isCloseTo((above - below) / (2 * h), within(1e-7));
      double rise = one.slope(x + h, a, b) - one.slope(x - h, a, b);
      assertThat(one.secondDerivative(x, a, b)).isCloseTo(rise / (2 * h), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void theDensityIsTheSlopeOfTheMassBelow(
      UnivariateDistribution one, double a, double b, List<Double> points) {
    double h = 1e-5;
    for (double x : points) {
      double slope = (one.cdf(x + h, a, b) - one.cdf(x - h, a, b)) / (2 * h);
      // h² times third derivatives of the mass, and rounding of the mass over h
      assertThat(Math.exp(one.logDensity(x, a, b))).isCloseTo(slope, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void whatIsBelowAndWhatIsAboveAreAll(
      UnivariateDistribution one, double a, double b, List<Double> points) {
    for (double x : points) {
      // each tail is known to a few units in the last place
      assertThat(one.cdf(x, a, b) + one.survival(x, a, b)).isCloseTo(1, within(1e-14));
    }
    for (double infinity : List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)) {
      double all = infinity > 0 ? 1 : 0;
      assertThat(one.cdf(infinity, a, b)).isEqualTo(all);
      assertThat(one.survival(infinity, a, b)).isEqualTo(1 - all);
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void quantilesInvertTheTailsFarFromTheMiddle(
      UnivariateDistribution one, double a, double b, List<Double> points) {
    for (double p : List.of(1e-100, 1e-12, 0.01, 0.3, 0.5)) {
      // the normal tail changes by 21 of itself per σ at 21 σ: 440 roundings of the place
      assertThat(one.cdf(one.quantile(p, a, b), a, b)).isCloseTo(p, within(1e-11 * p));
      double above = one.survival(one.survivalQuantile(p, a, b), a, b);
      // the upper end of a uniform one is no zero: places next to it are known to an ulp of it
      double place = one == UnivariateDistribution.UNIFORM ? Math.ulp(1.0) : 0;
      assertThat(above).isCloseTo(p, within(1e-11 * p + place));
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void sharesBetweenTwoFarPlacesKeepTheirDigits(
      UnivariateDistribution one, double a, double b, List<Double> points) {
    if (one == UnivariateDistribution.UNIFORM) {
      return; // it has no tail
    }
    double lower = one.survivalQuantile(1e-30, a, b);
    double upper = one.survivalQuantile(1e-32, a, b);
    double all = one.mass(lower, upper, a, b);
    assertThat(all).isCloseTo(0.99e-30, within(1e-40)); // ten digits
    double before = lower;
    for (double u : List.of(0.001, 0.25, 0.5, 0.9, 0.999)) {
      double x = one.between(u, lower, upper, a, b);
      assertThat(x).isGreaterThan(before).isLessThan(upper);
      // a difference of tails of which the smaller is 0.001 of the larger
      assertThat(one.mass(lower, x, a, b)).isCloseTo(u * all, within(1e-9 * all));
      before = x;
    }
  }

  @Test
  void nothingIsOutsideOfTheSupport() {
    assertThat(UnivariateDistribution.UNIFORM.logDensity(4.1, 0, 4)).isEqualTo(-1 / 0.0);
    assertThat(UnivariateDistribution.UNIFORM.cdf(4.1, 0, 4)).isEqualTo(1);
    for (UnivariateDistribution one :
        List.of(
            UnivariateDistribution.EXPONENTIAL,
            UnivariateDistribution.GAMMA,
            UnivariateDistribution.RAYLEIGH)) {
      assertThat(one.logDensity(-0.1, 1.5, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(one.cdf(-0.1, 1.5, 2)).isZero();
      assertThat(one.survival(-0.1, 1.5, 2)).isEqualTo(1);
    }
  }

  /** The only shape of a gamma distribution whose density at 0 is neither 0 nor infinite. */
  @Test
  void aGammaDistributionOfShapeOneIsExponentialFromZeroOn() {
    for (double x : List.of(0.0, 0.4, 3.0, 40.0)) {
      // ln Γ(1) and a product with 0 are exact, the rest are a few roundings of 20
      assertThat(UnivariateDistribution.GAMMA.logDensity(x, 1, 2))
          .isCloseTo(
              UnivariateDistribution.EXPONENTIAL.logDensity(x, 2, Double.NaN), within(1e-14));
    }
    assertThat(UnivariateDistribution.GAMMA.logDensity(0, 0.4, 2)).isEqualTo(-1 / 0.0);
  }
}
