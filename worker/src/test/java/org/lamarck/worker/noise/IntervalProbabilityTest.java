package org.lamarck.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.expression.ExpressionPool;

class IntervalProbabilityTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Distribution NORMAL = new Distribution.Normal();
  private static final Distribution LAPLACE = new Distribution.Laplace();

  private static IntervalProbability between(Distribution noise, double a, double b) {
    IntervalProbability result = new IntervalProbability();
    noise.between(a, b, result);
    return result;
  }

  /** mpmath 1.3.0 with 60 digits; the last ones of logarithm and means are rounding. */
  @ParameterizedTest
  @CsvSource({
    "-Infinity, 0.0, 0.6931471805599453, -0.7978845608028654, 1.0, 0.6366197723675814, 0.0, 0.0",
    "1.0, Infinity, 1.8410216450092636, 1.525135276160981, 2.5251352761609813, 0.8009023344296512,"
        + " 0.8009023344296512, 0.8009023344296512",
    "-Infinity, -2.0, 3.783184333682032, -2.373215532822841, 5.746431065645682, 0.8857208995859187,"
        + " -1.7714417991718374, 3.542883598343675",
    "-Infinity, 3.0, 0.0013508099647481938, -0.004437839042125664, 0.986686482873623,"
        + " 0.013333211541740806, 0.03999963462522242, 0.11999890387566725",
    "-Infinity, 9.0, 1.1285884059538405e-19, -1.0279773571668915e-18, 1.0, 9.251796214502023e-18,"
        + " 8.326616593051821e-17, 7.493954933746639e-16",
    "-30.0, Infinity, 0.0, 1.4736461348785476e-196, 1.0, 0.0, -1.3262815213906928e-193, 0.0",
    "40.0, Infinity, 804.6084420137538, 40.02496884720726, 1601.9987538882906, 0.9993773316214086,"
        + " 39.97509326485635, 1599.0037305942537",
    "-Infinity, -100.0, 5005.524208694205, -100.00999800099926, 10001.999800099926,"
        + " 0.9999000599500517, -99.99000599500518, 9999.000599500518",
    "1000.0, Infinity, 500007.82669481216, 1000.000999998, 1000001.999998, 0.999999000006,"
        + " 999.999000006, 999999.0000059999",
    "-1.0, 2.0, 0.2001662943244626, 0.22963717909132897, 0.5724957732325571, 0.4802374607884661,"
        + " -0.12994099609971038, 1.0059981860237002",
    "-0.3, 0.4, 1.2970638476386886, 0.0479915242441411, 0.04247111063447535, 0.9598320757648007,"
        + " 0.04404063511880449, 1.0407644312961637",
    "-3.0, 8.0, 0.0013508099647488168, 0.004437839042120607, 0.9866864828735825,"
        + " 0.013333211541781242, -0.03999963462489877, 0.11999890387825866",
    "0.5, 0.75, 2.5021319204099832, 0.6217528842191802, 0.39176782577922187, 0.9948088232556475,"
        + " 0.6152774407614935, 1.3836687491222497",
    "3.0, 3.001, 12.328193603728616, 3.000499749958379, 9.002998832833589, 0.999999916666707,"
        + " 3.000499249875304, 10.00299583183515",
    "-50.001, -50.0, 1257.8515898122794, -50.00049583346541, 2500.049583675715, 0.9999999166770853,"
        + " -50.000487501090895, 2501.0487504299585",
    "20.0, 25.0, 203.91715537109727, 20.04975306852785, 401.99506137055704, 0.9975367383849478,"
        + " 19.950734767698957, 399.0146953539791",
    "-1e-09, 1e-09, 20.949057189591137, 0.0, 3.333333333333334e-19, 1.0, 0.0, 1.0",
    "-200.0, -100.0, 5005.524208694205, -100.00999800099926, 10001.999800099926,"
        + " 0.9999000599500517, -99.99000599500518, 9999.000599500518",
    "4.0, 9.0, 10.360101486527295, 4.225607144489453, 17.902428577957654, 0.9533271616026622,"
        + " 3.8133086464114236, 15.253234585656097",
    "1e-07, 3e-07, 16.34388700360307, 1.9999999999999933e-07, 4.333333333333306e-14,"
        + " 0.9999999999999967, 1.9999999999999798e-07, 1.0000000000000433",
    "6.0, 6.5, 20.778326599127094, 6.137740433344353, 37.68540928150085, 0.9864483456092803,"
        + " 5.9697807425231435, 36.60347715062629"
  })
  void normalIntervalsHaveTheirDigitsWhereverTheyAre(
      double a,
      double b,
      double minusLog,
      double first,
      double second,
      double location,
      double both,
      double scale) {
    IntervalProbability found = between(NORMAL, a, b);
    assertThat(found.negativeLog()).isCloseTo(minusLog, within(1e-14 * (1e-3 + minusLog)));
    assertThat(found.slope()).isCloseTo(first, within(2e-14 * (1e-3 + Math.abs(first))));
    assertThat(found.slopeTimesResidual()).isCloseTo(second, within(2e-14 * (1 + second)));
    // differences of moments lose what their size has
    double lost = 1e-13 * (1 + second * second);
    assertThat(found.informationOfLocation()).isCloseTo(location, within(lost));
    assertThat(found.informationOfBoth()).isCloseTo(both, within(lost));
    assertThat(found.informationOfScale()).isCloseTo(scale, within(lost));
  }

  /** The mass between two numbers, and those of which one is infinite. */
  private static Stream<double[]> intervals() {
    return Stream.of(
        new double[] {-0.7, 1.3},
        new double[] {0.4, 0.401},
        new double[] {2, INFINITE},
        new double[] {-INFINITE, 1.1},
        new double[] {-INFINITE, -8},
        new double[] {-9, -4},
        new double[] {-0.01, 12},
        new double[] {30, 37});
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void laplaceIntervalsAreThoseOfTheirDistributionFunction(double[] bounds) {
    double expected = -Math.log(mass(bounds[0], bounds[1]));
    double found = between(LAPLACE, bounds[0], bounds[1]).negativeLog();
    // the difference of two values of the distribution function loses digits that ours keeps
    assertThat(found).isCloseTo(expected, within(1e-9));
  }

  /** On the side where the tail is, so that it does not vanish beside 1. */
  private static double mass(double a, double b) {
    return a > 0 ? tail(a) - tail(b) : b < 0 ? tail(-b) - tail(-a) : 1 - tail(b) - tail(-a);
  }

  private static double tail(double z) {
    return 0.5 * Math.exp(-z);
  }

  private static double minusLog(Distribution noise, double[] bounds, double h, double sigma) {
    return between(noise, (bounds[0] - h) / sigma, (bounds[1] - h) / sigma).negativeLog();
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void meansAreDerivativesByValueAndScale(double[] bounds) {
    for (Distribution noise : List.of(NORMAL, LAPLACE)) {
      double h = 0.2;
      double sigma = 1.7;
      double step = 1e-4;
      IntervalProbability found = between(noise, (bounds[0] - h) / sigma, (bounds[1] - h) / sigma);
      double byValue =
          (minusLog(noise, bounds, h + step, sigma) - minusLog(noise, bounds, h - step, sigma))
              / (2 * step);
      double bySigma =
          (minusLog(noise, bounds, h, sigma + step) - minusLog(noise, bounds, h, sigma - step))
              / (2 * step);
      // central differences: third derivatives times 1e-8, and rounding of 1e-16 × 500 / 1e-4
      assertThat(-found.slope() / sigma).isCloseTo(byValue, within(1e-7 * (1 + Math.abs(byValue))));
      assertThat((1 - found.slopeTimesResidual()) / sigma)
          .isCloseTo(bySigma, within(1e-7 * (1 + Math.abs(bySigma))));
    }
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void informationOfLocationIsTheSecondDerivative(double[] bounds) {
    double step = 1e-3;
    double second =
        (between(NORMAL, bounds[0] + step, bounds[1] + step).slope()
                - between(NORMAL, bounds[0] - step, bounds[1] - step).slope())
            / (2 * step);
    assertThat(between(NORMAL, bounds[0], bounds[1]).informationOfLocation())
        .isCloseTo(second, within(1e-6)); // step² times third derivatives of about 1
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void informationIsNeverNegative(double[] bounds) {
    IntervalProbability found = between(NORMAL, bounds[0], bounds[1]);
    double determinant =
        found.informationOfLocation() * found.informationOfScale()
            - found.informationOfBoth() * found.informationOfBoth();
    assertThat(found.informationOfLocation()).isBetween(0.0, 1.0);
    assertThat(determinant).isGreaterThan(-1e-9 * (1 + found.informationOfScale()));
  }

  @ParameterizedTest
  @CsvSource({"1e5, 2e5", "1e150, Infinity", "-1e100, -1e99", "700, 700.5", "-1e-300, 1e-300"})
  void farOutNothingIsInfiniteOrUndefined(double a, double b) {
    for (Distribution noise : List.of(NORMAL, LAPLACE)) {
      IntervalProbability found = between(noise, a, b);
      assertThat(found.negativeLog()).isFinite().isNotNegative();
      assertThat(found.slope()).isFinite();
      assertThat(found.slopeTimesResidual()).isFinite();
      assertThat(found.deviance()).isFinite();
    }
    IntervalProbability normal = between(NORMAL, a, b);
    assertThat(normal.informationOfLocation()).isBetween(0.0, 1.0);
  }

  @Test
  void halfTheSquareOfTheDevianceIsTheNegativeLog() {
    IntervalProbability found = between(NORMAL, 1.5, INFINITE);
    assertThat(0.5 * found.deviance() * found.deviance())
        .isCloseTo(found.negativeLog(), within(1e-15));
    assertThat(found.deviance()).isPositive();
    assertThat(between(NORMAL, -INFINITE, -1.5).deviance()).isEqualTo(-found.deviance());
  }

  @Test
  void otherNoiseRefusesIntervals() {
    Distribution student = new Distribution.StudentT(new ExpressionPool().constant(4));
    assertThat(student.hasIntervals()).isFalse();
    assertThatThrownBy(() -> between(student, 0, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("student-t");
  }
}
