package org.lamarck.strategies.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate.Scale;
import org.lamarck.strategies.random.RandomStream;

/** Coordinates and the box they make, also where bounds are at the ends of what numbers can be. */
class CoordinateTest {
  @ParameterizedTest
  @EnumSource(Scale.class)
  void scalesGoThereAndBack(Scale scale) {
    for (double linear : new double[] {1e-300, 1e-5, 0.3, 1, 7, 1e12, 1e300}) {
      // exp and pow magnify ulps of the exponent by up to 690
      assertThat(scale.toLinear(scale.toScale(linear))).isCloseTo(linear, within(1e-12 * linear));
    }
  }

  @Test
  void scalesAreThoseTheyAreCalled() {
    assertThat(Scale.LIN.toScale(-3)).isEqualTo(-3);
    assertThat(Scale.LOG.toScale(Math.E)).isCloseTo(1, within(1e-15));
    assertThat(Scale.LOG10.toScale(1000)).isCloseTo(3, within(1e-15));
    assertThat(Scale.LOG10.toLinear(-2)).isCloseTo(0.01, within(1e-17));
  }

  @ParameterizedTest
  @CsvSource({
    "LIN, 2, 1",
    "LIN, NaN, 1",
    "LIN, 0, Infinity",
    "LOG, 0, 1",
    "LOG10, -1, 1",
    "LOG10, 0, 0"
  })
  void boundsThatAreNoneAreRefusedByName(Scale scale, double lower, double upper) {
    assertThatThrownBy(() -> new Coordinate("k", scale, lower, upper, new Marginal.Uniform()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "bounds of k [%s, %s] must be finite, in order, and on a logarithmic scale above 0"
                .formatted(lower, upper));
  }

  @Test
  void theBoxHasTheBoundsOnTheirScales() {
    SearchSpace space =
        SearchSpace.of(List.of(Coordinate.linear("a", -1, 2), Coordinate.log10("b", 1e-3, 1e3)));
    assertThat(space.names()).containsExactly("a", "b");
    assertThat(space.lower()).isEqualTo(Vector.of(-1, -3));
    assertThat(space.upper().get(1)).isCloseTo(3, within(1e-15));
    assertThat(space.widths().get(0)).isEqualTo(3);
  }

  @Test
  void pointsGoToTheCubeAndBackWhateverTheBounds() {
    double[][] bounds = {
      {-1, 2}, {0, 1e-300}, {1e9, 1e9 + 1}, {-1e308, 1e308}, {-1.7e308, 1.7e308}
    };
    RandomStream random = RandomStream.of(1);
    for (double[] bound : bounds) {
      SearchSpace space = new SearchSpace(List.of("a"), Vector.of(bound[0]), Vector.of(bound[1]));
      double width = bound[1] / 2 - bound[0] / 2;
      for (int k = 0; k < 50; k++) {
        double u = random.nextDouble();
        Vector x = space.fromUnit(Vector.of(u));
        assertThat(space.contains(x)).isTrue();
        // rounding of x is an ulp of the bounds, in units of the width
        double room = 1e-15 + 2 * Math.ulp(Math.max(Math.abs(bound[0]), bound[1])) / width;
        assertThat(space.toUnit(x).get(0)).isCloseTo(u, within(room));
        assertThat(space.contains(space.drawStart(random))).isTrue();
      }
      assertThat(space.toUnit(space.lower()).get(0)).isZero();
      assertThat(space.toUnit(space.upper()).get(0)).isEqualTo(1);
      assertThat(space.fromUnit(Vector.of(0))).isEqualTo(space.lower());
      assertThat(space.widths().isFinite()).isTrue();
    }
  }

  @Test
  void clippingGivesTheNearestPointAndNoNumberStaysNone() {
    SearchSpace space = new SearchSpace(List.of("a", "b"), Vector.of(0, 5), Vector.of(1, 5));
    assertThat(space.clip(Vector.of(-3, 9))).isEqualTo(Vector.of(0, 5));
    assertThat(space.clip(Vector.of(0.25, 5))).isEqualTo(Vector.of(0.25, 5));
    assertThat(space.contains(Vector.of(Double.NaN, 5))).isFalse();
    assertThat(space.contains(Vector.of(0.5, 5.0001))).isFalse();
  }

  @Test
  void whatHasOneValueOnlyIsNotFree() {
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(0, 5, 0), Vector.of(1, 5, 1));
    assertThat(space.free()).containsExactly(0, 2);
    SearchSpace held = space.holding(List.of(2), Vector.of(0.1, 5, 0.7));
    assertThat(held.free()).containsExactly(0);
    assertThat(held.lower().get(2)).isEqualTo(0.7);
    assertThat(held.drawStart(RandomStream.of(1)).get(2)).isEqualTo(0.7);
    assertThat(held.toUnit(Vector.of(0.5, 5, 0.7))).isEqualTo(Vector.of(0.5, 0, 0));
    assertThat(space.free()).containsExactly(0, 2); // it is another box
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "NaN, 1", "0, NaN", "-Infinity, 0", "0, Infinity"})
  void aBoxNeedsFiniteBoundsInOrder(double lower, double upper) {
    assertThatThrownBy(() -> new SearchSpace(List.of("k"), Vector.of(lower), Vector.of(upper)))
        .hasMessage("bounds of k [%s, %s] must be finite and in order".formatted(lower, upper));
  }

  @Test
  void aBoxNeedsBoundsForEachName() {
    assertThatThrownBy(() -> new SearchSpace(List.of("a"), Vector.of(0, 0), Vector.of(1)))
        .hasMessage("1 names need as many bounds, not 2, 1");
  }

  @Test
  void quantilesOfTheUniformAreBetweenTheBounds() {
    Marginal uniform = new Marginal.Uniform();
    assertThat(uniform.quantile(0, -2, 6)).isEqualTo(-2);
    assertThat(uniform.quantile(0.5, -2, 6)).isEqualTo(2);
    double last = Double.NEGATIVE_INFINITY;
    for (double u = 0; u < 1; u += 1.0 / 64) {
      double there = uniform.quantile(u, -1.7e308, 1.7e308);
      assertThat(there).isGreaterThan(last).isBetween(-1.7e308, 1.7e308);
      last = there;
    }
  }
}
