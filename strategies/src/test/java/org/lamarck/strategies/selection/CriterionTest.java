package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.selection.Criterion.Size;

class CriterionTest {
  /** Digits of the expected files of the public suite. */
  private static final double DIGITS = 1e-12;

  @Test
  void valuesAreThoseOfTheSuite() {
    assertThat(Criterion.AIC.value(-4.087702752023436, new Size(1, 6, 0)))
        .isCloseTo(-6.175405504046871, within(DIGITS)); // 0001
    assertThat(Criterion.BIC.value(-4.0877027520227704, new Size(1, 6, 0)))
        .isCloseTo(-6.383646034817486, within(DIGITS)); // 0003
    assertThat(Criterion.AICC.value(-4.352662995594862, new Size(2, 6, 0)))
        .isCloseTo(-0.7053259911897243, within(DIGITS)); // 0004
    assertThat(Criterion.AICC.value(5.558597930767597, new Size(0, 6, 0)))
        .isCloseTo(11.117195861535194, within(DIGITS)); // 0008
  }

  @Test
  void priorsCountAsData() {
    assertThat(Criterion.BIC.value(0, new Size(3, 6, 2))).isEqualTo(3 * Math.log(8));
    assertThat(Criterion.AICC.value(0, new Size(3, 6, 2))).isEqualTo(6 + 24 / 4.0);
  }

  /** The correction divides by n − k − 1, which would turn its sign. */
  @Test
  void moreParametersThanTheCorrectionBearsAreWorseThanAnything() {
    assertThat(Criterion.AICC.value(-100, new Size(5, 6, 0))).isInfinite();
    assertThat(Criterion.AICC.value(-100, new Size(7, 6, 0))).isInfinite();
  }

  @Test
  void likelihoodsGrowWithTheFit() {
    Size any = new Size(1, 1, 0);
    assertThat(Criterion.LLH.value(2, any)).isEqualTo(-2);
    assertThat(Criterion.NLLH.value(2, any)).isEqualTo(2);
    assertThat(Criterion.LH.value(2, any)).isCloseTo(0.1353352832366127, within(1e-15));
    assertThat(Criterion.LLH.isBetter(-1, -2)).isTrue();
    assertThat(Criterion.NLLH.isBetter(-1, -2)).isFalse();
    assertThat(Criterion.LLH.excess(-3, -1)).isEqualTo(2);
    assertThat(Criterion.AIC.excess(3, 1)).isEqualTo(2);
  }

  @Test
  void nothingIsWorseThanNoValue() {
    assertThat(Criterion.AIC.isBetter(Double.POSITIVE_INFINITY, Double.NaN)).isTrue();
    assertThat(Criterion.AIC.isBetter(Double.NaN, 1)).isFalse();
    assertThat(Criterion.AIC.isBetter(Double.NaN, Double.NaN)).isFalse();
  }

  @Test
  void namesAreThoseOfTheStandard() {
    assertThat(Criterion.of("AICc")).contains(Criterion.AICC);
    assertThat(Criterion.of("aicc")).isEmpty();
    assertThat(Criterion.labels()).containsExactly("AIC", "AICc", "BIC", "LH", "LLH", "NLLH");
  }
}
