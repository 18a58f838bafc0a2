package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NormTest {
  private static final double[] R = {3, -4, 0.5, -12};

  /** Σ r² = 169.25, Σ |r| = 19.5, Σ r = −12.5. */
  @ParameterizedTest
  @CsvSource({
    "SQUARES, 169.25",
    "MEAN_SQUARES, 42.3125",
    "EUCLIDEAN, 13.009611831257688",
    "MEAN_ABSOLUTE, 4.875",
    "SUM, -12.5"
  })
  void valuesAreThoseOfTheirFormulas(Norm norm, double value) {
    assertThat(norm.value(R)).isEqualTo(value); // sums of these are exact, roots are rounded once
  }

  @ParameterizedTest
  @EnumSource
  void slopesAreThoseOfDifferences(Norm norm) {
    double h = 1e-5;
    for (int k = 0; k < R.length; k++) {
      double[] up = R.clone();
      double[] down = R.clone();
      up[k] += h;
      down[k] -= h;
      double difference = (norm.value(up) - norm.value(down)) / (2 * h);
      // rounding of 169 over h; third derivatives are below 1
      assertThat(norm.slope(R[k], R)).isCloseTo(difference, within(1e-8));
    }
  }

  /** At a perfect fit the Euclidean norm has no slope; a search there must see none. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUM")
  void aPerfectFitIsZeroAndHasNoSlope(Norm norm) {
    double[] none = new double[3];
    assertThat(norm.value(none)).isZero();
    assertThat(norm.slope(0, none)).isZero();
    assertThat(norm.factor(none)).isPositive().isFinite();
  }

  /** What is scaled by ten counts ten or a hundred times, so that weights mean the same. */
  @ParameterizedTest
  @EnumSource
  void valuesGrowWithTheUnitAsTheirPowerSays(Norm norm) {
    double[] tenfold = Arrays.stream(R).map(r -> 10 * r).toArray();
    boolean isSquared = norm == Norm.SQUARES || norm == Norm.MEAN_SQUARES;
    double expected = (isSquared ? 100 : 10) * norm.value(R);
    assertThat(norm.value(tenfold)).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
  }

  @Test
  void meansDoNotChangeWhenAllStandsTwice() {
    double[] twice = Arrays.copyOf(R, 2 * R.length);
    System.arraycopy(R, 0, twice, R.length, R.length);
    for (Norm norm : new Norm[] {Norm.MEAN_SQUARES, Norm.MEAN_ABSOLUTE}) {
      assertThat(norm.value(twice)).isEqualTo(norm.value(R));
      assertThat(norm.slope(3, twice)).isEqualTo(norm.slope(3, R) / 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesOfThoseOfSquaresDoNotSeeSigns(Norm norm) {
    double[] turned = {-3, -4, -0.5, 12};
    if (norm.isOfSquares()) {
      assertThat(norm.value(turned)).isEqualTo(norm.value(R));
      // the Gauss–Newton factor: the slope is that many times r
      assertThat(norm.slope(-4, R)).isEqualTo(-4 * norm.factor(R));
    } else {
      // no common factor gives slopes that do not grow with r
      assertThat(norm.slope(3, R)).isEqualTo(norm.slope(0.5, R));
    }
  }
}
