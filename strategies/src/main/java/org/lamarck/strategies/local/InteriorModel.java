package org.lamarck.strategies.local;

import java.util.Arrays;

/**
 * The quadratic model of one iteration in the affine scaling of Coleman and Li (1996), and its
 * reflective step.
 *
 * <p>With δ the distance to the bound that −g points at and w the coordinate's unit, mostly the
 * width of the box, the scaling is s = d·p, d = √(δ·w): coordinates close to that bound move
 * little, one on it not at all. The model in p is ψ(p) = ĝᵀp + ½ pᵀĤp with ĝ = d·g and Ĥ = DBD + C;
 * C = diag(|g|·w) is what the scaling itself contributes to the Hessian (their equation 2.5, in
 * units of w). Lengths of p are thus parts of the box, whatever its units.
 *
 * <p>A step that leaves the box, or in which a coordinate moves too far, is replaced by the best,
 * for ψ, of: the step cut short, the step reflected at the first bound, the step with the
 * coordinates that hit their bounds held there and the others solved for again, and the scaled
 * gradient.
 */
final class InteriorModel {
  /** How much of the way to a bound is taken, at least. */
  private static final double STEP_BACK = 0.995;

  /** How often coordinates that hit their bounds are held and the others solved for again. */
  private static final int MOST_ROUNDS = 8;

  private final Box box;
  private final int n;
  private final double[] d;
  private final double[] gHat;
  private final double[] hHat;
  private double theta;
  private double longest;
  private double[] x = new double[0];

  private final TrustRegionSubproblem subproblem;
  private final double[] p;
  private final double[] candidate;
  private final double[] direction;
  private final double[] s;
  private final double[] reducedGradient;
  private final double[] reducedHessian;
  private final double[] reducedStep;
  private final boolean[] held;
  private final int[] free;
  private final double[] best;
  private double bestValue;

  InteriorModel(Box box) {
    this.box = box;
    n = box.n;
    d = new double[n];
    gHat = new double[n];
    hHat = new double[n * n];
    subproblem = new TrustRegionSubproblem(n);
    p = new double[n];
    candidate = new double[n];
    direction = new double[n];
    s = new double[n];
    reducedGradient = new double[n];
    reducedHessian = new double[n * n];
    reducedStep = new double[n];
    held = new boolean[n];
    free = new int[n];
    best = new double[n];
  }

