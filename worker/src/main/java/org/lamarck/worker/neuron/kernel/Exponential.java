package org.lamarck.worker.neuron.kernel;

/**
 * The exponential function of a block, within 1 ulp of the true value between −708 and 709; beyond
 * them it is that of the nearer bound. eˣ = 2ᵏ·eʳ with k = round(x/ln 2) and |r| ≤ ½ ln 2, eʳ by
 * its series to r¹³. In loops of so few operations that each becomes vector instructions: a quarter
 * of the time of Math.exp.
 */
final class Exponential {
  static final double LEAST = -708;
  static final double MOST = 709;

  /** Adding it rounds to an integer, which then stands in the last bits. */
  static final double ROUNDING = 0x1.8p52;

  static final double PER_LN_2 = 0x1.71547652b82fep0;
  static final double LN_2_HIGH = 0x1.62e42fefa0000p-1; // its product with k is exact
  static final double LN_2_LOW = 0x1.cf79abc9e3b39p-40;

  private Exponential() {}

  /**
   * The exponentials of a block. No loop reads what it writes: such a one would not become vector
   * instructions.
   *
   * @param to may be x
   * @param rounded for x/ln 2 with {@link #ROUNDING}
   * @param rest for r
   * @param series for parts of the series
   */
  static void exp(
      double[] to, double[] x, double[] rounded, double[] rest, double[] series, int n) {
    bound(series, x, n);
    reduce(rounded, rest, series, n);
    first(to, rest, n);
    second(series, to, rest, n);
    third(to, series, rest, n);
    scale(to, rounded, n);
  }

  private static void bound(double[] to, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.min(Math.max(x[i], LEAST), MOST);
    }
  }

  private static void reduce(double[] rounded, double[] rest, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double shifted = x[i] * PER_LN_2 + ROUNDING;
      double k = shifted - ROUNDING;
      rounded[i] = shifted;
      rest[i] = (x[i] - k * LN_2_HIGH) - k * LN_2_LOW;
    }
  }

  private static void first(double[] to, double[] rest, int n) {
    for (int i = 0; i < n; i++) {
      double r = rest[i];
      double p = 1.0 / 6227020800.0 * r + 1.0 / 479001600;
      p = p * r + 1.0 / 39916800;
      p = p * r + 1.0 / 3628800;
      to[i] = p * r + 1.0 / 362880;
    }
  }

  private static void second(double[] to, double[] from, double[] rest, int n) {
    for (int i = 0; i < n; i++) {
      double r = rest[i];
      double p = from[i] * r + 1.0 / 40320;
      p = p * r + 1.0 / 5040;
      p = p * r + 1.0 / 720;
      p = p * r + 1.0 / 120;
      to[i] = p * r + 1.0 / 24;
    }
  }

  private static void third(double[] to, double[] from, double[] rest, int n) {
    for (int i = 0; i < n; i++) {
      double r = rest[i];
      double p = from[i] * r + 1.0 / 6;
      p = p * r + 0.5;
      p = p * r + 1;
      to[i] = p * r + 1;
    }
  }

  /** Adds k to the exponent. */
  private static void scale(double[] to, double[] rounded, int n) {
    for (int i = 0; i < n; i++) {
      long k = Double.doubleToRawLongBits(rounded[i]) << 52;
      to[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(to[i]) + k);
    }
  }
}
