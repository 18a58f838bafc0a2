package org.lamarck.worker.expression;

import java.math.BigInteger;
import org.apache.commons.math3.special.Erf;

/**
 * The operators of a formula as functions of numbers, for those that {@link Math} does not have
 * under the same name and meaning. The {@link Evaluator} and compiled models call these same
 * methods, so both give the same bits. Truth is 1 and 0; any number other than 0, NaN too, counts
 * as true (SBML L3V2 section 3.4.9).
 */
public final class Functions {
  /** ln 2, the divisor of {@link #log2}. */
  public static final double LN_2 = Math.log(2);

  /** ln 10. */
  public static final double LN_10 = Math.log(10);

  /** From here on tanh by the exponential function loses no digits. */
  private static final double TANH_FAR = 0.625;

  private static final double TANH_P0 = -0.9643991794250523;
  private static final double TANH_P1 = -99.28772310019185;
  private static final double TANH_P2 = -1614.6876844170845;
  private static final double TANH_Q1 = 112.81167849163293;
  private static final double TANH_Q2 = 2235.4883906010045;
  private static final double TANH_Q3 = 4844.063053251255;

  /** Above this x² + 1 and x² − 1 round to x². */
  private static final double SQUARE_ABSORBS_ONE = 0x1p28;

  /** Below this 1 − x² rounds to 1. */
  private static final double SQUARE_IS_LOST = 0x1p-27;

  private static final double[] FACTORIALS = factorials();

  private Functions() {}

  /**
   * x to the power y. Some exponents have a rule of their own, which code that knows the exponent
   * may write out: 2 is x·x, 3 is x·x·x from left to right, ½ is the square root, −1 is 1/x; every
   * other is {@link Math#pow}.
   */
  public static double power(double x, double y) {
    if (y == 2) {
      return x * x;
    }
    if (y == 3) {
      return x * x * x;
    }
    if (y == 0.5) {
      return Math.sqrt(x);
    }
    if (y == -1) {
      return 1 / x;
    }
    return Math.pow(x, y);
  }

  /** a/b without its fraction: rounded towards zero. */
  public static double quotient(double a, double b) {
    double ratio = a / b;
    return ratio < 0 ? Math.ceil(ratio) : Math.floor(ratio);
  }

  /** What the truncating division of a by b leaves, exactly; it has the sign of a. */
  public static double remainder(double a, double b) {
    return a % b;
  }

  /** n! correctly rounded, infinity above 170; NaN for what is not a natural number. */
  public static double factorial(double n) {
    if (!(n >= 0) || n != Math.rint(n)) {
      return Double.NaN;
    }
    return n < FACTORIALS.length ? FACTORIALS[(int) n] : Double.POSITIVE_INFINITY;
  }

  private static double[] factorials() {
    double[] table = new double[171]; // 171! is above Double.MAX_VALUE
    BigInteger product = BigInteger.ONE;
    table[0] = 1;
    for (int n = 1; n < table.length; n++) {
      product = product.multiply(BigInteger.valueOf(n));
      table[n] = product.doubleValue();
    }
    return table;
  }

  /** ln x / ln 2. */
  public static double log2(double x) {
    return Math.log(x) / LN_2;
  }

  /** The error function 2/√π ∫₀ˣ exp(−t²) dt. */
  public static double erf(double x) {
    return Math.abs(x) < SQUARE_IS_LOST ? 2 / Math.sqrt(Math.PI) * x : Erf.erf(x);
  }

  /** 1/cos x. */
  public static double sec(double x) {
    return 1 / Math.cos(x);
  }

  /** 1/sin x. */
  public static double csc(double x) {
    return 1 / Math.sin(x);
  }

  /** 1/tan x. */
  public static double cot(double x) {
    return 1 / Math.tan(x);
  }

  /** arccos(1/x). */
  public static double arcsec(double x) {
    return Math.acos(1 / x);
  }

  /** arcsin(1/x). */
  public static double arccsc(double x) {
    return Math.asin(1 / x);
  }

