package org.lamarck.worker.objective.monotone;

import java.util.Arrays;

/**
 * A least squares problem ½ ‖b − M x‖², some of whose unknowns must not be below 0: its rows, its
 * solution, and what is left of other vectors when the solution follows them. Serves one thread.
 */
final class BoundedLeastSquares {
  private final int rows;
  private final double[] matrix;
  private final double[] target;
  private final double[] residuals;
  private final double[] normal;
  private final double[] right;
  private final double[] along;
  private final double[] x;
  private final boolean[] bounded;
  private final NonNegativeLeastSquares solver;
  private int columns;

  /**
   * A problem of a size.
   *
   * @param most the largest number of unknowns
   */
  BoundedLeastSquares(int rows, int most) {
    this.rows = rows;
    matrix = new double[rows * most];
    target = new double[rows];
    residuals = new double[rows];
    normal = new double[most * most];
    right = new double[most];
    along = new double[most];
    x = new double[most];
    bounded = new boolean[most];
    solver = new NonNegativeLeastSquares(most);
  }

  /** Begins a problem in which nothing is set and no unknown is bounded. */
  void begin(int unknowns) {
    columns = unknowns;
    Arrays.fill(matrix, 0, rows * columns, 0);
    Arrays.fill(target, 0);
    Arrays.fill(bounded, false);
  }

  void set(int row, int column, double entry) {
    matrix[row * columns + column] = entry;
  }

  void setTarget(int row, double value) {
    target[row] = value;
  }

  /** Says that an unknown must not be below {@code least}; x is then what it has beyond that. */
  void bound(int column, double least) {
    bounded[column] = true;
    for (int r = 0; r < rows && least != 0; r++) {
      target[r] -= least * matrix[r * columns + column];
    }
  }

  void solve() {
    double length = 0;
    for (double b : target) {
      length += b * b;
    }
    for (int i = 0; i < columns; i++) {
      right[i] = product(i, target);
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
          sum += matrix[r * columns + i] * matrix[r * columns + j];
        }
        normal[i * columns + j] = sum;
        normal[j * columns + i] = sum;
      }
    }
    solver.solve(columns, normal, right, bounded, Math.sqrt(length), x);
    for (int r = 0; r < rows; r++) {
      residuals[r] = target[r] - times(r, x);
    }
  }

  private double product(int column, double[] vector) {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += matrix[r * columns + column] * vector[r];
    }
    return sum;
  }

  private double times(int row, double[] vector) {
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      sum += matrix[row * columns + i] * vector[i];
    }
    return sum;
  }

  int rows() {
    return rows;
  }

  /** What an unknown has beyond its bound; of one without a bound its value. */
  double x(int column) {
    return x[column];
  }

  /** b − M x. */
  double residual(int row) {
    return residuals[row];
  }

  /**
   * What is left of derivatives of residuals when the unknowns that are not at a bound follow:
   * variable projection (Kaufman 1975).
   *
   * @param derivatives rows × n, row by row
   */
  void project(double[] derivatives, int n) {
    for (int j = 0; j < n; j++) {
      Arrays.fill(along, 0);
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < columns; i++) {
          along[i] += matrix[r * columns + i] * derivatives[r * n + j];
        }
      }
      solver.solveHeld(along);
      for (int r = 0; r < rows; r++) {
        derivatives[r * n + j] -= times(r, along);
      }
    }
  }
}
