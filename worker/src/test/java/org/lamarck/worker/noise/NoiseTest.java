package org.lamarck.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;

/** Densities of what is measured, on the scale it is measured on, for every noise model. */
class NoiseTest {
  private static final double NU = 2.5;
  private static final double[] SHAPE = {NU};

  static Stream<Noise> all() {
    Distribution t = new Distribution.StudentT(new ExpressionPool().constant(NU));
    Stream<Noise> students = Stream.of(Transformation.values()).map(one -> new Noise(t, one));
    return Stream.concat(Noise.ofPetab().stream(), students);
  }

  private static double density(Noise noise, double measured, double simulated, double sigma) {
    Transformation transformation = noise.transformation();
    double residual = (transformation.apply(measured) - transformation.apply(simulated)) / sigma;
    return Math.exp(-noise.negativeLogLikelihood(residual, sigma, measured, SHAPE));
  }

  /** Σ of Gauss–Legendre rules on pieces of the line of T(m), from the middle outwards. */
  private static double integral(Noise noise, double simulated, double sigma) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(40, 0, 1);
    Transformation transformation = noise.transformation();
    double sum = 0;
    for (int side : new int[] {-1, 1}) {
      double from = 0;
      for (double width = 0.5; from < 1e5; width *= 1.7) {
        double begin = from;
        double length = width;
        sum +=
            rule.integrate(
                u -> {
                  double r = side * (begin + u * length);
                  double measured = transformation.shifted(simulated, sigma * r);
                  if (measured == 0 || Double.isInfinite(measured)) {
                    return 0;
                  }
                  double dm = sigma / transformation.slope(measured);
                  return length * dm * density(noise, measured, simulated, sigma);
                });
        from += width;
        if (transformation.isLogarithmic() && sigma * from > 200) {
          break; // beyond what numbers can hold
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("all")
  void theDensityOfAMeasurementIntegratesToOne(Noise noise) {
    for (double sigma : new double[] {0.1, 1.7}) {
      // t with 2.5 degrees of freedom has 1e-5 of its mass beyond a hundred σ
      double bound = noise.distribution().family().isOfPetab() ? 1e-9 : 2e-5;
      assertThat(integral(noise, 2.3, sigma)).isCloseTo(1, within(bound));
    }
  }

  @Test
  void logarithmicNormalNoiseIsTheLogNormalDistribution() {
    LogNormalDistribution known = new LogNormalDistribution(Math.log(2.3), 0.4);
    for (double measured : new double[] {0.1, 1, 2.3, 9}) {
      assertThat(density(Noise.LOG_NORMAL, measured, 2.3, 0.4))
          .isCloseTo(known.density(measured), within(1e-13));
      // σ in decimal logarithms
      assertThat(density(Noise.LOG10_NORMAL, measured, 2.3, 0.4 / Math.log(10)))
          .isCloseTo(known.density(measured), within(1e-13));
    }
  }

  /** A density is per unit: of what is measured in thousandths it is a thousandth. */
  @ParameterizedTest
  @MethodSource("all")
  void theUnitOfWhatIsMeasuredScalesTheDensity(Noise noise) {
    boolean isLogarithmic = noise.transformation().isLogarithmic();
    double sigma = 0.3;
    for (double measured : new double[] {0.4, 2.3, 5}) {
      double plain = density(noise, measured, 2.3, sigma);
      double milli = density(noise, 1000 * measured, 2300, isLogarithmic ? sigma : 1000 * sigma);
      assertThat(1000 * milli).isCloseTo(plain, within(1e-12 * plain));
    }
  }

  @Test
  void otherFormulasOfTheShapeKeepTheRest() {
    ExpressionPool pool = new ExpressionPool();
    Noise student = new Noise(new Distribution.StudentT(pool.symbol("a")), Transformation.LOG10);
    Noise other = student.withShape(List.of(pool.symbol("b")));
    assertThat(other.distribution().shape()).containsExactly(pool.symbol("b"));
    assertThat(other.transformation()).isEqualTo(Transformation.LOG10);
    assertThat(Noise.LAPLACE.withShape(List.of())).isEqualTo(Noise.LAPLACE);
  }

  @Test
  void lossesAreWhatTheirNamesSay() {
    assertThat(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD.value(7, 4)).isEqualTo(7);
    assertThat(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD.slope(4)).isEqualTo(1);
    assertThat(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD.shown(7)).isEqualTo(-7);
    assertThat(MisfitLoss.EUCLIDEAN_NORM.value(7, 4)).isEqualTo(2);
    assertThat(MisfitLoss.EUCLIDEAN_NORM.shown(2)).isEqualTo(2);
    assertThat(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD.isLikelihood()).isTrue();
    assertThat(MisfitLoss.EUCLIDEAN_NORM.isLikelihood()).isFalse();
    // d√χ² by ½ χ², which is what changes of the likelihood are
    double h = 1e-6;
    double difference =
        (MisfitLoss.EUCLIDEAN_NORM.value(0, 9 + 2 * h)
                - MisfitLoss.EUCLIDEAN_NORM.value(0, 9 - 2 * h))
            / (2 * h);
    assertThat(MisfitLoss.EUCLIDEAN_NORM.slope(9)).isCloseTo(difference, within(1e-9));
    assertThat(MisfitLoss.EUCLIDEAN_NORM.slope(0))
        .as("at a perfect fit any factor will do")
        .isEqualTo(1);
  }

  @Test
  void aNormComparesWithANoiseOfOne() {
    ExpressionPool pool = new ExpressionPool();
    Observable observable =
        new Observable(
            "o",
            pool.symbol("x"),
            pool.symbol("sd"),
            Noise.LOG_LAPLACE,
            List.of("p"),
            List.of("n"));
    Observable compared = MisfitLoss.EUCLIDEAN_NORM.compared(observable);
    assertThat(compared.noiseFormula().is(1)).isTrue();
    assertThat(compared.noise()).isEqualTo(Noise.NORMAL);
    assertThat(compared.noisePlaceholders()).isEmpty();
    assertThat(compared.observablePlaceholders()).containsExactly("p");
    assertThat(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD.compared(observable)).isSameAs(observable);
  }
}
