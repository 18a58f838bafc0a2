package org.lamarck.worker.objective.monotone;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Thresholds x_1 … x_{C−1} between ordered categories that cost least, where a value above the
 * upper threshold of its category costs the square of its distance, and so does one below x_{c−1} +
 * gap. They are at least {@code step} apart and the first is not below a bound: with v_c = x_c − c
 * · step an isotonic regression with convex costs, which pooling adjacent violators solves exactly
 * (Best, Chakravarti and Ubhaya 2000). Of several that cost the same, the least. Serves one thread.
 */
final class Thresholds {
  private final int count;

  /** Positions of the values of each category. */
  private final int[][] members;

  private final double[] x;
  private final boolean[] isHeld;
  private final int[] blockOf;
  private final int[] starts;
  private final int[] ends;
  private final double[] levels;
  private final double[] points;

  /**
   * Thresholds.
   *
   * @param category of each value, from 0
   */
  Thresholds(int[] category, int categories) {
    count = categories - 1;
    members = new int[categories][];
    for (int c = 0; c < categories; c++) {
      int wanted = c;
      members[c] = IntStream.range(0, category.length).filter(k -> category[k] == wanted).toArray();
    }
    x = new double[categories];
    isHeld = new boolean[categories];
    blockOf = new int[categories];
    starts = new int[categories];
    ends = new int[categories];
    levels = new double[categories];
    points = new double[2 * category.length];
  }

  /**
   * Finds them.
   *
   * @param bound below which the first must not be
   */
  void solve(double[] values, double gap, double step, double bound) {
    int blocks = 0;
    for (int c = 0; c < count; c++) {
      starts[blocks] = c;
      ends[blocks] = c + 1;
      levels[blocks++] = least(values, c, c + 1, gap, step);
      while (blocks > 1 && levels[blocks - 2] > levels[blocks - 1]) {
        blocks--;
        ends[blocks - 1] = ends[blocks];
        levels[blocks - 1] = least(values, starts[blocks - 1], ends[blocks - 1], gap, step);
      }
    }
    for (int block = 0; block < blocks; block++) {
      double level = Math.max(levels[block], bound - step);
      for (int c = starts[block]; c < ends[block]; c++) {
        x[c] = level + (c + 1) * step;
        isHeld[c] = level > levels[block];
        blockOf[c] = block;
      }
    }
    x[count] = Double.POSITIVE_INFINITY;
  }

  /**
   * The least v at which the thresholds of a block cost least. Half the slope of the cost is Σ(v −
   * l)₊ − Σ(u − v)₊, with a u for each value below one of the thresholds and an l above.
   */
  private double least(double[] values, int from, int to, double gap, double step) {
    int us = 0; // at the front of points
    for (int c = from; c < to; c++) {
      for (int k : members[c]) {
        points[us++] = values[k] - (c + 1) * step;
      }
    }
    int end = us; // the ls are behind
    for (int c = from; c < to; c++) {
      for (int k : members[c + 1]) {
        points[end++] = values[k] - gap - (c + 1) * step;
      }
    }
    Arrays.sort(points, 0, us);
    Arrays.sort(points, us, end);
    if (us == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double top = points[us - 1];
    if (end == us || points[us] >= top) {
      return top; // nothing is in the wrong place
    }
    return root(us, end);
  }

  /** Where the slope is 0, from the right: the us above join one by one, the ls above leave. */
  private double root(int us, int end) {
    double sum = 0;
    for (int i = us; i < end; i++) {
      sum += points[i];
    }
    int joined = 0;
    int left = end;
    double v = points[us - 1];
    while (true) {
      if (joined + left - us > 0) {
        v = sum / (joined + left - us);
      }
      double nextU = joined < us ? points[us - 1 - joined] : Double.NEGATIVE_INFINITY;
      double nextL = left > us ? points[left - 1] : Double.NEGATIVE_INFINITY;
      if (!(Math.max(nextU, nextL) > v)) {
        return v;
      }
      if (nextU >= nextL) {
        sum += nextU;
        joined++;
      } else {
        sum -= nextL;
        left--;
      }
    }
  }

  /** The end of a category, from 0; +∞ for the last one. */
  double upper(int category) {
    return x[category];
  }

  /** Whether a threshold is where its bound puts it. */
  boolean isHeld(int threshold) {
    return isHeld[threshold];
  }

  /** The number of those that move together, from 0. */
  int block(int threshold) {
    return blockOf[threshold];
  }
}
