package org.lamarck.worker.stochastic.gradient;

import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * Means over samples of what is observed, and of the derivatives of its expectation.
 *
 * @param value times × observables, one time behind the other
 * @param valueError standard errors of these
 * @param gradient their derivatives by each parameter, a row for each value
 * @param gradientError standard errors of these
 * @param runs how many there were
 */
public record GradientEstimate(
    Vector value, Vector valueError, Matrix gradient, Matrix gradientError, int runs) {
  /** Of blocks of runs, which are independent of each other. */
  static GradientEstimate of(
      List<double[]> values, List<double[]> gradients, int parameters, int runs) {
    double[] value = mean(values);
    double[] gradient = mean(gradients);
    return new GradientEstimate(
        Vector.of(value),
        Vector.of(error(values, value)),
        Matrix.of(value.length, parameters, gradient),
        Matrix.of(value.length, parameters, error(gradients, gradient)),
        runs);
  }

  private static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    return mean;
  }

  private static double[] error(List<double[]> rows, double[] mean) {
    double[] squares = new double[mean.length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        squares[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
      }
    }
    double n = rows.size();
    for (int i = 0; i < mean.length; i++) {
      squares[i] = Math.sqrt(squares[i] / (n - 1) / n);
    }
    return squares;
  }
}
