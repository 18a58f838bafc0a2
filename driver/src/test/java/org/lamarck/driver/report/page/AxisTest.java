package org.lamarck.driver.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static final double NEAR = 1e-9; // pixels: rounding alone

  @Test
  void endsAreAtTheirPixels() {
    Axis axis = Axis.linear(2, 6, 100, 300);
    assertThat(axis.at(2)).isCloseTo(100, within(NEAR));
    assertThat(axis.at(3)).isCloseTo(150, within(NEAR));
    assertThat(axis.at(6)).isCloseTo(300, within(NEAR));
  }

  @Test
  void anAxisMayRunUpwards() {
    Axis axis = Axis.linear(0, 10, 200, 0);
    assertThat(axis.at(2.5)).isCloseTo(150, within(NEAR));
  }

  @Test
  void valuesOutsideLieOnTheNearerEnd() {
    Axis axis = Axis.linear(0, 1, 0, 100);
    assertThat(axis.at(-5)).isZero();
    assertThat(axis.at(Double.POSITIVE_INFINITY)).isCloseTo(100, within(NEAR));
  }

  @Test
  void equalRatiosAreEqualDistancesOnALogarithmicAxis() {
    Axis axis = Axis.logarithmic(1, 1000, 0, 300);
    assertThat(axis.at(10)).isCloseTo(100, within(NEAR));
    assertThat(axis.at(100)).isCloseTo(200, within(NEAR));
  }

  @Test
  void whatHasNoLogarithmLiesAtTheLowEnd() {
    Axis axis = Axis.logarithmic(1, 1000, 0, 300);
    assertThat(axis.at(0)).isZero();
    assertThat(axis.at(-3)).isZero();
  }

  @Test
  void ticksAreRoundAndOnTheAxis() {
    assertThat(Axis.linear(0, 240, 0, 1).ticks(4)).containsExactly(0.0, 100.0, 200.0);
    assertThat(Axis.linear(-0.3, 0.3, 0, 1).ticks(3)).contains(-0.2, 0.0, 0.2);
    assertThat(Axis.logarithmic(1e-3, 1e3, 0, 1).ticks(4)).containsExactly(1e-3, 1e-1, 1e1, 1e3);
  }

  @Test
  void aLogarithmicAxisOfOneDecadeHasTicksBetweenPowers() {
    assertThat(Axis.logarithmic(3, 40, 0, 1).ticks(4)).containsExactly(5.0, 10.0, 20.0);
  }

  @Test
  void equalEndsGetRoomAndEndlessOnesAnAxis() {
    Axis equal = Axis.linear(5, 5, 0, 100);
    assertThat(equal.at(5)).isCloseTo(50, within(NEAR));
    Axis endless = Axis.linear(Double.NEGATIVE_INFINITY, 3, 0, 100);
    assertThat(endless.ticks(4)).isNotEmpty().doesNotContainNull();
  }

  @Test
  void theRangeOfADoubleIsAnAxis() {
    Axis axis = Axis.linear(-1.7e308, 1.7e308, 0, 100);
    assertThat(axis.at(0)).isCloseTo(50, within(NEAR));
  }

  /** Ticks between them would all read alike. */
  @Test
  void valuesThatAreAlikeAreOne() {
    Axis axis = Axis.linear(99.7718286569, 99.7718286569 + 1e-11, 0, 100);
    assertThat(axis.at(99.7718286569)).isCloseTo(50, within(1e-6));
    List<Double> ticks = axis.ticks(5);
    assertThat(ticks).hasSizeGreaterThan(2);
    assertThat(ticks.get(1) - ticks.get(0)).isGreaterThanOrEqualTo(1);
  }
}
