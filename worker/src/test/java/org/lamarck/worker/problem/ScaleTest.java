package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ScaleTest {
  @ParameterizedTest
  @EnumSource
  void valuesComeBackFromTheScale(Scale scale) {
    for (double linear : List.of(1e-12, 0.3, 1.0, 7e9)) {
      // a rounding of a logarithm up to 28 is that many of the value
      assertThat(scale.toLinear(scale.toScale(linear))).isCloseTo(linear, within(1e-14 * linear));
    }
  }

  @ParameterizedTest
  @EnumSource
  void slopesAreThoseOfDifferencesOnTheScale(Scale scale) {
    double h = 1e-4;
    for (double linear : List.of(0.02, 1.0, 30.0)) {
      double at = scale.toScale(linear);
      double above = scale.toLinear(at + h);
      double below = scale.toLinear(at - h);
      // h²/6 times ln³10 = 12, and of the second one h²/12 ln⁴10 = 28 and 1e-16/h²
      assertThat(scale.slope(linear)).isCloseTo((above - below) / (2 * h), within(3e-8 * linear));
      assertThat(scale.secondDerivative(linear))
          .isCloseTo((above - 2 * linear + below) / (h * h), within(1e-6 * linear));
    }
  }

  /** 10 to the power of log10(0.3) is less than 0.3, where a prior that ends there has none. */
  @ParameterizedTest
  @CsvSource({"LOG10, 0.3, 0.7", "LOG10, 0.001, 3000", "LOG, 0.3, 7", "LIN, -2, 0.1"})
  void valuesWithinTheBoundsOnTheScaleAreWithinThemLinearly(
      Scale scale, double lower, double upper) {
    Parameter parameter = new Parameter("p", scale, lower, upper, lower, true, null);
    double from = scale.toScale(lower);
    double to = scale.toScale(upper);
    assertThat(parameter.linear(from)).isBetween(lower, upper);
    assertThat(parameter.linear(to)).isBetween(lower, upper);
    // outside it is what the scale says, so that a wrong point is seen
    assertThat(parameter.linear(to + 1)).isEqualTo(scale.toLinear(to + 1)).isGreaterThan(upper);
    assertThat(parameter.linear(from - 1)).isEqualTo(scale.toLinear(from - 1)).isLessThan(lower);
  }

  @Test
  void aFixedParameterKeepsAllButItsValue() {
    Prior prior = new Prior(Prior.Family.NORMAL, 1, 2);
    Parameter free = new Parameter("p", Scale.LOG10, 0.1, 10, 3, true, prior);
    Parameter fixed = free.fixedAt(20);
    assertThat(fixed.nominal()).isEqualTo(20);
    assertThat(fixed.estimated()).isFalse();
    assertThat(free.fixed().nominal()).isEqualTo(3);
    assertThat(fixed).usingRecursiveComparison().ignoringFields("nominal").isEqualTo(free.fixed());
    assertThat(free.fixed()).usingRecursiveComparison().ignoringFields("estimated").isEqualTo(free);
  }
}
