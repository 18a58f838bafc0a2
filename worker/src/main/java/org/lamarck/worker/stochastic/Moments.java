package org.lamarck.worker.stochastic;

import org.lamarck.strategies.linalg.Matrix;

/**
 * Means and standard deviations over runs, each place for itself: B. P. Welford (1962), two parts
 * joined as T. F. Chan, G. H. Golub and R. J. LeVeque (1979) do.
 */
public final class Moments {
  private final int rows;
  private final int columns;
  private final double[] mean;
  private final double[] squares; // sums of squared deviations
  private long count;

  /** None yet, for tables of this size. */
  Moments(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    mean = new double[rows * columns];
    squares = new double[mean.length];
  }

  /** Takes in the values of one run, row by row. */
  void add(double[] values) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double deviation = values[i] - mean[i];
      mean[i] += deviation / count;
      squares[i] += deviation * (values[i] - mean[i]);
    }
  }

  /** Takes in those of other runs. */
  void add(Moments others) {
    if (others.count == 0) {
      return;
    }
    double all = count + others.count;
    for (int i = 0; i < mean.length; i++) {
      double deviation = others.mean[i] - mean[i];
      mean[i] += deviation * (others.count / all);
      squares[i] += others.squares[i] + deviation * deviation * (count * (others.count / all));
    }
    count += others.count;
  }

  /** How many runs. */
  public long count() {
    return count;
  }

  /** Means, times × observables. */
  public Matrix mean() {
    return Matrix.of(rows, columns, mean.clone());
  }

  /** Standard deviations of the sample, with n − 1, times × observables; NaN of a single run. */
  public Matrix standardDeviation() {
    double[] result = new double[squares.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.sqrt(squares[i] / (count - 1));
    }
    return Matrix.of(rows, columns, result);
  }
}