  /** arctan(1/x), so that the value lies in [−π/2, π/2] and jumps at 0. */
  public static double arccot(double x) {
    return Math.atan(1 / x);
  }

  /** 1/cosh x. */
  public static double sech(double x) {
    double e = Math.exp(-Math.abs(x));
    return 2 * e / (1 + e * e);
  }

  /** 1/sinh x. */
  public static double csch(double x) {
    return 1 / Math.sinh(x);
  }

  /** 1/tanh x. */
  public static double coth(double x) {
    return 1 / tanh(x);
  }

  /**
   * The hyperbolic tangent, to 2 units in the last place, in a fifth of the time of {@link
   * Math#tanh}: by the exponential function, and near 0 by the rational function of Moshier's
   * Cephes Mathematical Library (1992), {@code tanh.c}.
   */
  public static double tanh(double x) {
    double a = Math.abs(x);
    if (a >= TANH_FAR) {
      return Math.copySign(1 - 2 / (Math.exp(2 * a) + 1), x);
    }
    double s = x * x;
    double p = (TANH_P0 * s + TANH_P1) * s + TANH_P2;
    double q = ((s + TANH_Q1) * s + TANH_Q2) * s + TANH_Q3;
    return x * (1 + s * (p / q));
  }

  /** ln(x + √(x² + 1)), to full precision near 0 and without overflow. */
  public static double arcsinh(double x) {
    double a = Math.abs(x);
    double magnitude =
        a > SQUARE_ABSORBS_ONE
            ? Math.log(a) + LN_2
            : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(magnitude, x);
  }

  /** ln(x + √(x² − 1)), to full precision near 1 and without overflow; NaN below 1. */
  public static double arccosh(double x) {
    double t = x - 1;
    return x > SQUARE_ABSORBS_ONE ? Math.log(x) + LN_2 : Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  /** ½ ln((1 + x)/(1 − x)); ±∞ at ±1, NaN beyond. */
  public static double arctanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
  }

  /** arccosh(1/x). */
  public static double arcsech(double x) {
    return arccosh(1 / x);
  }

  /** arcsinh(1/x). */
  public static double arccsch(double x) {
    return arcsinh(1 / x);
  }

  /** arctanh(1/x). */
  public static double arccoth(double x) {
    return arctanh(1 / x);
  }

  /** Whether the number counts as true. */
  public static boolean isTrue(double x) {
    return x != 0;
  }

  /** The number of a truth value. */
  public static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  /** Whether a &lt; b, as a number. */
  public static double less(double a, double b) {
    return truth(a < b);
  }

  /** Whether a ≤ b, as a number. */
  public static double lessEqual(double a, double b) {
    return truth(a <= b);
  }

  /** Whether a &gt; b, as a number. */
  public static double greater(double a, double b) {
    return truth(a > b);
  }

  /** Whether a ≥ b, as a number. */
  public static double greaterEqual(double a, double b) {
    return truth(a >= b);
  }

  /** Whether a = b, as a number. */
  public static double equal(double a, double b) {
    return truth(a == b);
  }

  /** Whether a ≠ b, as a number. */
  public static double notEqual(double a, double b) {
    return truth(a != b);
  }

  /** Whether both are true, as a number. */
  public static double and(double a, double b) {
    return truth(isTrue(a) && isTrue(b));
  }

  /** Whether one of them is true, as a number. */
  public static double or(double a, double b) {
    return truth(isTrue(a) || isTrue(b));
  }

  /** Whether exactly one of them is true, as a number. */
  public static double xor(double a, double b) {
    return truth(isTrue(a) != isTrue(b));
  }

  /** Whether the number is not true, as a number. */
  public static double not(double a) {
    return truth(!isTrue(a));
  }

  /** value₁, condition₁, value₂, condition₂, …, otherwise: the first value that is to be taken. */
  static double piecewise(double... x) {
    for (int i = 1; i < x.length; i += 2) {
      if (isTrue(x[i])) {
        return x[i - 1];
      }
    }
    return x[x.length - 1];
  }
}
