package org.lamarck.worker.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;

/** Presets of tolerances and how they follow from one another. */
class TolerancesTest {
  /** The very decimal that a user would write, not a product with its rounding. */
  @ParameterizedTest
  @CsvSource({"1e-3, 1e-6", "1e-6, 1e-9", "1e-8, 1e-11", "1e-10, 1e-13", "3e-5, 3e-8"})
  void theUsualFractionIsThreeDecimalPlacesSmaller(double relative, double fraction) {
    assertThat(Tolerances.scaled(relative)).isEqualTo(Tolerances.scaled(relative, fraction));
  }

  @Test
  void presetsDifferInExactnessAlone() {
    assertThat(Tolerances.coarse()).isEqualTo(Tolerances.scaled(1e-6, 1e-9));
    assertThat(Tolerances.exact()).isEqualTo(Tolerances.scaled(1e-10, 1e-13));
    assertThat(Tolerances.defaults().floor()).isEqualTo(Tolerances.Floor.FRACTION);
    assertThat(Tolerances.defaults().errorTest()).isEqualTo(Tolerances.ErrorTest.STATES);
  }

  @Test
  void roughOnesAreAsManyTimesAsLooseInBothParts() {
    Tolerances tight = Tolerances.of(1e-9, 1).withAbsolute(Vector.of(1e-12, 3e-7));
    Tolerances rough = tight.rough();
    assertThat(rough.relative()).isEqualTo(1e-4);
    double[] floors = rough.absolute(2);
    assertThat(floors[0] / 1e-12).isCloseTo(1e5, within(1e-8)); // of 16 digits
    assertThat(floors[1] / 3e-7).isCloseTo(1e5, within(1e-8));
    assertThat(rough.withAbsolute(tight.absolute()))
        .isEqualTo(Tolerances.of(1e-4, 1).withAbsolute(tight.absolute()));
  }

  @Test
  void thoseOfDrawsAreLooserThanTheUsualOnesAndNeverTighter() {
    Tolerances draws = Tolerances.defaults().forDraws();
    assertThat(draws.relative()).isEqualTo(1e-6);
    assertThat(draws.absolute(1)[0]).isCloseTo(1e-9, within(1e-23)); // of 16 digits
    assertThat(draws.forDraws()).isSameAs(draws);
    assertThat(Tolerances.scaled(1e-4).forDraws()).isEqualTo(Tolerances.scaled(1e-4));
  }

  @Test
  void roughOnesKeepAllElse() {
    Tolerances tight =
        Tolerances.scaled(1e-8)
            .withMaximumSteps(77)
            .withErrorTest(Tolerances.ErrorTest.STATES_AND_SENSITIVITIES)
            .withStepping(Tolerances.Stepping.DOP853);
    Tolerances rough = tight.rough();
    assertThat(rough.maximumSteps()).isEqualTo(77);
    assertThat(rough.errorTest()).isEqualTo(Tolerances.ErrorTest.STATES_AND_SENSITIVITIES);
    assertThat(rough.stepping()).isEqualTo(Tolerances.Stepping.DOP853);
    assertThat(rough.floor()).isEqualTo(Tolerances.Floor.FRACTION);
  }

  /** What is not a hundred times as loose would be a second integration for nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1e-4, 2e-6})
  void whatIsLooseAlreadyStaysAsItIs(double relative) {
    Tolerances loose = Tolerances.scaled(relative);
    assertThat(loose.rough()).isSameAs(loose);
    assertThat(Tolerances.coarse().rough().rough()).isEqualTo(Tolerances.coarse().rough());
  }

  @Test
  void theLargestRelativeToleranceIsIncluded() {
    assertThat(Tolerances.of(0.1, 1).relative()).isEqualTo(0.1);
    assertThat(Tolerances.of(Double.MIN_VALUE, Double.MAX_VALUE).absolute(1))
        .containsExactly(Double.MAX_VALUE);
    assertThat(Tolerances.of(0.1, 1).absolute(0)).isEmpty();
  }
}
