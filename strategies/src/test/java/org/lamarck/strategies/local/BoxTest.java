package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class BoxTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b", "c"), Vector.of(-1, 0, 5), Vector.of(3, 10, 5));
  private static final double[] FAR = {1e300, 1e300, 1e300};

  private static Box box() {
    return new Box(SPACE);
  }

  @Test
  void aNaturalLengthIsTheStepThatIsWorthTheValue() {
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 500; k++) {
      double value = 100 * random.nextGaussian();
      double slope = Math.pow(10, random.nextDouble(-10, 10));
      double bend = Math.pow(10, random.nextDouble(-20, 20));
      double length = Box.naturalLength(value, slope, bend);
      double worth = 1 + Math.abs(value);
      // the root of slope·L + bend·L²/2 = worth
      assertThat(slope * length + bend * length * length / 2)
          .isCloseTo(worth, within(1e-12 * worth));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, Infinity",
    "2, 0, 0.5",
    "0, 2, 1",
    "-2, 0, 0.5",
    "1e200, 0, 1e-200",
    "0, 1e300, 1.4142135623730951e-150",
    "1e-320, 0, 1.7976931348623157E308"
  })
  void lengthsAreNumbersHoweverLargeSlopesAre(double slope, double bend, double length) {
    assertThat(Box.naturalLength(0, slope, bend)).isCloseTo(length, within(1e-12 * length));
  }

  @Test
  void boundsAheadAreThoseOfTheStep() {
    double[] x = {0, 5, 5};
    assertThat(box().reach(x, new double[] {1, 0, 0})).isEqualTo(3);
    assertThat(box().reach(x, new double[] {-1, 0, 0})).isEqualTo(1);
    assertThat(box().reach(x, new double[] {1, 5, 0})).isEqualTo(1);
    assertThat(box().reach(x, new double[] {0, 0, 0})).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(box().reach(x, new double[] {0, 0, 1})).isZero(); // it is fixed
    assertThat(box().reach(0, -2, -1)).isZero(); // outside already
  }

  @Test
  void movesStayInTheBoxAndSnapToBoundsThatTheGradientPushesAt() {
    double[] x = {0, 5, 5};
    double[] target = new double[3];
    double[] uphill = {1, -1, 0};
    box().move(x, new double[] {-5, 50, 1}, uphill, FAR, target);
    assertThat(target).containsExactly(-1, 10, 5);
    // within a millionth of the unit it is set on the bound, if pushed there
    box().move(x, new double[] {-1 + 1e-7, 5 - 1e-6, 0}, uphill, FAR, target);
    assertThat(target).containsExactly(-1, 10, 5);
    box().move(x, new double[] {-1 + 1e-7, 5 - 1e-6, 0}, new double[] {-1, 1, 0}, FAR, target);
    assertThat(target).containsExactly(-1 + 1e-7, 5 + (5 - 1e-6), 5);
    // what is near is the natural length where that is shorter
    box().move(x, new double[] {-1 + 1e-7, 0, 0}, uphill, new double[] {1e-3, 1, 1}, target);
    assertThat(target[0]).isEqualTo(-1 + 1e-7);
  }

  @Test
  void optimalityIsTheMostThatOneCoordinateCanGain() {
    double[] x = {-1, 4, 5};
    // the first is on the bound it is pushed at; the second may fall 2·4; the third cannot move
    assertThat(box().optimality(x, new double[] {7, 2, 99})).isEqualTo(8);
    assertThat(box().optimality(x, new double[] {-7, 0, 99})).isEqualTo(28); // 7 times the width
    assertThat(box().optimality(x, new double[] {7, 0, 99})).isZero();
  }

  @Test
  void fixedCoordinatesAreThoseWithoutWidth() {
    assertThat(box().fixed(0)).isFalse();
    assertThat(box().fixed(2)).isTrue();
    assertThat(box().units()).isEqualTo(Vector.of(4, 10, 0));
  }

  @Test
  void boundsThatTellNothingAreNoUnit() {
    SearchSpace wide = new SearchSpace(List.of("a"), Vector.of(-1e20), Vector.of(1e20));
    Box box = new Box(wide);
    box.beginUnits(new double[] {2});
    assertThat(box.units()).isEqualTo(Vector.of(2e4));
    box.growUnits(new double[] {1}, Vector.of(0));
    assertThat(box.units()).isEqualTo(Vector.of(2e4)); // never shorter
    box.growUnits(new double[] {1}, Vector.of(-50));
    assertThat(box.units()).isEqualTo(Vector.of(5e5)); // a step of 50 was taken
    box.growUnits(new double[] {1e300}, Vector.of(0));
    assertThat(box.units()).isEqualTo(Vector.of(2e20)); // at most the width
    Box other = new Box(wide);
    other.measureIn(Vector.of(7));
    assertThat(other.units()).isEqualTo(Vector.of(7));
  }

  @Test
  void theWidestBoundsThereAreHaveAUnit() {
    SearchSpace widest = new SearchSpace(List.of("a"), Vector.of(-1.7e308), Vector.of(1.7e308));
    assertThat(new Box(widest).units()).isEqualTo(Vector.of(Double.MAX_VALUE));
  }

  @Test
  void stepsAreMeasuredByWhatIsNear() {
    double relative =
        box()
            .relativeStep(
                Vector.of(0, 5, 5), new double[] {0.4, 5.1, 99}, new double[] {1e9, 0.2, 1});
    // 0.4 of a width of 4, 0.1 of a natural length of 0.2; the fixed one does not count
    assertThat(relative).isCloseTo(0.5, within(1e-12));
  }
}