  /** Takes the model f(x) + gᵀs + ½ sᵀBs; the arrays are only read. */
  void set(double[] point, double[] g, double[] b) {
    x = point;
    for (int i = 0; i < n; i++) {
      d[i] = box.fixed(i) ? 0 : Math.sqrt(box.ahead(i, x[i], g[i]) / box.unit[i]) * box.unit[i];
      gHat[i] = d[i] * g[i];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        hHat[i * n + j] = d[i] * b[i * n + j] * d[j];
        hHat[j * n + i] = hHat[i * n + j];
      }
      // a coordinate that cannot move must not make the matrix singular
      hHat[i * n + i] += d[i] > 0 ? Math.abs(g[i]) * box.unit[i] : 1;
    }
    theta = Math.max(STEP_BACK, 1 - TrustRegionSubproblem.norm(gHat));
  }

  /**
   * Writes the step to {@code step}.
   *
   * @param radius of the trust region in p
   * @param maximalStep no coordinate moves by more than this part of its unit, as if it had a bound
   *     there
   */
  void step(double radius, double maximalStep, double[] step) {
    longest = maximalStep;
    subproblem.solve(hHat, gHat, n, radius, p);
    Arrays.fill(best, 0);
    bestValue = 0;
    double reach = reach(p);
    if (reach > 1) {
      offer(p);
    } else {
      offerCut(reach);
      offerReflected(reach, radius);
      offerHeld(radius);
      offerGradient(radius);
    }
    for (int i = 0; i < n; i++) {
      step[i] = d[i] * best[i];
    }
  }

  /** ‖p‖ of the step that {@link #step} found. */
  double length() {
    return TrustRegionSubproblem.norm(best);
  }

  private double reach(double[] q) {
    return reachFrom(x, q);
  }

  /** The largest t for which from + t·q stays in the box and within the longest step. */
  private double reach(int i, double from, double q) {
    double s = d[i] * q;
    double farthest = longest * box.unit[i] - Math.copySign(1, s) * (from - x[i]);
    double limit = s == 0 ? Double.POSITIVE_INFINITY : Math.max(0, farthest) / Math.abs(s);
    return Math.min(box.reach(i, from, s), limit);
  }

  private void offer(double[] q) {
    double value = psi(q);
    if (value < bestValue) {
      bestValue = value;
      System.arraycopy(q, 0, best, 0, n);
    }
  }

  private void offerCut(double reach) {
    System.arraycopy(p, 0, candidate, 0, n);
    scale(candidate, theta * reach);
    offer(candidate);
  }

  /**
   * To the first bound, then on with that coordinate's direction turned, to the minimum of ψ. Where
   * it is the longest step that ends the way there is nothing to be reflected at.
   */
  private void offerReflected(double reach, double radius) {
    boolean bounded = false;
    for (int i = 0; i < n; i++) {
      candidate[i] = reach * p[i];
      s[i] = x[i] + d[i] * candidate[i];
      boolean hit = box.reach(i, x[i], d[i] * p[i]) <= reach * (1 + 1e-12);
      direction[i] = hit ? -p[i] : p[i];
      bounded |= hit;
    }
    if (!bounded) {
      return;
    }
    double farthest = Math.min(exit(candidate, direction, radius), reachFrom(s, direction));
    double t = minimumAlong(candidate, direction, theta * farthest);
    // the way back from the bound must leave it
    t = Math.max(t, (1 - theta) * reach);
    if (t > theta * farthest) {
      return;
    }
    for (int i = 0; i < n; i++) {
      candidate[i] += t * direction[i];
    }
    offer(candidate);
  }

  /** Holds what hits a bound just before it and solves for the rest, until all of it fits. */
  private void offerHeld(double radius) {
    for (int i = 0; i < n; i++) {
      held[i] = false;
      direction[i] = 0;
      candidate[i] = p[i];
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean more = false;
      for (int i = 0; i < n; i++) {
        double reach = reach(i, x[i], candidate[i]);
        if (!held[i] && reach <= 1) {
          held[i] = true;
          direction[i] = theta * reach * candidate[i];
          more = true;
        }
      }
      if (!more) {
        offer(candidate);
        return;
      }
      double left = radius * radius;
      for (int i = 0; i < n; i++) {
        left -= direction[i] * direction[i];
      }
      if (left <= 0) {
        return;
      }
      int size = reduce();
      subproblem.follow(reducedHessian, reducedGradient, size, Math.sqrt(left), reducedStep);
      System.arraycopy(direction, 0, candidate, 0, n);
      for (int k = 0; k < size; k++) {
        candidate[free[k]] = reducedStep[k];
      }
    }
  }

  /**
   * The problem in the coordinates that are not held, with the held ones at {@code direction}.
   *
   * @return how many there are; {@link #free} says which
   */
  private int reduce() {
    int size = 0;
    for (int i = 0; i < n; i++) {
      if (!held[i]) {
        free[size++] = i;
      }
    }
    for (int k = 0; k < size; k++) {
      int row = free[k] * n;
      double gradient = gHat[free[k]];
      for (int j = 0; j < n; j++) {
        gradient += hHat[row + j] * direction[j]; // 0 where it is not held
      }
      reducedGradient[k] = gradient;
      for (int j = 0; j < size; j++) {
        reducedHessian[k * size + j] = hHat[row + free[j]];
      }
    }
    return size;
  }

  private void offerGradient(double radius) {
    for (int i = 0; i < n; i++) {
      candidate[i] = 0;
      direction[i] = -gHat[i];
    }
    double length = TrustRegionSubproblem.norm(gHat);
    if (length > 0) {
      double farthest = Math.min(radius / length, theta * reachFrom(x, direction));
      double t = minimumAlong(candidate, direction, farthest);
      for (int i = 0; i < n; i++) {
        candidate[i] = t * direction[i];
      }
      offer(candidate);
    }
  }

  /** How far from {@code from}, which is in x, the direction q, which is in p, stays in the box. */
  private double reachFrom(double[] from, double[] q) {
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      reach = Math.min(reach, reach(i, from[i], q[i]));
    }
    return reach;
  }

  /** The t ≥ 0 at which ‖from + t·q‖ = radius. */
  private double exit(double[] from, double[] q, double radius) {
    double a = 0;
    double b = 0;
    double c = -radius * radius;
    for (int i = 0; i < n; i++) {
      a += q[i] * q[i];
      b += from[i] * q[i];
      c += from[i] * from[i];
    }
    double discriminant = Math.sqrt(Math.max(0, b * b - a * c));
    return a > 0 ? Math.max(0, (-b + discriminant) / a) : 0;
  }

  /** The t in [0, farthest] that minimises ψ(from + t·q). */
  private double minimumAlong(double[] from, double[] q, double farthest) {
    double slope = 0;
    double bend = 0;
    for (int i = 0; i < n; i++) {
      double hq = 0;
      double hFrom = 0;
      for (int j = 0; j < n; j++) {
        hq += hHat[i * n + j] * q[j];
        hFrom += hHat[i * n + j] * from[j];
      }
      slope += q[i] * (gHat[i] + hFrom);
      bend += q[i] * hq;
    }
    if (slope >= 0) {
      return 0;
    }
    return bend > 0 ? Math.min(farthest, -slope / bend) : farthest;
  }

  private double psi(double[] q) {
    double value = 0;
    for (int i = 0; i < n; i++) {
      double hq = 0;
      for (int j = 0; j < n; j++) {
        hq += hHat[i * n + j] * q[j];
      }
      value += q[i] * (gHat[i] + 0.5 * hq);
    }
    return value;
  }

  private static void scale(double[] q, double factor) {
    for (int i = 0; i < q.length; i++) {
      q[i] *= factor;
    }
  }
}
