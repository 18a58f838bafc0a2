package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryTest {
  private static final double[] TIMES = {0, 1, 2, 3, 4};
  private static final double[] CURVE = {2, 7, -1, 7, 4};

  private static double[] slopes(Summary summary, double[] y) {
    double[] slopes = new double[y.length];
    assertThat(summary.evaluate(TIMES, y, new double[1], slopes)).isEmpty();
    return slopes;
  }

  @ParameterizedTest
  @CsvSource({
    "LAST, 4",
    "MAXIMUM, 7",
    "MINIMUM, -1",
    "MEAN, 3.8",
    "AMPLITUDE, 4",
    "FOLD_CHANGE, 2"
  })
  void numbersAreThoseOfTheCurve(Summary summary, double expected) {
    double[] out = new double[1];
    assertThat(summary.evaluate(TIMES, CURVE, out, new double[5])).isEmpty();
    assertThat(out[0]).isEqualTo(expected);
  }

  @Test
  void ofEqualValuesTheFirstHasTheSlope() {
    assertThat(slopes(Summary.MAXIMUM, CURVE)).containsExactly(0, 1, 0, 0, 0);
    assertThat(slopes(Summary.AMPLITUDE, CURVE)).containsExactly(0, 0.5, -0.5, 0, 0);
  }

  /** Greatest and least are one point, whose slopes cancel. */
  @Test
  void aConstantCurveHasNoAmplitudeAndNoSlope() {
    assertThat(slopes(Summary.AMPLITUDE, new double[] {3, 3, 3, 3, 3}))
        .containsExactly(0, 0, 0, 0, 0);
  }

  /** All but the fold change are of first order: y · slopes is the number itself (Euler). */
  @ParameterizedTest
  @EnumSource
  void slopesAreThoseOfHomogeneousFunctions(Summary summary) {
    double[] out = new double[1];
    double[] y = {2, 8, -1, 5, 4};
    double[] slopes = new double[5];
    assertThat(summary.evaluate(TIMES, y, out, slopes)).isEmpty();
    double sum = 0;
    for (int k = 0; k < 5; k++) {
      sum += y[k] * slopes[k];
    }
    double degree = summary == Summary.FOLD_CHANGE ? 0 : 1;
    assertThat(sum).isCloseTo(degree * out[0], within(1e-15 * 5));
  }

  @ParameterizedTest
  @CsvSource({
    "LAST, the last is NaN",
    "MEAN, the mean is NaN",
    "FOLD_CHANGE, the fold change is NaN"
  })
  void aNumberThatIsNoneIsToldByName(Summary summary, String why) {
    double[] y = {2, 7, -1, 7, Double.NaN};
    assertThat(summary.evaluate(TIMES, y, new double[1], new double[5])).contains(why);
  }
}
