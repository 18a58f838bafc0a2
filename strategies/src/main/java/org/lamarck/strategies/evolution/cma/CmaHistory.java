package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/** Best and median values of past generations, as far back as the termination criteria look. */
final class CmaHistory implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double TOL_FUN = 1e-11;
  private static final double TOL_FUN_HIST = 1e-12;

  /** Stagnation never looks further back than this (B.3). */
  private static final int LONGEST = 20_000;

  /** So many generations in a row with equal best and quantile end a run. */
  private static final int MAX_FLAT = 5;

  /** Nothing told yet. */
  static final CmaHistory EMPTY = new CmaHistory(new double[0], new double[0], 0, 0, 0);

  private final double[] best;
  private final double[] median;
  private final int generations;
  private final int flat;
  private final double spread;

  private CmaHistory(double[] best, double[] median, int generations, int flat, double spread) {
    this.best = best;
    this.median = median;
    this.generations = generations;
    this.flat = flat;
    this.spread = spread;
  }

  /** The history with one more generation; old entries that nobody looks at are dropped. */
  CmaHistory with(double best, double median, double quantile, CmaParameters p) {
    int next = generations + 1;
    int window = Math.min(LONGEST, Math.max(stagnationWindow(p), (int) Math.ceil(0.2 * next)));
    int isFlat = best == quantile ? flat + 1 : 0;
    return new CmaHistory(
        append(this.best, best, window),
        append(this.median, median, window),
        next,
        isFlat,
        median - best);
  }

  private static double[] append(double[] values, double value, int longest) {
    int from = Math.max(0, values.length + 1 - longest);
    double[] next = Arrays.copyOfRange(values, from, values.length + 1);
    next[next.length - 1] = value;
    return next;
  }

  /** Which criterion on values holds, when one does. */
  Optional<CmaStop> stop(CmaParameters p) {
    int recent = 10 + (int) Math.ceil(30.0 * p.n / p.lambda);
    if (best.length >= recent) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = best.length - recent; i < best.length; i++) {
        low = Math.min(low, best[i]);
        high = Math.max(high, best[i]);
      }
      if (high - low <= TOL_FUN_HIST) {
        return Optional.of(CmaStop.TOL_FUN_HIST);
      }
      if (high - low <= TOL_FUN && spread <= TOL_FUN) {
        return Optional.of(CmaStop.TOL_FUN);
      }
    }
    if (flat >= MAX_FLAT) {
      return Optional.of(CmaStop.FLAT);
    }
    return stagnates(p) ? Optional.of(CmaStop.STAGNATION) : Optional.empty();
  }

  /**
   * Neither best nor median value fell: the median of the latest 30 % of the window is not below
   * that of its first 30 % (B.3). The window is the last fifth of the run but at least 120 + 30 n/λ
   * generations; as in pycma a run is not judged before 100 + 100 n^1.5/λ generations either.
   */
  private boolean stagnates(CmaParameters p) {
    int least = stagnationWindow(p);
    if (best.length < least
        || generations < least + 100 + 100 * StrictMath.pow(p.n, 1.5) / p.lambda) {
      return false;
    }
    return notFalling(best) && notFalling(median);
  }

  private static int stagnationWindow(CmaParameters p) {
    return 120 + (int) Math.ceil(30.0 * p.n / p.lambda);
  }

  private static boolean notFalling(double[] values) {
    int part = (int) (0.3 * values.length);
    return medianOf(values, values.length - part, part) >= medianOf(values, 0, part);
  }

  private static double medianOf(double[] values, int from, int length) {
    double[] sorted = Arrays.copyOfRange(values, from, from + length);
    Arrays.sort(sorted);
    return sorted[length / 2];
  }
}
