package org.lamarck.worker.sparse;

/** Whether numbers are finite, without a branch for each. */
public final class Finite {
  private Finite() {}

  /** Whether all numbers are finite: then so is their sum, unless it overflows. */
  public static boolean all(double[] values) {
    return all(values, values.length);
  }

  /** Whether so many of the first numbers are. */
  public static boolean all(double[] values, int count) {
    return Math.abs(sum(values, count)) <= Double.MAX_VALUE || areFinite(values, count);
  }

  /** Four sums do not wait for each other. */
  private static double sum(double[] values, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = count & ~3;
    for (int i = 0; i < whole; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (int i = whole; i < count; i++) {
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
