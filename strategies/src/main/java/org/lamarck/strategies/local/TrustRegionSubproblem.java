package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Cholesky;

/**
 * min gᵀp + ½ pᵀHp over ‖p‖ ≤ Δ for a positive semidefinite H, after Moré & Sorensen (1983):
 * Newton's method on 1/‖p(λ)‖ = 1/Δ with (H + λI) p = −g, which comes to the root from the left
 * without overshooting (Conn, Gould & Toint 2000, section 7.3). The hard case needs an indefinite H
 * and does not occur. A singular H is solved with the smallest shift that makes it numerically
 * positive definite.
 */
final class TrustRegionSubproblem {
  private static final int MAXIMAL_NEWTON_STEPS = 60;
  private static final double RADIUS_TOLERANCE = 1e-3;

  private final int n;
  private final Cholesky cholesky;
  private final double[] negative;
  private final double[] w;

  TrustRegionSubproblem(int n) {
    this.n = n;
    cholesky = new Cholesky(n);
    negative = new double[n];
    w = new double[n];
  }

  /** Writes the solution to {@code p}. */
  void solve(double[] h, double[] g, double radius, double[] p) {
    for (int i = 0; i < n; i++) {
      negative[i] = -g[i];
    }
    double lambda = smallestShift(h);
    cholesky.solve(negative, p);
    double norm = norm(p);
    if (norm <= radius) {
      return;
    }
    double leftOfRoot = norm(g) / radius - frobenius(h);
    if (leftOfRoot > lambda) {
      lambda = leftOfRoot;
      cholesky.factor(h, lambda);
      cholesky.solve(negative, p);
      norm = norm(p);
    }
    for (int k = 0; k < MAXIMAL_NEWTON_STEPS; k++) {
      if (norm <= (1 + RADIUS_TOLERANCE) * radius) {
        break;
      }
      cholesky.solveLower(p, w);
      double ratio = norm / norm(w);
      lambda += ratio * ratio * (norm - radius) / radius;
      cholesky.factor(h, lambda);
      cholesky.solve(negative, p);
      norm = norm(p);
    }
    if (norm > radius) {
      for (int i = 0; i < n; i++) {
        p[i] *= radius / norm;
      }
    }
  }

  private double smallestShift(double[] h) {
    double shift = 0;
    double largest = Double.MIN_NORMAL;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(h[i * n + i]));
    }
    double next = n * Math.ulp(1.0) * largest;
    while (!cholesky.factor(h, shift)) {
      shift = next;
      next *= 8;
    }
    return shift;
  }

  private double frobenius(double[] h) {
    double sum = 0;
    for (double value : h) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
