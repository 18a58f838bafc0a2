package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.noise.Transformation;

final class ReadingTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 2", "-Infinity, Infinity", "NaN, 2", "1, NaN"})
  void boundsThatSayNothingAreRefusedWithTheirValues(double lower, double upper) {
    assertThatThrownBy(() -> new Reading.Censored(lower, upper))
        .hasMessage("a censored value between %s and %s says nothing".formatted(lower, upper));
  }

  @Test
  void aCensoredValueIsDrawnAtItsBoundOrInTheMiddle() {
    assertThat(new Reading.Censored(-INFINITY, 0.5).shown()).isEqualTo(0.5);
    assertThat(new Reading.Censored(8, INFINITY).shown()).isEqualTo(8);
    assertThat(new Reading.Censored(1, 4).shown()).isEqualTo(2.5);
  }

  @ParameterizedTest
  @EnumSource
  void boundsOnAScaleAreThoseOfTheSameValues(Transformation transformation) {
    Reading.Censored between = new Reading.Censored(0.5, 4);
    assertThat(between.lower(transformation)).isEqualTo(transformation.apply(0.5));
    assertThat(between.upper(transformation)).isEqualTo(transformation.apply(4));
    assertThat(new Reading.Censored(-INFINITY, 4).lower(transformation)).isEqualTo(-INFINITY);
    assertThat(new Reading.Censored(4, INFINITY).upper(transformation)).isEqualTo(INFINITY);
    // all values that have a logarithm are above 0
    double ofZero = new Reading.Censored(0, 4).lower(transformation);
    assertThat(ofZero).isEqualTo(transformation.isLogarithmic() ? -INFINITY : 0);
  }

  @Test
  void knotsAreAShareOfTheMeasurementsAndAtLeastTwo() {
    assertThat(Reading.Monotone.DEFAULT.knots(9)).isEqualTo(5); // a half, rounded up
    assertThat(Reading.Monotone.DEFAULT.knots(1)).isEqualTo(2);
    assertThat(new Reading.Monotone(1.5, 0, 0).knots(6)).isEqualTo(9);
  }

  @Test
  void onlyNumbersOfUnknownScaleAndCategoriesAreComparedThroughAFunction() {
    assertThat(new Reading.Exact().isThroughFunction()).isFalse();
    assertThat(new Reading.Censored(1, 2).isThroughFunction()).isFalse();
    assertThat(Reading.Monotone.DEFAULT.isThroughFunction()).isTrue();
    assertThat(new Reading.Category(1, Reading.Category.Gaps.DEFAULT).isThroughFunction()).isTrue();
  }

  /** Slopes follow the negative log-likelihood, here χ²/2 of noise of 1. */
  @ParameterizedTest
  @EnumSource
  void theSlopeOfALossIsThatOfDifferences(MisfitLoss loss) {
    double h = 1e-6;
    for (double half : new double[] {0.02, 1, 300}) {
      double above = loss.value(half + h, 2 * (half + h));
      double below = loss.value(half - h, 2 * (half - h));
      // h²/6 times the third derivative, below 10⁴, and 6e-14 of rounding over h
      assertThat(loss.slope(2 * half)).isCloseTo((above - below) / (2 * h), within(1e-7));
    }
    assertThat(loss.slope(0)).isPositive().isFinite(); // a perfect fit has a gradient, of 0
  }
}
