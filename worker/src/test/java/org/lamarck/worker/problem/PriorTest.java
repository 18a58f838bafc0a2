package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.AbstractRealDistribution;
import org.apache.commons.math3.distribution.CauchyDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LaplaceDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;

final class PriorTest {
  /** A prior of the family with mass around 1. */
  private static Prior prior(Family family) {
    return switch (family) {
      case PARAMETER_SCALE_UNIFORM -> new Prior(family, -1, 3.5);
      case UNIFORM, LOG_UNIFORM -> new Prior(family, 0.5, 4);
      case GAMMA -> new Prior(family, 2.5, 0.7);
      case CHI_SQUARE -> new Prior(family, 3, 0);
      case EXPONENTIAL, RAYLEIGH -> new Prior(family, 1.3, 0);
      default -> new Prior(family, 0.3, 0.8);
    };
  }

  private static Prior truncated(Prior prior, double lower, double upper) {
    return new Prior(
        prior.family(), prior.first(), prior.second(), Limits.truncating(lower, upper));
  }

  /** Families as Commons Math has them; Rayleigh is Weibull of shape 2 and scale √2 σ. */
  static Stream<Arguments> knownDistributions() {
    return Stream.of(
        Arguments.of(Family.NORMAL, new NormalDistribution(null, 0.3, 0.8)),
        Arguments.of(Family.LAPLACE, new LaplaceDistribution(null, 0.3, 0.8)),
        Arguments.of(Family.LOG_NORMAL, new LogNormalDistribution(null, 0.3, 0.8)),
        Arguments.of(Family.CAUCHY, new CauchyDistribution(null, 0.3, 0.8)),
        Arguments.of(Family.CHI_SQUARE, new ChiSquaredDistribution(null, 3)),
        Arguments.of(Family.EXPONENTIAL, new ExponentialDistribution(null, 1.3)),
        Arguments.of(Family.GAMMA, new GammaDistribution(null, 2.5, 0.7)),
        Arguments.of(Family.RAYLEIGH, new WeibullDistribution(null, 2, 1.3 * Math.sqrt(2))));
  }

