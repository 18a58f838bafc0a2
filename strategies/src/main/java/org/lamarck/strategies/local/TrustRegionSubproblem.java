package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Cholesky;

/**
 * min gᵀp + ½ pᵀHp over ‖p‖ ≤ Δ for a positive semidefinite H, after Moré & Sorensen (1983): the λ
 * with ‖p(λ)‖ = Δ and (H + λI) p = −g. The hard case needs an indefinite H and does not occur. A
 * singular H is solved with the smallest shift that makes it numerically positive definite.
 *
 * <p>What costs is the factorisation, once for each λ. Near the root Newton's method on 1/‖p(λ)‖ =
 * 1/Δ never overshoots (Conn, Gould & Toint 2000, section 7.3), so that it also bounds the root
 * from below; where sensitivities span decades it would take a step for each of them, and λ goes
 * half the way, on logarithms, to where the slope of ‖p‖ on logarithms points. In a smaller region
 * the search goes on from the λ of the larger one.
 */
final class TrustRegionSubproblem {
  private static final int MAXIMAL_STEPS = 60;

  /** Moré & Sorensen's: a radius is no more exact than that. */
  private static final double RADIUS_TOLERANCE = 0.1;

  /** Steps that are longer than this many radii are far from the root. */
  private static final double FAR = 1.5;

  /** Shifts grow by eight: so many lead past the largest number there is. */
  private static final int MAXIMAL_SHIFTS = 400;

  private final Cholesky cholesky;
  private final double[] negative;
  private final double[] w;
  private double[] h = new double[0];
  private int n;
  private double lambda;

  /** For at most so many coordinates. */
  TrustRegionSubproblem(int size) {
    cholesky = new Cholesky(size);
    negative = new double[size];
    w = new double[size];
  }

  /**
   * Writes the solution to {@code p}.
   *
   * @param hessian H, symmetric, {@code size} × {@code size}; kept until the next call
   * @param gradient g, of which {@code size} entries count
   */
  void solve(double[] hessian, double[] gradient, int size, double radius, double[] p) {
    h = hessian;
    n = size;
    for (int i = 0; i < n; i++) {
      negative[i] = -gradient[i];
    }
    lambda = smallestShift();
    cholesky.solve(negative, p);
    double norm = norm(p, n);
    if (norm <= radius) {
      return;
    }
    double leftOfRoot = norm(gradient, n) / radius - norm(h, n * n);
    if (leftOfRoot > lambda) {
      lambda = leftOfRoot;
      cholesky.factor(h, n, lambda);
    }
    shorten(radius, p);
  }

  /** The solution of the same problem in a smaller region. */
  void shorten(double radius, double[] p) {
    cholesky.solve(negative, p);
    double norm = norm(p, n);
    double low = lambda;
    double high = Math.max(low, norm(negative, n) / radius); // ‖p(λ)‖ ≤ ‖g‖/λ
    for (int k = 0; k < MAXIMAL_STEPS; k++) {
      if (Math.abs(norm - radius) <= RADIUS_TOLERANCE * radius) {
        break;
      }
      cholesky.solveLower(p, w);
      double ratio = norm / norm(w, n);
      double newton = lambda + ratio * ratio * (norm - radius) / radius;
      low = Math.max(low, newton);
      if (norm < radius) {
        high = lambda;
      }
      double tried = lambda;
      lambda = Math.min(high, newton);
      if (tried > 0 && (norm > FAR * radius || norm < radius)) {
        // ‖p‖ falls as a power of λ that the slope tells, over decades of λ where spectra are wide
        double there = tried * Math.pow(norm / radius, ratio * ratio / tried);
        lambda = Math.sqrt(low) * Math.sqrt(Math.min(Math.max(there, low), high));
      }
      cholesky.factor(h, n, lambda);
      cholesky.solve(negative, p);
      norm = norm(p, n);
    }
    if (norm > radius) {
      for (int i = 0; i < n; i++) {
        p[i] *= radius / norm;
      }
    }
  }

  private double smallestShift() {
    double shift = 0;
    double largest = Double.MIN_NORMAL;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(h[i * n + i]));
    }
    double next = n * Math.ulp(1.0) * largest;
    for (int k = 0; k < MAXIMAL_SHIFTS && !cholesky.factor(h, n, shift); k++) {
      shift = next;
      next *= 8;
    }
    return shift;
  }

  static double norm(double[] x) {
    return norm(x, x.length);
  }

  private static double norm(double[] x, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum);
  }
}
