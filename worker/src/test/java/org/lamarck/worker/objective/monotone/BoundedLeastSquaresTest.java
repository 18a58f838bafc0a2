package org.lamarck.worker.objective.monotone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedLeastSquaresTest {
  private static final int ROWS = 9;
  private static final int COLUMNS = 5;

  /** A dense problem; the last unknown has no bound. */
  private static final class Drawn {
    final double[][] matrix = new double[ROWS][COLUMNS];
    final double[] target = new double[ROWS];
    final BoundedLeastSquares system = new BoundedLeastSquares(ROWS, COLUMNS + 2);

    Drawn(long seed) {
      Random random = new Random(seed);
      for (int r = 0; r < ROWS; r++) {
        target[r] = random.nextGaussian();
        for (int c = 0; c < COLUMNS; c++) {
          matrix[r][c] = random.nextGaussian();
        }
      }
    }

    /** Solves with bounds at {@code least}; target {@code row} is moved by {@code shift}. */
    void solve(double least, int row, double shift) {
      system.begin(COLUMNS);
      for (int r = 0; r < ROWS; r++) {
        system.setTarget(r, target[r] + (r == row ? shift : 0));
        for (int c = 0; c < COLUMNS; c++) {
          system.set(r, c, matrix[r][c]);
        }
      }
      for (int c = 0; c < COLUMNS - 1; c++) {
        system.bound(c, least);
      }
      system.solve();
    }

    double slope(int column) {
      double sum = 0;
      for (int r = 0; r < ROWS; r++) {
        sum += matrix[r][column] * system.residual(r);
      }
      return sum;
    }
  }

  /** Karush, Kuhn and Tucker: necessary, and here, where all is convex, sufficient. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, -0.2})
  void nothingBetterIsNextToTheSolution(double least) {
    int held = 0;
    int free = 0;
    for (int seed = 0; seed < 40; seed++) {
      Drawn drawn = new Drawn(seed);
      drawn.solve(least, -1, 0);
      for (int c = 0; c < COLUMNS; c++) {
        boolean isBounded = c < COLUMNS - 1;
        if (isBounded && drawn.system.x(c) == 0) {
          held++;
          assertThat(drawn.slope(c)).as("seed %d, unknown %d", seed, c).isLessThan(1e-10);
        } else {
          free++;
          assertThat(!isBounded || drawn.system.x(c) > 0).isTrue();
          // normal equations lose the square of the condition of a 9 × 5 matrix, below 10⁴
          assertThat(drawn.slope(c)).as("seed %d, unknown %d", seed, c).isCloseTo(0, within(1e-10));
        }
      }
    }
    assertThat(held).isGreaterThan(20); // of 160: both cases are there
    assertThat(free).isGreaterThan(80); // of 200
  }

  @Test
  void residualsAreThoseOfTheUnknownsWithTheirBounds() {
    double least = 0.3;
    Drawn drawn = new Drawn(3);
    drawn.solve(least, -1, 0);
    for (int r = 0; r < ROWS; r++) {
      double left = drawn.target[r];
      for (int c = 0; c < COLUMNS; c++) {
        left -= drawn.matrix[r][c] * (drawn.system.x(c) + (c < COLUMNS - 1 ? least : 0));
      }
      assertThat(drawn.system.residual(r)).isCloseTo(left, within(1e-14)); // ten roundings of 1
    }
  }

  /** The residuals' derivative by a target is what is left of that target's unit vector. */
  @Test
  void whatIsLeftOfADerivativeIsThatOfTheResiduals() {
    double h = 1e-6;
    for (int seed = 0; seed < 5; seed++) {
      Drawn drawn = new Drawn(seed);
      for (int row = 0; row < ROWS; row++) {
        double[][] moved = new double[2][ROWS];
        for (int side = 0; side < 2; side++) {
          drawn.solve(0, row, side == 0 ? -h : h);
          for (int r = 0; r < ROWS; r++) {
            moved[side][r] = drawn.system.residual(r);
          }
        }
        drawn.solve(0, -1, 0);
        double[] left = new double[2 * ROWS];
        left[2 * row] = 1;
        left[2 * row + 1] = -3; // the second of two columns
        drawn.system.project(left, 2);
        for (int r = 0; r < ROWS; r++) {
          // residuals are linear in the targets while no bound changes: rounding over h alone
          double difference = (moved[1][r] - moved[0][r]) / (2 * h);
          assertThat(left[2 * r]).isCloseTo(difference, within(1e-8));
          assertThat(left[2 * r + 1]).isCloseTo(-3 * left[2 * r], within(1e-12));
        }
      }
    }
  }

  @Test
  void aProjectedDerivativeIsNotProjectedAgain() {
    Drawn drawn = new Drawn(7);
    drawn.solve(0, -1, 0);
    double[] once = drawn.target.clone();
    drawn.system.project(once, 1);
    double[] twice = once.clone();
    drawn.system.project(twice, 1);
    assertThat(twice).containsExactly(once, within(1e-13));
    // what is left of the targets themselves are the residuals: held unknowns are 0
    for (int r = 0; r < ROWS; r++) {
      assertThat(once[r]).isCloseTo(drawn.system.residual(r), within(1e-13));
    }
  }

  @Test
  void theAnswerDoesNotDependOnWhatWasSolvedBefore() {
    Drawn fresh = new Drawn(5);
    fresh.solve(0.1, -1, 0);
    Drawn used = new Drawn(5);
    used.system.begin(COLUMNS + 2); // a larger one, all ones
    for (int r = 0; r < ROWS; r++) {
      used.system.setTarget(r, r);
      for (int c = 0; c < COLUMNS + 2; c++) {
        used.system.set(r, c, 1);
      }
    }
    used.system.solve();
    used.solve(0.1, -1, 0);
    for (int c = 0; c < COLUMNS; c++) {
      assertThat(used.system.x(c)).isEqualTo(fresh.system.x(c));
    }
  }

  @Test
  void ofColumnsThatAreTheSameOneIsUsed() {
    BoundedLeastSquares system = new BoundedLeastSquares(3, 3);
    system.begin(3);
    double[] column = {1, 2, 2};
    for (int r = 0; r < 3; r++) {
      system.set(r, 0, column[r]);
      system.set(r, 1, column[r]);
      system.set(r, 2, 0); // nothing depends on the last one
      system.setTarget(r, 4 * column[r]);
    }
    system.bound(1, 0);
    system.bound(2, 0);
    system.solve();
    assertThat(system.x(0)).isCloseTo(4, within(1e-14));
    assertThat(system.x(1)).isZero();
    assertThat(system.x(2)).isZero();
    assertThat(system.residual(1)).isCloseTo(0, within(1e-14));
  }

  /** By hand: without the bound x = (3, −1), and with it x_0 is the mean of (1, 3). */
  @Test
  void anUnknownAtItsBoundLeavesTheRestToTheOthers() {
    BoundedLeastSquares system = new BoundedLeastSquares(2, 2);
    system.begin(2);
    system.set(0, 0, 1);
    system.set(0, 1, 2);
    system.set(1, 0, 1);
    system.setTarget(0, 1);
    system.setTarget(1, 3);
    system.solve();
    assertThat(system.x(0)).isCloseTo(3, within(1e-14));
    assertThat(system.x(1)).isCloseTo(-1, within(1e-14));
    system.bound(1, 0);
    system.solve();
    assertThat(system.x(0)).isCloseTo(2, within(1e-15));
    assertThat(system.x(1)).isZero();
    assertThat(system.residual(0)).isCloseTo(-1, within(1e-15));
  }
}
