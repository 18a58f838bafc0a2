package org.lamarck.worker.problem;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * Distributions of one number with parameters {@code a} and {@code b}. Tails are computed as such,
 * never as what is missing to 1, so that a truncation far from the middle keeps its digits.
 */
enum UnivariateDistribution {
  /** Between {@code a} and {@code b}. */
  UNIFORM {
    @Override
    double logDensity(double x, double a, double b) {
      return x >= a && x <= b ? -Math.log(b - a) : Double.NEGATIVE_INFINITY;
    }

    @Override
    double slope(double x, double a, double b) {
      return 0;
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return 0;
    }

    @Override
    double cdf(double x, double a, double b) {
      return Math.min(Math.max((x - a) / (b - a), 0), 1);
    }

    @Override
    double survival(double x, double a, double b) {
      return Math.min(Math.max((b - x) / (b - a), 0), 1);
    }

    @Override
    double quantile(double p, double a, double b) {
      return a + p * (b - a);
    }

    @Override
    double survivalQuantile(double q, double a, double b) {
      return b - q * (b - a);
    }
  },

  /** Mean {@code a}, standard deviation {@code b}. */
  NORMAL {
    @Override
    double logDensity(double x, double a, double b) {
      double z = (x - a) / b;
      return -0.5 * z * z - Math.log(b) - 0.5 * Math.log(2 * Math.PI);
    }

    @Override
    double slope(double x, double a, double b) {
      return -(x - a) / (b * b);
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return -1 / (b * b);
    }

    @Override
    double cdf(double x, double a, double b) {
      return 0.5 * Erf.erfc(-(x - a) / (b * Math.sqrt(2)));
    }

    @Override
    double quantile(double p, double a, double b) {
      // ln Φ is concave, and Φ(−√(−2 ln p)) < p/2
      double z =
          root(
              y -> Math.log(cdf(y, 0, 1)) - Math.log(p),
              y -> Math.exp(logDensity(y, 0, 1)) / cdf(y, 0, 1),
              -Math.sqrt(-2 * Math.log(p)),
              0);
      return a + b * z;
    }
  },

  /** Location {@code a}, scale {@code b}. */
  LAPLACE {
    @Override
    double logDensity(double x, double a, double b) {
      return -Math.abs(x - a) / b - Math.log(2 * b);
    }

    @Override
    double slope(double x, double a, double b) {
      return -Math.signum(x - a) / b;
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return 0;
    }

    @Override
    double cdf(double x, double a, double b) {
      double z = (x - a) / b;
      return z < 0 ? 0.5 * Math.exp(z) : 1 - 0.5 * Math.exp(-z);
    }

    @Override
    double quantile(double p, double a, double b) {
      return a + b * Math.log(2 * p);
    }
  },

  /** Location {@code a}, scale {@code b}. */
  CAUCHY {
    @Override
    double logDensity(double x, double a, double b) {
      double z = (x - a) / b;
      return -Math.log(Math.PI * b) - Math.log1p(z * z);
    }

    @Override
    double slope(double x, double a, double b) {
      double z = (x - a) / b;
      return -2 * z / (b * (1 + z * z));
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      double z = (x - a) / b;
      double s = b * (1 + z * z);
      return -2 * (1 - z * z) / (s * s);
    }

    @Override
    double cdf(double x, double a, double b) {
      return Math.atan2(1, -(x - a) / b) / Math.PI;
    }

    @Override
    double quantile(double p, double a, double b) {
      return a - b / Math.tan(Math.PI * p);
    }
  },

  /** Scale {@code a}; {@code b} has no meaning. */
  EXPONENTIAL {
    @Override
    double logDensity(double x, double a, double b) {
      return x >= 0 ? -x / a - Math.log(a) : Double.NEGATIVE_INFINITY;
    }

    @Override
    double slope(double x, double a, double b) {
      return -1 / a;
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return 0;
    }

    @Override
    double cdf(double x, double a, double b) {
      return x > 0 ? -Math.expm1(-x / a) : 0;
    }

    @Override
    double survival(double x, double a, double b) {
      return x > 0 ? Math.exp(-x / a) : 1;
    }

    @Override
    double quantile(double p, double a, double b) {
      return -a * Math.log1p(-p);
    }

    @Override
    double survivalQuantile(double q, double a, double b) {
      return -a * Math.log(q);
    }
  },

