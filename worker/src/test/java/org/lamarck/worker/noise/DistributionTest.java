package org.lamarck.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.AbstractRealDistribution;
import org.apache.commons.math3.distribution.LaplaceDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.ExpressionPool;

class DistributionTest {
  private static final double SIGMA = 0.7;

  private record Case(
      Distribution distribution, AbstractRealDistribution ofResidual, Vector parameters) {
    double[] shape() {
      return parameters.toArray();
    }
  }

  static Stream<Case> cases() {
    Distribution t = new Distribution.StudentT(new ExpressionPool().symbol("nu"));
    return Stream.of(
        new Case(new Distribution.Normal(), new NormalDistribution(), Vector.of()),
        new Case(new Distribution.Laplace(), new LaplaceDistribution(0, 1), Vector.of()),
        new Case(t, new TDistribution(0.8), Vector.of(0.8)),
        new Case(t, new TDistribution(3), Vector.of(3)),
        new Case(t, new TDistribution(1e4), Vector.of(1e4)));
  }

  /** Densities of Commons Math 3.6.1: six digits of log Γ differences are left at 10⁴. */
  @ParameterizedTest
  @MethodSource("cases")
  void densitiesAreThoseOfCommonsMath(Case one) {
    for (double r : new double[] {-30, -2, -0.1, 0, 0.5, 4}) {
      assertThat(one.distribution().negativeLogLikelihood(r, SIGMA, one.shape()))
          .isCloseTo(Math.log(SIGMA) - one.ofResidual().logDensity(r), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void slopesAgreeWithDifferences(Case one) {
    double h = 1e-5;
    for (double r : new double[] {-30, -2, -0.1, 0.5, 4}) {
      double difference =
          (one.distribution().negativeLogLikelihood(r + h, SIGMA, one.shape())
                  - one.distribution().negativeLogLikelihood(r - h, SIGMA, one.shape()))
              / (2 * h);
      // rounding of ln Γ(5000), 4e4, over h
      assertThat(one.distribution().slope(r, one.shape())).isCloseTo(difference, within(1e-6));
    }
  }

  @Test
  void derivativesByDegreesOfFreedomAgreeWithDifferences() {
    Distribution t = new Distribution.StudentT(new ExpressionPool().symbol("nu"));
    double[] partials = new double[1];
    for (double nu : new double[] {0.5, 2, 30}) {
      double h = 1e-5 * nu;
      for (double r : new double[] {-30, -1, 0, 3}) {
        t.byShape(r, new double[] {nu}, partials);
        double difference =
            (t.negativeLogLikelihood(r, SIGMA, new double[] {nu + h})
                    - t.negativeLogLikelihood(r, SIGMA, new double[] {nu - h}))
                / (2 * h);
        // rounding of values of order 10 over h
        assertThat(partials[0]).isCloseTo(difference, within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transformation.class)
  void transformationsShiftAndSlopeAsTheyApply(Transformation one) {
    double shifted = one.shifted(2, 0.3);
    assertThat(one.apply(shifted)).isCloseTo(one.apply(2) + 0.3, within(1e-15));
    double h = 1e-6;
    assertThat((one.apply(2 + h) - one.apply(2 - h)) / (2 * h))
        .isCloseTo(one.slope(2), within(1e-9)); // rounding of 1e-16 over h
    assertThat(one.apply(3))
        .isCloseTo(one.isLogarithmic() ? one.ofLogarithm() * Math.log(3) : 3, within(1e-15));
  }

  @Test
  void logarithmsOfWhatIsNotPositiveAreNoNumbers() {
    for (Transformation one : List.of(Transformation.LN, Transformation.LOG10)) {
      assertThat(one.apply(0)).isNaN();
      assertThat(one.apply(-1)).isNaN();
    }
  }
}