  @ParameterizedTest
  @MethodSource("knownDistributions")
  void densitiesAndMassesAreThoseOfCommonsMath(Family family, AbstractRealDistribution known) {
    Prior prior = prior(family);
    for (double x : List.of(0.1, 0.9, 1.7, 6.0)) {
      // both sides round a few logarithms
      assertThat(prior.logDensity(x, Scale.LOG10)).isCloseTo(known.logDensity(x), within(1e-13));
      assertThat(truncated(prior, 0.05, x).mass(Scale.LIN))
          .isCloseTo(
              known.cumulativeProbability(x) - known.cumulativeProbability(0.05), within(1e-13));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void truncatedDensitiesIntegrateToOneWithinTheBounds(Family family) {
    Prior prior = truncated(prior(family), 0.5, 3);
    for (Scale scale : Scale.values()) {
      // of the scaled value where the family is over that, else of the linear one
      boolean scaled = family.name().startsWith("PARAMETER_SCALE");
      double from = scaled ? scale.toScale(0.5) : 0.5;
      double to = scaled ? scale.toScale(3) : 3;
      int cells = 100_000;
      double width = (to - from) / cells;
      double mass = 0;
      for (int i = 0; i < cells; i++) {
        double middle = from + (i + 0.5) * width;
        double linear = scaled ? scale.toLinear(middle) : middle;
        mass += width * Math.exp(prior.logDensity(linear, scale));
      }
      // second order: (width/2)² and a jump of a uniform density within one cell
      assertThat(mass).as(scale.name()).isCloseTo(1, within(2e-5));
      assertThat(prior.logDensity(0.4999, scale)).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(prior.logDensity(3.0001, scale)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void slopeAndCurvatureAgreeWithDifferences(Family family) {
    Prior prior = prior(family);
    for (Scale scale : Scale.values()) {
      for (double x : List.of(0.6, 1.1, 2.9)) {
        double at = scale.toScale(x);
        double h = 1e-4;
        double left = prior.logDensity(scale.toLinear(at - h), scale);
        double middle = prior.logDensity(x, scale);
        double right = prior.logDensity(scale.toLinear(at + h), scale);
        // second order: third derivatives are below 1000 here
        assertThat(prior.slope(x, scale))
            .as(scale.name())
            .isCloseTo((right - left) / (2 * h), within(2e-6));
        assertThat(prior.curvature(x, scale))
            .as(scale.name())
            .isCloseTo(Math.max(0, -(right - 2 * middle + left) / (h * h)), within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void quantilesLeaveTheirShareOfTheMassBelow(Family family) {
    Prior prior = truncated(prior(family), 0.55, 3);
    for (Scale scale : Scale.values()) {
      for (double u : List.of(1e-9, 0.01, 0.3, 0.5, 0.77, 0.999)) {
        double linear = scale.toLinear(prior.quantile(u, scale));
        double share = truncated(prior, 0.55, linear).mass(scale) / prior.mass(scale);
        // the tails' functions are good to 1e-13
        assertThat(share).as(scale + " " + u).isCloseTo(u, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void uniformFamiliesAreThoseWithTheWord(Family family) {
    assertThat(family.isUniform()).isEqualTo(family.name().contains("UNIFORM"));
  }

  @Test
  void drawnValuesAreClippedWhereBoundsDoNotTruncate() {
    Prior prior = new Prior(Family.NORMAL, 0, 1, Limits.clipping(0.1, 1));
    assertThat(prior.quantile(0.01, Scale.LIN)).isEqualTo(0.1);
    assertThat(prior.quantile(0.01, Scale.LOG10)).isEqualTo(-1);
    assertThat(prior.quantile(0.99, Scale.LOG10)).isEqualTo(0);
    // Φ(½) = 0.691462461274013 (Abramowitz and Stegun, table 26.1)
    assertThat(prior.quantile(0.691462461274013, Scale.LIN)).isCloseTo(0.5, within(1e-14));
    assertThat(prior.logDensity(-5, Scale.LIN)).isCloseTo(-13.418938533204672, within(1e-14));
  }

  @Test
  void truncationFarFromTheMiddleKeepsItsDigits() {
    Prior right = new Prior(Family.NORMAL, 0, 1, Limits.truncating(20, 30));
    Prior left = new Prior(Family.NORMAL, 0, 1, Limits.truncating(-30, -20));
    // −ln(Q(20)/φ(20)) by the asymptotic series of the normal tail Q; its next term is 2e-10
    double q = Math.log(20) - Math.log1p(-1.0 / 400 + 3.0 / 160000 - 15.0 / 64e6 + 105.0 / 256e8);
    assertThat(right.logDensity(20, Scale.LIN)).isCloseTo(q, within(1e-9));
    assertThat(left.logDensity(-20, Scale.LIN)).isCloseTo(q, within(1e-9));
    assertThat(right.quantile(0.5, Scale.LIN)).isBetween(20.03, 20.04);
    assertThat(left.quantile(0.5, Scale.LIN))
        .isCloseTo(-right.quantile(0.5, Scale.LIN), within(1e-12));
  }

  /**
   * Quantiles by mpmath 1.3.0 with 40 digits. Commons Math 3.6.1 has −8.2095 and −∞ for the first
   * two of the normal distribution, and 0 for the first three of the gamma distribution.
   */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0, 1, 1e-16, -8.2220822161304356",
    "NORMAL, 0, 1, 1e-300, -37.047096299361199",
    "NORMAL, 0, 1, 1e-8, -5.6120012441747887",
    "NORMAL, 0, 1, 0.4, -0.25334710313579974",
    "NORMAL, 0, 1, 0.999, 3.0902323061678133",
    "GAMMA, 0.3, 2, 1e-30, 1.3945398192818608e-100",
    "GAMMA, 0.3, 2, 1e-8, 3.004444963291653e-27",
    "GAMMA, 0.3, 2, 1e-4, 6.4728804532072759e-14",
    "GAMMA, 0.3, 2, 0.1, 0.00064744924364686546",
    "GAMMA, 0.3, 2, 0.999, 9.2378720855826669",
  })
  void quantilesKeepTheirDigitsInTheTails(
      Family family, double first, double second, double u, double expected) {
    double quantile = new Prior(family, first, second).quantile(u, Scale.LIN);
    // tails good to 1e-13, of which x ln-derivatives of at most 1/0.3 are made
    assertThat(quantile).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @Test
  void nothingIsOutsideOfTheSupport() {
    for (Family family : List.of(Family.LOG_NORMAL, Family.GAMMA, Family.RAYLEIGH)) {
      Prior prior = prior(family);
      for (double x : List.of(0.0, -1.0)) {
        assertThat(prior.logDensity(x, Scale.LIN)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(prior.slope(x, Scale.LIN)).isZero();
        assertThat(prior.curvature(x, Scale.LIN)).isZero();
      }
    }
    assertThat(truncated(prior(Family.LOG_NORMAL), -3, -1).mass(Scale.LIN)).isZero();
  }
}
