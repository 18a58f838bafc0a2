package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Tissue;

/** What is wanted of tissues, of four cells whose numbers are simple. */
class TargetsTest {
  private static final Fields FIELDS = new Fields(2, 2, 0, 0);

  /** Of a table of six places. */
  private static State state(double[][] positions, double[] types, double... readiness) {
    int width = FIELDS.width();
    double[] rows = new double[positions.length * width];
    for (int i = 0; i < positions.length; i++) {
      rows[i * width] = positions[i][0];
      rows[i * width + 1] = positions[i][1];
      rows[i * width + Property.RADIUS.first(FIELDS)] = 0.5;
      rows[i * width + Property.TYPE.first(FIELDS)] = types[i];
      rows[i * width + Property.TYPE.first(FIELDS) + 1] = 1 - types[i];
      rows[i * width + Property.DIVISION.first(FIELDS)] = readiness[i];
    }
    return new State(new Tissue(FIELDS, Matrix.of(positions.length, width, rows)), 6);
  }

  /** A cross about (1, 2), three of the first type. */
  private static State cross() {
    double[][] positions = {{4, 2}, {-2, 2}, {1, 3}, {1, 1}};
    return state(positions, new double[] {1, 1, 1, 0}, 1, 1, 3, 3);
  }

  private static double value(Target target, State state) {
    return target.of(state, 0, new double[0]);
  }

  @Test
  void valuesAreThoseOfTheirDefinitions() {
    assertThat(value(new Spread(), cross())).isEqualTo((3 + 3 + 1 + 1) / 4.0);
    assertThat(value(new Elongation(0), cross())).isEqualTo(9 + 9);
    assertThat(value(new Elongation(1), cross())).isEqualTo(1 + 1);
    assertThat(value(new Imbalance(), cross())).isEqualTo(2);
    assertThat(value(new DivisionVariation(false), cross())).isEqualTo(0.5); // 1 over 2
    // six places: mean 8/6, mean square 20/6
    double mean = 8 / 6.0;
    assertThat(value(new DivisionVariation(true), cross()))
        .isCloseTo(Math.sqrt(20 / 6.0 - mean * mean) / mean, within(1e-15));
    assertThat(value(new Negative(new Spread()), cross())).isEqualTo(-2);
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Spread(),
        new Elongation(0),
        new Elongation(1),
        new DivisionVariation(false),
        new DivisionVariation(true),
        new Imbalance(),
        new Negative(new Spread()));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void derivativesAreThoseOfDifferencesAndAreAdded(Target target) {
    double[][] positions = {{0.3, 2}, {-2, 1.1}, {1.7, -3}, {0.9, 0.2}};
    State state = state(positions, new double[] {1, 0.75, 1, 0}, 0.4, 1.1, 0.7, 2);
    double[] slopes = new double[state.values().length];
    slopes[0] = 100; // of another part of what is minimised
    target.of(state, 2.5, slopes);
    slopes[0] -= 100;
    double h = 1e-5;
    for (int i = 0; i < 4 * FIELDS.width(); i++) {
      double kept = state.values()[i];
      state.values()[i] = kept + h;
      double up = value(target, state);
      state.values()[i] = kept - h;
      double difference = 2.5 * (up - value(target, state)) / (2 * h);
      state.values()[i] = kept;
      assertThat(slopes[i]).as("column %d", i).isCloseTo(difference, within(1e-8)); // h², rounding
    }
    for (int i = 4 * FIELDS.width(); i < slopes.length; i++) {
      assertThat(slopes[i]).isZero(); // of places where no cell is
    }
  }

  @Test
  void aSingleCellAndEqualCellsHaveNoKinkThatIsNoNumber() {
    State one = state(new double[][] {{3, 4}}, new double[] {1}, 1);
    double[] slopes = new double[one.values().length];
    assertThat(new Spread().of(one, 1, slopes)).isZero();
    assertThat(new DivisionVariation(false).of(one, 1, slopes)).isZero();
    assertThat(slopes).containsOnly(0);
    State still = state(new double[][] {{3, 4}, {5, 6}}, new double[] {1, 0}, 0, 0);
    assertThat(new DivisionVariation(true).of(still, 1, new double[still.values().length]))
        .isZero();
    assertThat(new Imbalance().of(still, 1, slopes)).isZero();
    assertThat(slopes).containsOnly(0); // between two signs
  }

  @Test
  void aTissueOfNoLivingCellHasNothingThatDiffers() {
    State dead = state(new double[0][], new double[0]);
    double[] slopes = new double[dead.values().length];
    for (boolean unborn : new boolean[] {false, true}) {
      assertThat(new DivisionVariation(unborn).of(dead, 1, slopes)).isZero();
    }
    assertThat(slopes).containsOnly(0);
  }

  @Test
  void tissuesThatAreMovedAreOfTheSameShape() {
    State moved = cross();
    for (int cell = 0; cell < 4; cell++) {
      moved.values()[cell * FIELDS.width()] += 64;
      moved.values()[cell * FIELDS.width() + 1] -= 32;
    }
    for (Target target : List.of(new Spread(), new Elongation(0), new Elongation(1))) {
      assertThat(value(target, moved)).isEqualTo(value(target, cross()));
    }
  }

  @Test
  void whatIsMaximisedCountsWhenTheOtherDoes() {
    assertThat(new Negative(new Elongation(0)).isIncrease()).isTrue();
    assertThat(new Negative(new Spread()).isIncrease()).isFalse();
    assertThat(new Negative(new DivisionVariation(true)).isMeanOverTime()).isTrue();
    assertThat(new Spread().isMeanOverTime()).isFalse();
  }

  @Test
  void sparsityIsOfTheWeightsAlone() {
    Aim aim = new Aim(new Spread(), 1, 0.5, List.of(1, 3, 4));
    double[] gradient = {1, 1, 1, 1, 1};
    assertThat(aim.addSparsity(new double[] {7, -2, 7, 4, 0}, gradient)).isEqualTo(0.5 * 6);
    assertThat(gradient).containsExactly(1, 0.5, 1, 1.5, 1);
  }
}
