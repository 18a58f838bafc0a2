package org.lamarck.driver.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Drawing;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.noise.Noise;

/** What a best point shows: exhibits of a source, and curves with the bands of their noise. */
class ShownTest {
  /** Shows the point itself, or throws. */
  private record Showing(boolean throwing) implements ObjectiveSource {
    @Override
    public String id() {
      return "showing";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -9, 9));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> new Evaluation.Value(0);
    }

    @Override
    public List<Exhibit> exhibits(Vector point) {
      return List.of(new Exhibit("point", "Point", List.of("x"), Matrix.of(1, 1, point.get(0))));
    }

    @Override
    public List<Drawing> drawings() {
      if (throwing) {
        throw new IllegalStateException("the file of the cell is gone");
      }
      return List.of(new Drawing("cell", "µm", List.of()));
    }
  }

  @Test
  void aSourceShowsItsPointAndItself() {
    Shown shown = Shown.of(new Showing(false), Vector.of(2.5));
    assertThat(shown.failure()).isEmpty();
    assertThat(shown.exhibits()).singleElement().extracting(Exhibit::csv).isEqualTo("x\n2.5\n");
    assertThat(shown.drawings()).extracting(Drawing::title).containsExactly("cell");
  }

  /** A run of days must not be lost for a picture. */
  @Test
  void aSourceThatThrowsCostsItsPicturesAndNotTheRun() {
    Shown shown = Shown.of(new Showing(true), Vector.of(2.5));
    assertThat(shown.exhibits()).isEmpty();
    assertThat(shown.failure())
        .isEqualTo("java.lang.IllegalStateException: the file of the cell is gone");
  }

  private static FitCurve curve(Noise noise) {
    return new FitCurve(
        "y", "dose", Vector.of(0, 1), Vector.of(10, 2), Vector.of(0.5, 0.25), noise);
  }

  @Test
  void aBandIsOfSigmasAboveTheCurveOnTheScaleOfTheNoise() {
    assertThat(curve(Noise.NORMAL).shifted(0, 2)).isEqualTo(11);
    assertThat(curve(Noise.NORMAL).shifted(1, -1)).isEqualTo(1.75);
    // rounding of a logarithm and a power
    assertThat(curve(Noise.LOG_NORMAL).shifted(0, 2)).isCloseTo(10 * Math.exp(1), within(1e-13));
    assertThat(curve(Noise.LOG10_NORMAL).shifted(1, -1))
        .isCloseTo(2 / Math.pow(10, 0.25), within(1e-15));
  }

  @Test
  void aCurveHasAValueAndASigmaAtEveryTime() {
    assertThatThrownBy(
            () ->
                new FitCurve(
                    "y", "dose", Vector.of(0, 1), Vector.of(1), Vector.of(1, 1), Noise.NORMAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 times, 1 values and 2 sigmas");
  }
}
