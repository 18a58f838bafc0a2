package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * Mean and covariance of draws one after the other: Welford (1962).
 *
 * @param length of the window
 * @param products Σ (w − w̄)(w − w̄)ᵀ
 */
record Window(int length, int count, Vector mean, Matrix products) implements Serializable {
  static Window of(int length, int dimension) {
    return new Window(length, 0, Vector.zeros(dimension), Matrix.zeros(dimension, dimension));
  }

  Window with(Vector w) {
    Vector above = w.minus(mean);
    Vector next = mean.plus(1.0 / (count + 1), above);
    Vector rest = w.minus(next);
    int n = w.size();
    double[] sums = products.toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sums[i * n + j] += above.get(i) * rest.get(j);
      }
    }
    return new Window(length, count + 1, next, Matrix.of(n, n, sums));
  }

  /**
   * The covariance, shrunk: to a thousandth of the unit matrix, as Stan does, for few draws know
   * little; and towards its diagonal, by as much as draws are too few for n (n − 1)/2 covariances.
   */
  Matrix covariance() {
    int n = mean.size();
    double known = count / (count + 5.0);
    double together = (double) count / (count + n);
    double[] covariance = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        // the two differ by rounding
        double both = (products.get(i, j) + products.get(j, i)) / 2;
        covariance[i * n + j] = known * together * both / (count - 1);
        covariance[j * n + i] = covariance[i * n + j];
      }
      covariance[i * n + i] = known * products.get(i, i) / (count - 1) + 1e-3 * 5 / (count + 5.0);
    }
    return Matrix.of(n, n, covariance);
  }
}
