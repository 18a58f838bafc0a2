package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;

/**
 * The metric of a chain: M⁻¹ = F Fᵀ. Momenta are kept as q = Fᵀ p, which are standard normal
 * whatever the masses are; then ż = F q, q̇ = −Fᵀ ∂U/∂z, and the products of velocities with
 * momenta, which tell a U-turn, are those of q.
 *
 * @param factor F, n × n
 */
record Metric(Matrix factor) implements Serializable {
  static Metric identity(int n) {
    return new Metric(Matrix.identity(n));
  }

  /** Of coordinates that have these variances and no covariances. */
  static Metric diagonal(Vector variances) {
    int n = variances.size();
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      factor[i * n + i] = Math.sqrt(variances.get(i));
    }
    return new Metric(Matrix.of(n, n, factor));
  }

  /**
   * Whose M⁻¹ is a covariance.
   *
   * @param covariance symmetric and positive definite
   * @throws IllegalArgumentException when it is not
   */
  static Metric of(Matrix covariance) {
    int n = covariance.rows();
    double[] q = covariance.toArray();
    double[] lambda = new double[n];
    if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
      throw new IllegalArgumentException("a covariance is not finite: " + covariance);
    }
    for (int e = 0; e < n; e++) {
      if (!(lambda[e] > 0)) {
        throw new IllegalArgumentException("a covariance has the eigenvalue " + lambda[e]);
      }
      double root = Math.sqrt(lambda[e]);
      for (int i = 0; i < n; i++) {
        q[i * n + e] *= root;
      }
    }
    return new Metric(Matrix.of(n, n, q));
  }

  /** F q, the velocity of z. */
  Vector velocity(Vector q) {
    return factor.times(q);
  }

  /** Fᵀ ∂U/∂z. */
  Vector force(Vector slope) {
    return factor.transposeTimes(slope);
  }

  /** F F₂: this metric in the coordinates of which another one is. */
  Metric times(Metric other) {
    int n = factor.rows();
    double[] product = new double[n * n];
    for (int i = 0; i < n; i++) {
      other.factor.transposeTimes(factor.row(i)).copyInto(product, i * n);
    }
    return new Metric(Matrix.of(n, n, product));
  }
}
