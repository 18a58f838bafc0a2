package org.lamarck.worker.objective;

import java.util.Arrays;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.objective.monotone.RowSink;

/** What one evaluation gathers. */
final class LikelihoodSums implements RowSink {
  double value;
  double chiSquared;
  long steps;
  final SimulatedMeasurements simulated;
  final double[] gradient;
  private double[] jacobian; // row by row
  private double[] residuals;
  private final boolean keepsRows;
  private int rows;

  /** Σ factor · row rowᵀ, its lower triangle. */
  private final double[] curvature;

  /**
   * Nothing yet.
   *
   * @param bends whether there is a curvature
   * @param keepsRows whether residuals and their Jacobian are kept as well
   */
  LikelihoodSums(int measurements, int coordinates, boolean bends, boolean keepsRows) {
    this.keepsRows = keepsRows;
    simulated = new SimulatedMeasurements(measurements);
    gradient = new double[coordinates];
    curvature = new double[bends ? coordinates * coordinates : 0];
    this.residuals = new double[keepsRows ? measurements : 0];
    jacobian = new double[this.residuals.length * coordinates];
  }

  @Override
  public void addRow(double residual, double[] row) {
    if (!keepsRows) {
      return;
    }
    if (rows == residuals.length) {
      residuals = Arrays.copyOf(residuals, 2 * rows + 1);
      jacobian = Arrays.copyOf(jacobian, residuals.length * row.length);
    }
    residuals[rows] = residual;
    System.arraycopy(row, 0, jacobian, rows * row.length, row.length);
    rows++;
  }

  @Override
  public void addCurvature(double factor, double[] row) {
    int n = row.length;
    for (int j = 0; j < n; j++) {
      double left = factor * row[j];
      if (left != 0) {
        for (int k = 0; k <= j; k++) {
          curvature[j * n + k] += left * row[k];
        }
      }
    }
  }

  /** The residuals. */
  Vector residuals() {
    return Vector.of(Arrays.copyOf(residuals, rows));
  }

  /**
   * The derivatives of the residuals, rows × coordinates.
   *
   * @param slopes by coordinate, what its column is multiplied by
   */
  Matrix jacobian(double[] slopes) {
    int n = slopes.length;
    double[] result = new double[rows * n];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        result[i * n + j] = jacobian[i * n + j] * slopes[j];
      }
    }
    return Matrix.of(rows, n, result);
  }

  /**
   * The curvature, coordinates × coordinates.
   *
   * @param slopes by coordinate, what its row and column are multiplied by
   */
  Matrix curvature(double[] slopes, double factor) {
    int n = slopes.length;
    double[] result = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k <= j; k++) {
        result[j * n + k] = curvature[j * n + k] * (slopes[j] * slopes[k] * factor);
        result[k * n + j] = result[j * n + k];
      }
    }
    return Matrix.of(n, n, result);
  }
}
