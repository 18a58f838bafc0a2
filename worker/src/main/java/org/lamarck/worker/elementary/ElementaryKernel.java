package org.lamarck.worker.elementary;

import java.util.Arrays;

/**
 * Elementary functions of ranges of an array, and sums of its rows. All kernels give the same bits,
 * on any machine: those of {@link #exp(double)}, {@link #tanh(double)}, {@link #logistic(double)}
 * and {@link #logisticSlope(double)}, and of sums in their order; all operations are rounded one by
 * one, but for products and sums that the logistic function and its slope round once, as {@link
 * Math#fma} does: in an instruction where the processor has one (x86 since 2013, ARM), else slowly.
 */
public abstract class ElementaryKernel {

  // e^r = 1 + 2 r P(r²) / (Q(r²) − r P(r²)) for |r| ≤ ½ ln 2, of S. L. Moshier, Cephes Mathematical
  // Library (1992), exp.c; errors below 2 units of the last place
  static final double P0 = 0.00012617719307481058;
  static final double P1 = 0.030299440770744195;
  static final double P2 = 1.0;
  static final double Q0 = 3.0019850513866446e-6;
  static final double Q1 = 0.002524483403496841;
  static final double Q2 = 0.22726554820815503;
  static final double Q3 = 2.0;
  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 6.93145751953125e-1;
  static final double LN2_LOW = 1.4286068203094173e-6;

  /** Added to a number below 2⁵¹, it leaves the nearest integer in the last bits. */
  static final double ROUNDING = 0x1.8p52;

  /** Up to this size of x, e^x is a normal number whose power of two is one as well. */
  static final double MOST = 708;

  /** Beyond, 1 + e^|x| is e^|x| to the last digit by far, and its square is no normal number. */
  static final double MOST_SQUARED = 350;

  private static final ElementaryKernel FASTEST = choose();

  /** For the kernels of this package alone. */
  ElementaryKernel() {}

  /**
   * The kernel of this Java: that with vector instructions where the module {@code
   * jdk.incubator.vector} is there (Spark adds it; else {@code --add-modules}) and the processor
   * has vectors of four numbers, else that without.
   */
  public static ElementaryKernel fastest() {
    return FASTEST;
  }

  private static ElementaryKernel choose() {
    return VectorInstructions.kernel(ElementaryKernel.class, ElementaryKernel::isSupported)
        .orElseGet(ScalarElementaryKernel::new);
  }

  /** Whether this processor has what the kernel is made for. */
  abstract boolean isSupported();

  /** Writes e^x of {@code count} numbers in a row to a range that is the same or another one. */
  public abstract void exp(double[] m, int from, int to, int count);

  /** Writes tanh x of {@code count} numbers in a row to a range that is the same or another one. */
  public abstract void tanh(double[] m, int from, int to, int count);

  /** Writes 1/(1 + e^−x) of {@code count} numbers to a range that is the same or another one. */
  public abstract void logistic(double[] m, int from, int to, int count);

  /** Writes its slope at {@code count} numbers to a range that is the same or another one. */
  public abstract void logisticSlope(double[] m, int from, int to, int count);

  /**
   * Writes a row of a product of matrices: Σ_l a_l b_l, whose row b_l lies at {@code b + l ·
   * columns}.
   *
   * @param a where the first factor lies, of {@code inner} ones
   * @param step from one factor to the next
   * @param c where the row goes, which overlaps with nothing that is read
   */
  public void row(double[] m, int a, int step, int b, int c, int inner, int columns) {
    Arrays.fill(m, c, c + columns, 0);
    addRows(m, a, step, b, c, inner, columns);
  }

  /**
   * Writes four such rows, one behind the other.
   *
   * @param rowStep from the factors of one row to those of the next
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // places and sizes of three matrices
  public void fourRows(
      double[] m, int a, int rowStep, int step, int b, int c, int inner, int columns) {
    for (int i = 0; i < 4; i++) {
      row(m, a + i * rowStep, step, b, c + i * columns, inner, columns);
    }
  }

  /** Adds further products to such a row. */
  static void addRows(double[] m, int a, int step, int b, int c, int inner, int columns) {
    for (int l = 0; l < inner; l++) {
      double factor = m[a + l * step];
      int from = b + l * columns;
      for (int j = 0; j < columns; j++) {
        m[c + j] += factor * m[from + j];
      }
    }
  }

  /** e^x. */
  public static double exp(double x) {
    if (!(Math.abs(x) <= MOST)) {
      return StrictMath.exp(x);
    }
    double shifted = x * LOG2_E + ROUNDING;
    return (1 + 2 * half(x, shifted)) * power(shifted);
  }

  /** The hyperbolic tangent, E/(E + 2) with E = e^2x − 1. */
  public static double tanh(double x) {
    double twice = x + x;
    if (!(Math.abs(twice) <= MOST)) {
      return x > 0 ? 1 : x < 0 ? -1 : Double.NaN;
    }
    double shifted = twice * LOG2_E + ROUNDING;
    double power = power(shifted);
    double e = 2 * half(twice, shifted) * power + (power - 1);
    return e / (e + 2);
  }

  /**
   * The logistic function, 1/(1 + E) with E = e^−x = 2ⁿ (Q + rP)/(Q − rP): one division. Here r is
   * that of x, whose sign is the other one.
   */
  public static double logistic(double x) {
    if (!(Math.abs(x) <= MOST)) {
      return x > 0 ? 1 : StrictMath.exp(x);
    }
    double shifted = Math.fma(x, -LOG2_E, ROUNDING);
    double r = fusedRemainder(x, shifted);
    double p = fusedNumerator(r);
    double q = fusedDenominator(r);
    double below = q + p;
    return below / Math.fma(q - p, power(shifted), below);
  }

  /** The slope of the logistic function, E/(1 + E)², as exact where it is small as elsewhere. */
  public static double logisticSlope(double x) {
    if (!(Math.abs(x) <= MOST_SQUARED)) {
      return StrictMath.exp(-Math.abs(x));
    }
    double shifted = Math.fma(x, -LOG2_E, ROUNDING);
    double r = fusedRemainder(x, shifted);
    double p = fusedNumerator(r);
    double q = fusedDenominator(r);
    double below = q + p;
    double above = (q - p) * power(shifted);
    double sum = below + above;
    return below * above / (sum * sum);
  }

  /** x + n ln 2. */
  private static double fusedRemainder(double x, double shifted) {
    double n = shifted - ROUNDING;
    return Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, x));
  }

  /** r P(r²). */
  private static double fusedNumerator(double r) {
    double s = r * r;
    return Math.fma(Math.fma(s, P0, P1), r * s, r);
  }

  /** Q(r²). */
  private static double fusedDenominator(double r) {
    double s = r * r;
    return Math.fma(Math.fma(Math.fma(s, Q0, Q1), s, Q2), s, Q3);
  }

  /** (e^r − 1)/2 with r = x − n ln 2. */
  private static double half(double x, double shifted) {
    double r = remainder(x, shifted);
    double p = numerator(r);
    return p / (denominator(r) - p);
  }

  /** r. */
  private static double remainder(double x, double shifted) {
    double n = shifted - ROUNDING;
    return x - n * LN2_HIGH - n * LN2_LOW;
  }

  /** r P(r²). */
  private static double numerator(double r) {
    double s = r * r;
    return ((P0 * s + P1) * s + P2) * r;
  }

  /** Q(r²). */
  private static double denominator(double r) {
    double s = r * r;
    return ((Q0 * s + Q1) * s + Q2) * s + Q3;
  }

  /** 2^n. */
  private static double power(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
  }
}
