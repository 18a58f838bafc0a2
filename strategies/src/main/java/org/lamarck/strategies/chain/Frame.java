package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;

/**
 * The coordinates w = F⁻¹ z in which a chain learns covariances: where the curvature at its start
 * is known they are nearly standard normal there, so that few draws tell what is left.
 *
 * @param metric of F
 * @param inverse F⁻¹
 */
record Frame(Metric metric, Matrix inverse) implements Serializable {
  /** z itself. */
  static Frame identity(int n) {
    return new Frame(Metric.identity(n), Matrix.identity(n));
  }

  /**
   * Of a curvature: F F ᵀ is its inverse, with eigenvalues without their signs, at least as large
   * as where nothing is known.
   *
   * @param curvature ∂²U/∂z², symmetric and finite
   * @param flat the least curvature, of what the density does not know
   */
  static Frame of(Matrix curvature, double flat) {
    int n = curvature.rows();
    double[] q = curvature.toArray();
    double[] lambda = new double[n];
    if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
      throw new IllegalArgumentException("a curvature is not finite: " + curvature);
    }
    double[] factor = new double[n * n];
    double[] inverse = new double[n * n];
    for (int e = 0; e < n; e++) {
      double root = Math.sqrt(Math.max(Math.abs(lambda[e]), flat));
      for (int i = 0; i < n; i++) {
        factor[i * n + e] = q[i * n + e] / root;
        inverse[e * n + i] = q[i * n + e] * root;
      }
    }
    return new Frame(new Metric(Matrix.of(n, n, factor)), Matrix.of(n, n, inverse));
  }

  /** w of z. */
  Vector of(Vector z) {
    return inverse.times(z);
  }
}
