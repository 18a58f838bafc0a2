package org.lamarck.worker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.EventShape;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;

/** How far one switch is from a change, of each kind, on both sides and at its threshold. */
class SwitchMarginsTest {
  private static final double SLOPE = 4;

  /** One switch that compares 4 y₀ with p₁, or takes the floor of 4 y₀; its mode is p₀. */
  private record One(boolean isFloor, boolean isKink) implements Discontinuities, PointFunction {
    @Override
    public int switches() {
      return 1;
    }

    @Override
    public int firstMode() {
      return 0;
    }

    @Override
    public boolean isFloor(int k) {
      return isFloor;
    }

    @Override
    public boolean isKink(int k) {
      return isKink;
    }

    @Override
    public boolean areTimed() {
      return false;
    }

    @Override
    public void indicators(double t, double[] y, double[] p, double[] values) {
      values[0] = SLOPE * y[0];
      values[1] = isFloor ? 0 : p[1];
    }

    @Override
    public PointFunction indicator(int k) {
      return this;
    }

    @Override
    public double value(double t, double[] y, double[] p) {
      return SLOPE * y[0] - (isFloor ? 0 : p[1]);
    }

    @Override
    public double gradient(double t, double[] y, double[] p, double[] byArgument) {
      byArgument[0] = SLOPE;
      byArgument[1] = -1;
      return 0;
    }

    @Override
    public int[] arguments() {
      return new int[] {0, 3}; // y₀ of two states, and p₁
    }

    @Override
    public List<EventShape> events() {
      return List.of();
    }

    @Override
    public int gate() {
      return -1;
    }

    @Override
    public void triggers(double t, double[] y, double[] p, double[] truths) {}

    @Override
    public @Nullable PointFunction delay(int event) {
      return null;
    }

    @Override
    public @Nullable PointFunction priority(int event) {
      return null;
    }

    @Override
    public PointFunction value(int event, int target) {
      throw new IndexOutOfBoundsException(event);
    }

    @Override
    public @Nullable PointFunction factor(int event, int target) {
      return null;
    }
  }

  private static final Discontinuities FLOOR = new One(true, false);
  private static final Discontinuities SIGN = new One(false, false);
  private static final Discontinuities KINK = new One(false, true);

  private static Point point(double a, double b, double mode) {
    return new Point(0, new double[] {a / SLOPE, 0}, new double[] {mode, b});
  }

  private static ErrorScale scale() {
    ErrorScale scale = new ErrorScale(Models.chain(), Tolerances.of(1e-6, 1e-9));
    scale.begin(new double[] {1, 1}, EventMemory.NONE);
    return scale;
  }

  private static double margin(Discontinuities system, double a, double b, double mode) {
    SwitchMargins margins = new SwitchMargins(system);
    Point at = point(a, b, mode);
    margins.measure(at, scale());
    margins.evaluate(at);
    return margins.margin(0, mode);
  }

  private static boolean agrees(Discontinuities system, double a, double b, double mode) {
    return new SwitchMargins(system).agree(point(a, b, mode), scale());
  }

  @ParameterizedTest
  @CsvSource({"5, 2, 1, 3", "5, 2, -1, -3", "2, 5, -1, 3", "2, 5, 1, -3", "2, 2, 1, 0"})
  void aSignIsAsFarFromItsChangeAsTheDifferenceOnItsSide(
      double a, double b, double mode, double expected) {
    assertThat(margin(SIGN, a, b, mode)).isEqualTo(expected);
  }

