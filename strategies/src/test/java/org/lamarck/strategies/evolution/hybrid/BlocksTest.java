package org.lamarck.strategies.evolution.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive;

class BlocksTest {
  private static int[] all(int n) {
    return IntStream.range(0, n).toArray();
  }

  /** JᵀJ of rows that have a one at each of these coordinates. */
  private static Matrix curvature(int n, int[]... rows) {
    double[] h = new double[n * n];
    for (int[] row : rows) {
      for (int i : row) {
        for (int j : row) {
          h[i * n + j] += 1;
        }
      }
    }
    return Matrix.of(n, n, h);
  }

  private static BasinArchive archive(Matrix... curvatures) {
    BasinArchive archive = BasinArchive.empty(Vector.zeros(curvatures[0].rows()).map(x -> 1));
    double value = 0;
    for (Matrix curvature : curvatures) {
      Vector point = Vector.zeros(curvature.rows());
      Evaluation there = new Evaluation.Value(value++);
      archive =
          archive.with(
              new Refinement(
                  point, 0, point, there, 0, curvature, Termination.VALUE, 1, Effort.NONE, null));
    }
    return archive;
  }

  @Test
  void blocksAreWhatIsLeftWhenSharedCoordinatesAreHeld() {
    Matrix h = curvature(7, new int[] {0, 1, 2}, new int[] {0, 3, 4}, new int[] {0, 5, 6});
    assertThat(Blocks.of(archive(h), all(7)).levels())
        .containsExactly(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)));
  }

  /** One number for all, one for each of two strains, two for each of two experiments with each. */
  @Test
  void experimentsOfStrainsHaveThreeLevels() {
    Matrix h =
        curvature(
            11,
            new int[] {0, 1, 3, 4},
            new int[] {0, 1, 5, 6},
            new int[] {0, 2, 7, 8},
            new int[] {0, 2, 9, 10});
    assertThat(Blocks.of(archive(h), all(11)).levels())
        .containsExactly(
            List.of(List.of(1, 3, 4, 5, 6), List.of(2, 7, 8, 9, 10)),
            List.of(List.of(1), List.of(2)),
            List.of(List.of(3, 4), List.of(5, 6), List.of(7, 8), List.of(9, 10)));
  }

  /** A coordinate on which nothing depends at one basin may meet others at the next. */
  @Test
  void allBasinsMustAgree() {
    Matrix flat = curvature(4, new int[] {0, 1});
    Matrix dense = curvature(4, new int[] {0, 1, 2, 3});
    Matrix pairs = curvature(4, new int[] {0, 1}, new int[] {2, 3});
    assertThat(Blocks.of(archive(flat, pairs), all(4)).levels())
        .containsExactly(List.of(List.of(0, 1), List.of(2, 3)));
    assertThat(Blocks.of(archive(flat, pairs, dense), all(4)).isEmpty()).isTrue();
  }

  @Test
  void coordinatesThatCannotMoveAreInNoBlock() {
    Matrix h = curvature(6, new int[] {0, 1, 5}, new int[] {0, 2, 3}, new int[] {4, 5});
    assertThat(Blocks.of(archive(h), new int[] {1, 2, 3, 4}).levels())
        .containsExactly(List.of(List.of(1), List.of(2, 3), List.of(4)));
  }

  /** Noise that meets nothing is no reason to take apart what hangs together. */
  @Test
  void aFewThatMeetNobodyAreNoBlocks() {
    Matrix h = curvature(6, new int[] {0, 1, 2, 3}, new int[] {4}, new int[] {5});
    assertThat(Blocks.of(archive(h), all(6)).isEmpty()).isTrue();
    assertThat(Blocks.of(BasinArchive.empty(Landscape.box(6, 0, 1).widths()), all(6)).isEmpty())
        .isTrue();
  }
}
