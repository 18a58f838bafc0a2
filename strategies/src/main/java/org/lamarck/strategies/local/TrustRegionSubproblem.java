package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Cholesky;

/**
 * min gᵀp + ½ pᵀHp over ‖p‖ ≤ Δ for a positive semidefinite H, after Moré and Sorensen (1983): the
 * λ with ‖p(λ)‖ = Δ and (H + λI) p = −g. The hard case needs an indefinite H and does not occur. A
 * singular H is solved with the smallest shift that makes it numerically positive definite.
 *
 * <p>What costs is the factorisation, once for each λ. Near the root Newton's method on 1/‖p(λ)‖ =
 * 1/Δ never overshoots (Conn, Gould and Toint 2000, section 7.3), so that it also bounds the root
 * from below; where sensitivities span decades it would take a step for each of them, and λ goes
 * half the way, on logarithms, to where the slope of ‖p‖ on logarithms points. A problem with some
 * coordinates less begins from the λ of the whole one. A λ that is lost in the rounding of H stands
 * for 0: the step is then the unbounded one, scaled.
 */
final class TrustRegionSubproblem {
  private static final int MAXIMAL_STEPS = 60;

  /** Moré and Sorensen's: a radius is no more exact than that. */
  private static final double RADIUS_TOLERANCE = 0.1;

  /** Steps that are longer than this many radii are far from the root. */
  private static final double FAR = 1.5;

  /** Shifts grow by eight: so many lead past the largest number there is. */
  private static final int MAXIMAL_SHIFTS = 400;

  private final Cholesky cholesky;
  private final double[] negative;
  private final double[] w;
  private final double[] whole;
  private double[] h = new double[0];
  private int n;
  private double lambda;

  /** Below this λ is lost in the rounding of H. */
  private double floor;

  /** For at most so many coordinates. */
  TrustRegionSubproblem(int size) {
    cholesky = new Cholesky(size);
    negative = new double[size];
    w = new double[size];
    whole = new double[size];
  }

  /**
   * Writes the solution to {@code p}.
   *
   * @param hessian H, symmetric, {@code size} × {@code size}; kept until the next call
   * @param gradient g, of which {@code size} entries count
   */
  void solve(double[] hessian, double[] gradient, int size, double radius, double[] p) {
    take(hessian, gradient, size);
    fromNothing(radius, p);
  }

  /** The same for a problem that is related to the latest one, from whose λ it begins. */
  void follow(double[] hessian, double[] gradient, int size, double radius, double[] p) {
    take(hessian, gradient, size);
    if (lambda > floor) {
      factorFrom(lambda);
      cholesky.solve(negative, p);
      approach(floor, radius, p);
    }
    if (lambda <= floor) {
      fromNothing(radius, p);
    }
  }

  private void take(double[] hessian, double[] gradient, int size) {
    h = hessian;
    n = size;
    double largest = Double.MIN_NORMAL;
    for (int i = 0; i < n; i++) {
      negative[i] = -gradient[i];
      largest = Math.max(largest, Math.abs(h[i * n + i]));
    }
    floor = n * Math.ulp(1.0) * largest;
  }

  private void fromNothing(double radius, double[] p) {
    factorFrom(0);
    cholesky.solve(negative, p);
    double norm = norm(p, n);
    if (norm <= radius) {
      return;
    }
    double left = Math.max(floor, norm(negative, n) / radius - norm(h, n * n));
    if (left > lambda) {
      System.arraycopy(p, 0, whole, 0, n);
      factorFrom(left);
      cholesky.solve(negative, p);
      if (lambda == floor && norm(p, n) <= radius) {
        for (int i = 0; i < n; i++) {
          p[i] = whole[i] * (radius / norm);
        }
        return;
      }
    }
    approach(lambda, radius, p);
  }

  /** From p(λ) to the λ of this radius, which is at least {@code from}. */
  private void approach(double from, double radius, double[] p) {
    double norm = norm(p, n);
    double low = from;
    double high = Math.max(lambda, norm(negative, n) / radius); // ‖p(λ)‖ ≤ ‖g‖/λ
    for (int k = 0; k < MAXIMAL_STEPS; k++) {
      boolean least = norm <= radius && lambda <= low;
      if (least || Math.abs(norm - radius) <= RADIUS_TOLERANCE * radius) {
        break;
      }
      cholesky.solveLower(p, w);
      double ratio = norm / norm(w, n);
      low = Math.max(low, lambda + ratio * ratio * (norm - radius) / radius);
      // ‖p‖ falls as a power of λ that the slope tells, over decades where spectra are wide
      double power = lambda * Math.pow(norm / radius, ratio * ratio / lambda);
      double there = Math.min(Math.max(power, low), high);
      double next = Math.min(low, high);
      if (norm < radius) {
        high = lambda;
        next = there;
      } else if (norm > FAR * radius) {
        next = Math.sqrt(low) * Math.sqrt(there);
      }
      factorFrom(next);
      if (lambda > next) {
        low = lambda; // below it H + λI is not positive definite in numbers
        high = Math.max(high, low);
      }
      cholesky.solve(negative, p);
      norm = norm(p, n);
    }
    if (norm > radius) {
      for (int i = 0; i < n; i++) {
        p[i] *= radius / norm;
      }
    }
  }

  /** Factors H + λI with the smallest λ from {@code wanted} on with which it can be. */
  private void factorFrom(double wanted) {
    lambda = wanted;
    for (int k = 0; k < MAXIMAL_SHIFTS && !cholesky.factor(h, n, lambda); k++) {
      lambda = Math.max(8 * lambda, floor);
    }
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
