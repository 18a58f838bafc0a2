package org.lamarck.worker.objective.monotone;

import java.util.Arrays;

/**
 * The minimum of ½ xᵀHx − gᵀx where some x must not be below 0, H = AᵀA and g = Aᵀb of a least
 * squares problem: the active set method of Lawson and Hanson (1974), Solving Least Squares
 * Problems, chapter 23, on normal equations. It starts with all bounded x at 0 and lets them go one
 * by one, so the answer does not depend on what was solved before; columns that depend on those
 * that are free stay at 0, so that H may be singular. Serves one thread.
 */
final class NonNegativeLeastSquares {
  /** Of a column's square, what is left when it depends on others: rounding of 10³ sums. */
  private static final double DEPENDENT = 1e-13;

  /** Of the length of b, below which a slope is rounding. */
  private static final double FLAT = 1e-12;

  private final int most;
  private final double[] lower; // Cholesky factor of H on the free x, in their order
  private final int[] order;
  private final boolean[] isFree;
  private final boolean[] isBlocked;
  private final double[] trial;
  private final double[] work;
  private int free;
  private double[] matrix = {};
  private int n;

  /**
   * @param most the largest number of unknowns
   */
  NonNegativeLeastSquares(int most) {
    this.most = most;
    lower = new double[most * most];
    order = new int[most];
    isFree = new boolean[most];
    isBlocked = new boolean[most];
    trial = new double[most];
    work = new double[most];
  }

  /**
   * Solves.
   *
   * @param unknowns n, at most {@code most}
   * @param h n × n, kept until the next call
   * @param g n
   * @param bounded by unknown, whether it must not be below 0
   * @param length of b
   * @param x becomes the solution
   */
  void solve(int unknowns, double[] h, double[] g, boolean[] bounded, double length, double[] x) {
    n = unknowns;
    matrix = h;
    free = 0;
    Arrays.fill(isFree, false);
    Arrays.fill(isBlocked, false);
    Arrays.fill(x, 0, n, 0);
    for (int j = 0; j < n; j++) {
      if (!bounded[j]) {
        isBlocked[j] = !add(j);
      }
    }
    solveFree(g, x);
    for (int round = 0; round < 20 * n; round++) { // each lowers the objective: a guard alone
      int next = steepest(g, bounded, length, x);
      if (next < 0) {
        return;
      }
      if (!add(next)) {
        isBlocked[next] = true;
        continue;
      }
      solveFree(g, trial);
      if (trial[next] <= 0) {
        remove(next);
        isBlocked[next] = true;
        continue;
      }
      advance(g, bounded, x);
      Arrays.fill(isBlocked, false);
    }
  }

  /** The bounded x whose growth from 0 lowers the objective most; −1 for none. */
  private int steepest(double[] g, boolean[] bounded, double length, double[] x) {
    int best = -1;
    double most = FLAT * length;
    for (int j = 0; j < n; j++) {
      double own = matrix[j * n + j];
      if (isFree[j] || isBlocked[j] || !bounded[j] || !(own > 0)) {
        continue;
      }
      double slope = g[j];
      for (int k = 0; k < n; k++) {
        slope -= matrix[j * n + k] * x[k];
      }
      double relative = slope / Math.sqrt(own);
      if (relative > most) {
        most = relative;
        best = j;
      }
    }
    return best;
  }

  /** Goes to the trial; where that crosses a bound, to it, and on without that x. */
  private void advance(double[] g, boolean[] bounded, double[] x) {
    while (true) {
      double part = 1;
      for (int i = 0; i < free; i++) {
        int j = order[i];
        if (bounded[j] && trial[j] <= 0) {
          part = Math.min(part, x[j] / (x[j] - trial[j]));
        }
      }
      for (int i = 0; i < free; i++) {
        int j = order[i];
        x[j] = part == 1 ? trial[j] : x[j] + part * (trial[j] - x[j]);
      }
      if (part == 1) {
        return;
      }
      for (int j = 0; j < n; j++) {
        if (isFree[j] && bounded[j] && trial[j] <= 0 && x[j] <= 1e-15 * Math.abs(trial[j])) {
          x[j] = 0;
          remove(j);
        }
      }
      solveFree(g, trial);
    }
  }

  private boolean add(int j) {
    double left = matrix[j * n + j];
    for (int i = 0; i < free; i++) {
      double sum = matrix[order[i] * n + j];
      for (int k = 0; k < i; k++) {
        sum -= lower[i * most + k] * lower[free * most + k];
      }
      double entry = sum / lower[i * most + i];
      lower[free * most + i] = entry;
      left -= entry * entry;
    }
    if (!(left > DEPENDENT * matrix[j * n + j])) {
      return false;
    }
    lower[free * most + free] = Math.sqrt(left);
    order[free++] = j;
    isFree[j] = true;
    return true;
  }

  /** Holds an x again; those behind it are factored anew. */
  private void remove(int j) {
    int at = 0;
    while (order[at] != j) {
      at++;
    }
    int count = free;
    isFree[j] = false;
    free = at;
    for (int i = at + 1; i < count; i++) {
      int next = order[i];
      isFree[next] = false;
      isBlocked[next] |= !add(next);
    }
  }

  private void solveFree(double[] right, double[] x) {
    System.arraycopy(right, 0, work, 0, n);
    solveHeld(work);
    for (int i = 0; i < free; i++) {
      x[order[i]] = work[order[i]];
    }
  }

  /** v ← (H on the free x)⁻¹ v there, and 0 elsewhere. */
  void solveHeld(double[] v) {
    for (int i = 0; i < free; i++) {
      double sum = v[order[i]];
      for (int k = 0; k < i; k++) {
        sum -= lower[i * most + k] * v[order[k]];
      }
      v[order[i]] = sum / lower[i * most + i];
    }
    for (int i = free - 1; i >= 0; i--) {
      double sum = v[order[i]];
      for (int k = i + 1; k < free; k++) {
        sum -= lower[k * most + i] * v[order[k]];
      }
      v[order[i]] = sum / lower[i * most + i];
    }
    for (int j = 0; j < n; j++) {
      if (!isFree[j]) {
        v[j] = 0;
      }
    }
  }

  /** Whether an x is at its bound, or depends on others. */
  boolean isHeld(int j) {
    return !isFree[j];
  }
}