  /** Shape {@code a}, scale {@code b}. A density that is infinite at 0 counts as none there. */
  GAMMA {
    @Override
    double logDensity(double x, double a, double b) {
      if (!(x > 0)) {
        return x == 0 && a == 1 ? -Math.log(b) : Double.NEGATIVE_INFINITY;
      }
      return (a - 1) * Math.log(x / b) - x / b - Math.log(b) - Gamma.logGamma(a);
    }

    @Override
    double slope(double x, double a, double b) {
      return (a == 1 ? 0 : (a - 1) / x) - 1 / b;
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return a == 1 ? 0 : -(a - 1) / (x * x);
    }

    @Override
    double cdf(double x, double a, double b) {
      if (Double.isInfinite(x)) {
        return x > 0 ? 1 : 0;
      }
      return x > 0 ? Gamma.regularizedGammaP(a, x / b) : 0;
    }

    @Override
    double survival(double x, double a, double b) {
      if (Double.isInfinite(x)) {
        return x > 0 ? 0 : 1;
      }
      return x > 0 ? Gamma.regularizedGammaQ(a, x / b) : 1;
    }

    @Override
    double quantile(double p, double a, double b) {
      return b * Math.exp(logarithm(y -> cdf(y, a, 1), 1, p, a));
    }

    @Override
    double survivalQuantile(double q, double a, double b) {
      return b * Math.exp(logarithm(y -> survival(y, a, 1), -1, q, a));
    }

    /** ln x where a tail, increasing for sign 1 and decreasing for −1, has the value p. */
    private double logarithm(DoubleUnaryOperator tail, int sign, double p, double a) {
      DoubleUnaryOperator off =
          y -> sign * (Math.log(tail.applyAsDouble(Math.exp(y))) - Math.log(p));
      double low = Math.log(a);
      double high = low;
      for (double step = 1; !(off.applyAsDouble(low) <= 0) && low > -1e4; step *= 2) {
        low -= step;
      }
      for (double step = 1; !(off.applyAsDouble(high) >= 0) && high < 700; step *= 2) {
        high += step;
      }
      return root(
          off,
          y -> Math.exp(logDensity(Math.exp(y), a, 1) + y) / tail.applyAsDouble(Math.exp(y)),
          low,
          high);
    }
  },

  /** Scale {@code a}; {@code b} has no meaning. */
  RAYLEIGH {
    @Override
    double logDensity(double x, double a, double b) {
      double z = x / a;
      return x > 0 ? Math.log(z / a) - 0.5 * z * z : Double.NEGATIVE_INFINITY;
    }

    @Override
    double slope(double x, double a, double b) {
      return 1 / x - x / (a * a);
    }

    @Override
    double secondDerivative(double x, double a, double b) {
      return -1 / (x * x) - 1 / (a * a);
    }

    @Override
    double cdf(double x, double a, double b) {
      return x > 0 ? -Math.expm1(-0.5 * (x / a) * (x / a)) : 0;
    }

    @Override
    double survival(double x, double a, double b) {
      return x > 0 ? Math.exp(-0.5 * (x / a) * (x / a)) : 1;
    }

    @Override
    double quantile(double p, double a, double b) {
      return a * Math.sqrt(-2 * Math.log1p(-p));
    }

    @Override
    double survivalQuantile(double q, double a, double b) {
      return a * Math.sqrt(-2 * Math.log(q));
    }
  };

  /** ln of the density; −∞ outside the support. */
  abstract double logDensity(double x, double a, double b);

  /** The first derivative of {@link #logDensity} within the support. */
  abstract double slope(double x, double a, double b);

  /** The second derivative of {@link #logDensity} within the support. */
  abstract double secondDerivative(double x, double a, double b);

  /** The mass below {@code x}. */
  abstract double cdf(double x, double a, double b);

  /** The mass above {@code x}; here for distributions that are symmetric about {@code a}. */
  double survival(double x, double a, double b) {
    return cdf(2 * a - x, a, b);
  }

  /** Where the mass below is {@code p} ≤ ½. */
  abstract double quantile(double p, double a, double b);

  /** Where the mass above is {@code q} ≤ ½; here for distributions symmetric about {@code a}. */
  double survivalQuantile(double q, double a, double b) {
    return 2 * a - quantile(q, a, b);
  }

  /** The mass between two values. */
  double mass(double lower, double upper, double a, double b) {
    return cdf(lower, a, b) > 0.5
        ? survival(lower, a, b) - survival(upper, a, b)
        : cdf(upper, a, b) - cdf(lower, a, b);
  }

  /** Where the share {@code u} of the mass between two values lies below. */
  double between(double u, double lower, double upper, double a, double b) {
    double p = cdf(lower, a, b) + u * mass(lower, upper, a, b);
    if (p <= 0.5) {
      return quantile(p, a, b);
    }
    return survivalQuantile(survival(upper, a, b) + (1 - u) * mass(lower, upper, a, b), a, b);
  }

  /**
   * Where an increasing function is 0: Newton's steps, and halves of the bracket where those leave
   * it.
   */
  private static double root(
      DoubleUnaryOperator function, DoubleUnaryOperator slope, double low, double high) {
    double x = low;
    for (int i = 0; i < 200 && high - low > 4e-16 * Math.max(Math.abs(low), 1e-300); i++) {
      double value = function.applyAsDouble(x);
      if (value <= 0) {
        low = x;
      } else {
        high = x;
      }
      double next = x - value / slope.applyAsDouble(x);
      if (Math.abs(next - x) <= 4e-16 * Math.abs(x)) {
        return next;
      }
      x = next > low && next < high ? next : low + (high - low) / 2;
    }
    return x;
  }
}