  /** The floor of a is due at mode + 1, but the mode itself belongs to it. */
  @ParameterizedTest
  @CsvSource({"2.25, 2, 0.25", "2.75, 2, 0.25", "3, 2, 0", "3.5, 2, -0.5", "1.5, 2, -0.5"})
  void aFloorIsAsFarAsTheNearerOfItsTwoEnds(double a, double mode, double expected) {
    // one step of a double is added below, so that the end itself is inside
    assertThat(margin(FLOOR, a, 0, mode)).isCloseTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -1, 0, 1, 4096})
  void theLowerEndOfAFloorIsNoChangeAndTheUpperOneIs(double mode) {
    assertThat(margin(FLOOR, mode, 0, mode)).isPositive();
    assertThat(margin(FLOOR, mode + 1, 0, mode)).isZero();
  }

  @Test
  void aRestingSignIsLeftByMoreThanRounding() {
    assertThat(margin(SIGN, 2, 2, 0)).isPositive();
    assertThat(margin(SIGN, 2 + 1e-13, 2, 0)).as("less than 1e-12 of 4").isPositive();
    assertThat(margin(SIGN, 2 + 1e-11, 2, 0)).isNegative();
    assertThat(margin(SIGN, 2 - 1e-11, 2, 0)).isNegative();
    assertThat(margin(SIGN, 0, 0, 0)).as("where there is no size at all").isPositive();
  }

  /** Ten tolerances of y₀ times the slope of what is compared. */
  @Test
  void aKinkMayBeOnEitherSideWithinTheTolerancesOfWhatItCompares() {
    double b = 2;
    double y = b / SLOPE;
    double width = 10 * SLOPE * (1e-9 + 1e-6 * y);
    assertThat(margin(KINK, b, b, 1)).isCloseTo(width, within(1e-18));
    assertThat(agrees(KINK, b - 0.9 * width, b, 1)).isTrue();
    assertThat(agrees(KINK, b - 1.1 * width, b, 1)).isFalse();
    assertThat(agrees(KINK, b + 0.9 * width, b, -1)).isTrue();
    assertThat(agrees(KINK, b + 1.1 * width, b, 0)).isFalse();
    assertThat(agrees(SIGN, b - 0.9 * width, b, 1)).as("where it jumps it may not").isFalse();
  }

  @Test
  void modesAgreeWithTheirStatesButForRounding() {
    assertThat(agrees(FLOOR, 2.5, 0, 2)).isTrue();
    assertThat(agrees(FLOOR, 3 + 1e-13, 0, 2)).as("rounding of 3").isTrue();
    assertThat(agrees(FLOOR, 3.001, 0, 2)).isFalse();
    assertThat(agrees(FLOOR, 1.999, 0, 2)).isFalse();
    assertThat(agrees(SIGN, 5, 2, 1)).isTrue();
    assertThat(agrees(SIGN, 5, 2, 0)).isFalse();
    assertThat(agrees(SIGN, 5, 2, -1)).isFalse();
    assertThat(agrees(SIGN, 2, 2, -1)).as("the threshold is of both sides").isTrue();
    assertThat(new SwitchMargins(Discontinuities.NONE).agree(point(0, 0, 9), scale())).isTrue();
  }

  /** What is not a number changes no mode; the step is refused for other reasons. */
  @Test
  void whatIsNotANumberIsFarFromAnyChange() {
    for (double mode : new double[] {-1, 0, 1}) {
      assertThat(margin(SIGN, Double.NaN, 1, mode)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(margin(FLOOR, Double.NaN, 0, mode)).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(agrees(SIGN, 1, 2, Double.NaN)).as("a mode that is not known").isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-17, -0.25})
  void aSwitchThatWasJustSentToThisSideStartsJustAboveZero(double due) {
    SwitchMargins margins = new SwitchMargins(SIGN);
    margins.evaluate(point(2 + due, 2, 1));
    double before = margins.margin(0, 1);
    assertThat(margins.offset(0, before)).isPositive().isLessThan(1e-15);
    assertThat(margins.margin(0, 1)).isPositive().isLessThan(1e-15);
    margins.evaluate(point(2 + due - 0.5, 2, 1));
    assertThat(margins.margin(0, 1)).as("further on it changes").isCloseTo(-0.5, within(1e-15));
    margins.clearOffsets();
    margins.evaluate(point(2 + due, 2, 1));
    assertThat(margins.margin(0, 1)).isEqualTo(before);
  }
}
