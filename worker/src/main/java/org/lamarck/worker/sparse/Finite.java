package org.lamarck.worker.sparse;

/** Sums, and by them whether numbers are finite, without a branch for each. */
public final class Finite {
  private Finite() {}

  /** Whether all numbers are finite: then so is their sum, unless it overflows. */
  public static boolean all(double[] values) {
    return all(values, values.length);
  }

  /** Whether so many of the first numbers are. */
  public static boolean all(double[] values, int count) {
    return Math.abs(sum(values, 0, count)) <= Double.MAX_VALUE || areFinite(values, count);
  }

  /** The sum of so many numbers: four sums do not wait for each other. */
  public static double sum(double[] values, int from, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = from + (count & ~3);
    for (int i = from; i < whole; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (int i = whole; i < from + count; i++) {
      a += values[i];
    }
    return a + b + c + d;
  }

  private static boolean areFinite(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
