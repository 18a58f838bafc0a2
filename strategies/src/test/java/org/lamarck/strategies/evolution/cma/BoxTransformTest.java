package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class BoxTransformTest {
  private static final double LOW = -BoxTransform.MARGIN;
  private static final double HIGH = 1 + BoxTransform.MARGIN;
  private static final double PERIOD = 2 * (HIGH - LOW);

  @Test
  void awayFromTheBoundsNothingIsChanged() {
    for (double t = 0.05; t <= 0.95; t += 0.01) {
      assertThat(BoxTransform.toBox(t)).isEqualTo(t);
      assertThat(BoxTransform.fromBox(t)).isEqualTo(t);
    }
  }

  @Test
  void theBoundsAreMetWithSlopeZero() {
    assertThat(BoxTransform.toBox(LOW)).isZero();
    assertThat(BoxTransform.toBox(HIGH)).isEqualTo(1);
    double h = 1e-6; // a parabola: h²/(4 · 0.05)
    assertThat(BoxTransform.toBox(LOW + h)).isCloseTo(5e-12, within(1e-15));
    assertThat(BoxTransform.toBox(LOW - h)).isCloseTo(5e-12, within(1e-15));
    assertThat(1 - BoxTransform.toBox(HIGH - h)).isCloseTo(5e-12, within(1e-15));
    assertThat(1 - BoxTransform.toBox(HIGH + h)).isCloseTo(5e-12, within(1e-15));
  }

  @Test
  void valueAndSlopeAreContinuous() {
    double h = 1e-7;
    for (double t = -3; t <= 4; t += 0.00037) {
      double left = (BoxTransform.toBox(t) - BoxTransform.toBox(t - h)) / h;
      double right = (BoxTransform.toBox(t + h) - BoxTransform.toBox(t)) / h;
      // slopes between −1 and 1, which change by h/(2 · 0.05) at most; differences to 1e-9
      assertThat(left).isCloseTo(right, within(1e-5));
      assertThat(Math.abs(left)).isLessThanOrEqualTo(1 + 1e-8);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e300, -1e9, -17.3, -0.2, 0, 0.4, 1, 1.3, 42, 1e16, 1.7e308})
  void whateverIsDrawnIsInTheBox(double t) {
    assertThat(BoxTransform.toBox(t)).isBetween(0.0, 1.0);
  }

  @Test
  void pointsComeBackToWhereTheyWere() {
    for (double u = 0; u <= 1; u += 0.001) {
      double t = BoxTransform.fromBox(u);
      assertThat(t).isBetween(LOW, HIGH);
      assertThat(BoxTransform.toBox(t)).isCloseTo(u, within(1e-15));
    }
    assertThat(BoxTransform.fromBox(0)).isEqualTo(LOW);
    assertThat(BoxTransform.fromBox(1)).isCloseTo(HIGH, within(1e-15));
  }

  @Test
  void theLineIsMirroredAtTheBounds() {
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 200; k++) {
      double t = random.nextDouble(LOW, HIGH);
      double u = BoxTransform.toBox(t);
      assertThat(BoxTransform.toBox(2 * LOW - t)).isCloseTo(u, within(1e-14));
      assertThat(BoxTransform.toBox(2 * HIGH - t)).isCloseTo(u, within(1e-14));
      assertThat(BoxTransform.toBox(t + PERIOD)).isCloseTo(u, within(1e-14));
      assertThat(BoxTransform.toBox(t - 3 * PERIOD)).isCloseTo(u, within(1e-13));
    }
  }

  @Test
  void ofAllImagesTheNearestIsTaken() {
    RandomStream random = RandomStream.of(2);
    for (int k = 0; k < 500; k++) {
      double u = random.nextDouble();
      double t = random.nextDouble(-6, 6);
      double image = BoxTransform.fromBoxNear(u, t);
      assertThat(BoxTransform.toBox(image)).isCloseTo(u, within(1e-13));
      double s = BoxTransform.fromBox(u);
      for (int turn = -4; turn <= 4; turn++) {
        double room = 1e-12;
        assertThat(Math.abs(image - t))
            .isLessThanOrEqualTo(Math.abs(s + turn * PERIOD - t) + room)
            .isLessThanOrEqualTo(Math.abs(2 * LOW - s + turn * PERIOD - t) + room);
      }
    }
  }
}
