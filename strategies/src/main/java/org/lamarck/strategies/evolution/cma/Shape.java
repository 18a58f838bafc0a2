package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;

/**
 * What a run of CMA-ES can know of where it begins: C₀ ∝ (H + εI)⁻¹, for an objective that is ½
 * δᵀHδ there the shape of the distribution that samples its levels alike.
 *
 * @param point of the space
 * @param curvature H of the objective there, JᵀJ of residuals
 */
public record Shape(Vector point, Matrix curvature) implements Serializable {
  /** λ_max / ε: flat directions begin at most ten times as wide as steep ones. */
  private static final double MOST_CONDITION = 100;

  /**
   * C₀ = c (H + εI)⁻¹ with det C₀ = 1, so that the run begins in as much space as any other.
   *
   * @param free the coordinates that can move
   * @param units of the distribution, one for each of them, in those of the space
   * @return row-major; the identity where there is no curvature
   */
  double[] covariance(int[] free, double[] units) {
    int n = free.length;
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        q[i * n + j] = units[i] * units[j] * curvature.get(free[i], free[j]);
      }
    }
    double[] lambda = new double[n];
    boolean isKnown = SymmetricEigen.decompose(n, q, lambda, new double[n]);
    double most = 0;
    for (double one : lambda) {
      most = Math.max(most, one);
    }
    double[] covariance = new double[n * n];
    if (!isKnown || !(most > 0)) {
      for (int i = 0; i < n; i++) {
        covariance[i * n + i] = 1;
      }
      return covariance;
    }
    double[] variance = new double[n];
    double logarithms = 0;
    for (int k = 0; k < n; k++) {
      // quasi-Newton matrices need not be positive
      variance[k] = 1 / (Math.max(0, lambda[k]) + most / MOST_CONDITION);
      logarithms += StrictMath.log(variance[k]);
    }
    double scale = StrictMath.exp(-logarithms / n);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i * n + j] += scale * variance[k] * q[i * n + k] * q[j * n + k];
        }
      }
    }
    return covariance;
  }
}
