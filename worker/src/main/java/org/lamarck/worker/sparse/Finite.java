package org.lamarck.worker.sparse;

/** Whether numbers are finite, without a branch for each: 0 times what is not is NaN. */
public final class Finite {
  private Finite() {}

  /** Whether all numbers are finite; four sums do not wait for each other. */
  public static boolean all(double[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= values.length; i += 4) {
      a += values[i] * 0.0;
      b += values[i + 1] * 0.0;
      c += values[i + 2] * 0.0;
      d += values[i + 3] * 0.0;
    }
    for (; i < values.length; i++) {
      a += values[i] * 0.0;
    }
    return a + b + c + d == 0;
  }
}
