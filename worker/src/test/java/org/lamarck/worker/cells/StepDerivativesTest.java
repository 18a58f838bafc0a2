package org.lamarck.worker.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/** Every step and force, in two and three dimensions, against central differences. */
class StepDerivativesTest {
  private static final Setting A = Setting.parameter(0);
  private static final Setting B = Setting.parameter(1);

  /** Steps with two parameters, at values where everything in them is at work. */
  @SuppressWarnings("ArrayRecordComponent") // read only
  record Case(String name, List<Step> steps, double[] point, int dimensions) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Morse cut = new Morse(A, B, 0.8, 2.5); // most pairs are between onset and cutoff
    SoftSphere soft = new SoftSphere(A, 2.5, 4);
    Growth linear = new Growth(Setting.fixed(0.05), B, false, 10);
    Growth exponential = new Growth(A, B, true, 10);
    return Stream.of(
        new Case(
            "morse in the plane",
            List.of(new Relaxation(cut, 5, 1e-2, 1, 0)),
            new double[] {2, 1.5},
            2),
        new Case(
            "morse in space, with noise",
            List.of(new Relaxation(cut, 5, 1e-2, 0.7, 0.5)),
            new double[] {2, 1.5},
            3),
        new Case(
            "soft spheres that grow",
            List.of(linear, new Relaxation(soft, 3, 1e-2, 1, 0)),
            new double[] {5, 1.1},
            2),
        new Case(
            "exponential growth",
            List.of(
                exponential,
                new Relaxation(new Morse(Setting.fixed(2), Setting.fixed(1), 5, 9), 2, 1e-2, 1, 0)),
            new double[] {0.1, 0.9},
            3));
  }

  private static Tissue start(int cells, int dimensions) {
    return Beginning.scattered(cells, dimensions, -1.5, 1.5, 0.5, 0.1).draw(RandomStream.of(4));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAgreeWithDifferences(Case one) {
    new StepCheck(one.steps, 4, Fields.plain(one.dimensions), 8)
        .holds(start(8, one.dimensions), one.point);
  }

  @Test
  void forcesBetweenTypesAreDifferentiatedByTheTypesToo() {
    Setting fixed = Setting.fixed(1);
    Morse byTypes =
        new Morse(
            new ByTypes(List.of(A, fixed, fixed, B)), new ByTypes(List.of(B, A, A, A)), 0.8, 2.5);
    Fields fields = new Fields(2, 2, 0, 0);
    new StepCheck(List.of(new Relaxation(byTypes, 3, 1e-2, 1, 0)), 2, fields, 7)
        .holds(StepCheck.start(fields, 7, 1), 2, 1.3);
  }

  @Test
  void forcesByCadherinsAreDifferentiatedByWhatCellsExpress() {
    Morse expressed =
        new Morse(new ByCadherins(A, B), new ByTypes(List.of(Setting.fixed(1.5))), 0.8, 2.5);
    Fields fields = new Fields(2, 2, 0, 0, 3);
    new StepCheck(List.of(new Relaxation(expressed, 3, 1e-2, 1, 0)), 2, fields, 7)
        .holds(StepCheck.start(fields, 7, 1), 2, 1.3);
  }

  /** Alike: 1 + 2 (0.3 + 0.2); of other types: 1 + 2 (0.5 + 0.7). */
  @Test
  void cellsOfATypeHoldByItsCadherinAndOthersByTheLast() {
    PairNumber.At depth =
        new ByCadherins(Setting.fixed(1), Setting.fixed(2))
            .at(new double[0], new Fields(2, 2, 0, 0, 3));
    double[] traits = {
      1, 0, 0.3, 0.9, 0.5, //
      1, 0, 0.2, 0.8, 0.1, //
      0, 1, 0.6, 0.4, 0.7
    };
    assertThat(depth.between(traits, 0, 1)).isEqualTo(2, within(1e-15));
    assertThat(depth.between(traits, 0, 2)).isEqualTo(3.4, within(1e-15));
    assertThat(depth.between(traits, 2, 0)).isEqualTo(3.4, within(1e-15));
  }

  /** Beyond 500 cells pairs are those of neighbouring boxes; all are listed with a margin. */
  @ParameterizedTest
  @CsvSource({"60, 2", "60, 3", "600, 2", "600, 3"})
  void pairsAreAllThatActWhileCellsMove(int cells, int dimensions) {
    RandomStream random = RandomStream.of(1);
    double half = cells == 60 ? 4 : 9;
    double[] x =
        Beginning.scattered(cells, dimensions, -half, half, 0.5, 0.1)
            .draw(random)
            .positions()
            .toArray();
    double cutoff = 2.5;
    Pairs pairs = new Pairs(cells, dimensions, cutoff);
    for (int time = 0; time < 8; time++) {
      pairs.find(x, cells);
      boolean[][] seen = new boolean[cells][cells];
      for (int pair = 0; pair < pairs.count(); pair++) {
        assertThat(seen[pairs.first(pair)][pairs.second(pair)]).isFalse(); // each once
        seen[pairs.first(pair)][pairs.second(pair)] = true;
      }
      for (int i = 0; i < cells; i++) {
        for (int j = i + 1; j < cells; j++) {
          double square = 0;
          for (int c = 0; c < dimensions; c++) {
            double off = x[i * dimensions + c] - x[j * dimensions + c];
            square += off * off;
          }
          assertThat(seen[i][j] || square >= cutoff * cutoff).isTrue();
          assertThat(seen[i][j] && square > 2.25 * cutoff * cutoff).isFalse(); // far beyond
        }
      }
      for (int n = 0; n < x.length; n++) {
        x[n] += 0.04 * random.nextGaussian(); // found anew about every second time
      }
    }
  }

  @Test
  void noForceActsFromTheCenterOfMassAndNoneBeyondTheCutoff() {
    Relaxation step = new Relaxation(new Morse(A, B, 1, 2), 1, 0.1, 1, 0);
    Rollout rollout = new Rollout(List.of(step), 1, Fields.plain(2), 3);
    Tissue start = Tissue.of(Matrix.of(3, 2, 0, 0, 1.2, 0.3, 50, 50), Vector.of(0.5, 0.5, 0.5));
    Matrix end = rollout.run(start, new double[] {3, 2}).positions();
    for (int c = 0; c < 2; c++) {
      double sum = end.get(0, c) + end.get(1, c);
      assertThat(sum).isEqualTo(c == 0 ? 1.2 : 0.3, within(1e-14));
      assertThat(end.get(2, c)).isEqualTo(50);
    }
    assertThat(end.get(0, 0)).isGreaterThan(0); // apart by more than 2 radii: they attract
  }

  @Test
  void valuesThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Morse(A, B, 3, 2)).hasMessageContaining("beyond the onset");
    assertThatThrownBy(() -> new SoftSphere(A, 1, 2)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> Tissue.of(Matrix.zeros(2, 4), Vector.of(1, 1)))
        .hasMessageContaining("2 or 3 dimensions");
  }
}
