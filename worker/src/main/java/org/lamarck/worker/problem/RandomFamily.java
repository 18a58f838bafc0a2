package org.lamarck.worker.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Gamma;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.variate.Variates;

/**
 * The distributions that formulas of SBML draw from (package distrib, Version 1, section 3.2): by
 * name and with the parameters that it has. Most may have two more, bounds that belong to what is
 * drawn.
 */
public enum RandomFamily {
  NORMAL(2),
  UNIFORM(2),
  BERNOULLI(1),
  BINOMIAL(2),
  CAUCHY(2),
  CHISQUARE(1),
  /** Its parameter is a rate. */
  EXPONENTIAL(1),
  /** Shape and scale. */
  GAMMA(2),
  LAPLACE(2),
  /** Mean and standard deviation of the logarithm. */
  LOGNORMAL(2),
  POISSON(1),
  RAYLEIGH(1);

  /** So many draws outside of bounds in a row, and the distribution is gone through instead. */
  private static final int MOST_REJECTIONS = 200;

  private final int parameters;

  RandomFamily(int parameters) {
    this.parameters = parameters;
  }

  /** The family of the last part of a csymbol's definition. */
  public static Optional<RandomFamily> of(String name) {
    return Arrays.stream(values())
        .filter(family -> family.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** Whether so many arguments can be given; location may be left out where it can be 0. */
  public boolean accepts(int arguments) {
    boolean isBounded = this == UNIFORM || this == BERNOULLI;
    return arguments == parameters
        || (!isBounded && arguments == parameters + 2)
        || (hasLocation() && arguments == 1);
  }

  private boolean hasLocation() {
    return this == CAUCHY || this == LAPLACE;
  }

  /**
   * A draw; NaN where the arguments are out of their range, or bounds leave nothing.
   *
   * @param arguments of the formula, as many as it accepts
   */
  public double draw(RandomStream random, double[] arguments) {
    boolean isCentred = hasLocation() && arguments.length == 1;
    double a = isCentred ? 0 : arguments[0];
    double b = isCentred ? arguments[0] : parameters > 1 ? arguments[1] : Double.NaN;
    if (!isSound(a, b)) {
      return Double.NaN;
    }
    if (arguments.length <= parameters) {
      return draw(random, a, b);
    }
    double lower = arguments[parameters];
    double upper = arguments[parameters + 1];
    if (!(lower <= upper)) {
      return Double.NaN;
    }
    for (int i = 0; i < MOST_REJECTIONS; i++) {
      double drawn = draw(random, a, b);
      if (drawn >= lower && drawn <= upper) {
        return drawn;
      }
    }
    return this == BINOMIAL || this == POISSON
        ? counted(random, a, b, Math.ceil(lower), Math.floor(upper))
        : between(random.nextDouble(), a, b, lower, upper);
  }

  private boolean isSound(double a, double b) {
    return switch (this) {
      case NORMAL, LAPLACE, CAUCHY, LOGNORMAL -> Double.isFinite(a) && b >= 0;
      case UNIFORM -> a <= b;
      case BERNOULLI -> a >= 0 && a <= 1;
      case BINOMIAL -> a >= 0 && a == Math.rint(a) && b >= 0 && b <= 1;
      case GAMMA -> a > 0 && b > 0;
      case CHISQUARE, EXPONENTIAL, RAYLEIGH -> a > 0;
      case POISSON -> a >= 0 && Double.isFinite(a);
    };
  }

  private double draw(RandomStream random, double a, double b) {
    return switch (this) {
      case NORMAL -> a + b * random.nextGaussian();
      case UNIFORM -> random.nextDouble(a, b);
      case BERNOULLI -> random.nextDouble() < a ? 1 : 0;
      case BINOMIAL -> Variates.binomial(random, a, b);
      case CAUCHY -> a + b * Math.tan(Math.PI * (random.nextDouble() - 0.5));
      case CHISQUARE -> 2 * Variates.gamma(random, a / 2);
      case EXPONENTIAL -> Variates.exponential(random) / a;
      case GAMMA -> b * Variates.gamma(random, a);
      case LAPLACE -> {
        double size = b * Variates.exponential(random);
        yield random.nextDouble() < 0.5 ? a - size : a + size;
      }
      case LOGNORMAL -> Math.exp(a + b * random.nextGaussian());
      case POISSON -> Variates.poisson(random, a);
      case RAYLEIGH -> a * Math.sqrt(2 * Variates.exponential(random));
    };
  }

  /** Where the share {@code u} of the mass between bounds lies below. */
  private double between(double u, double a, double b, double lower, double upper) {
    return switch (this) {
      case NORMAL -> UnivariateDistribution.NORMAL.between(u, lower, upper, a, b);
      case CAUCHY -> UnivariateDistribution.CAUCHY.between(u, lower, upper, a, b);
      case CHISQUARE -> UnivariateDistribution.GAMMA.between(u, lower, upper, a / 2, 2);
      case EXPONENTIAL -> UnivariateDistribution.EXPONENTIAL.between(u, lower, upper, 1 / a, 0);
      case GAMMA -> UnivariateDistribution.GAMMA.between(u, lower, upper, a, b);
      case LAPLACE -> UnivariateDistribution.LAPLACE.between(u, lower, upper, a, b);
      case LOGNORMAL ->
          Math.exp(
              UnivariateDistribution.NORMAL.between(
                  u, Math.log(Math.max(lower, 0)), Math.log(upper), a, b));
      case RAYLEIGH -> UnivariateDistribution.RAYLEIGH.between(u, lower, upper, a, 0);
      case UNIFORM, BERNOULLI, BINOMIAL, POISSON -> Double.NaN;
    };
  }

  /** One of the whole numbers between bounds, which are so far out that few of them count. */
  private double counted(RandomStream random, double a, double b, double from, double to) {
    double low = Math.max(from, 0);
    double high = this == BINOMIAL ? Math.min(to, a) : to;
    if (!(low <= high)) {
      return Double.NaN;
    }
    DoubleUnaryOperator logMass = k -> logMass(k, a, b);
    double mode = Math.min(Math.max(Math.floor(this == BINOMIAL ? (a + 1) * b : a), low), high);
    double top = logMass.applyAsDouble(mode);
    if (top == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    double total = 0;
    double chosen = mode;
    for (int side = -1; side <= 1; side += 2) {
      for (double k = side < 0 ? mode : mode + 1; k >= low && k <= high; k += side) {
        double mass = Math.exp(logMass.applyAsDouble(k) - top);
        if (mass < 1e-18) {
          break; // beyond it all together is less than one rounding
        }
        total += mass;
        if (random.nextDouble() * total < mass) {
          chosen = k; // each with its share, without knowing the sum before
        }
      }
    }
    return chosen;
  }

  private double logMass(double k, double a, double b) {
    if (this == POISSON) {
      return a == 0
          ? (k == 0 ? 0 : Double.NEGATIVE_INFINITY)
          : k * Math.log(a) - Gamma.logGamma(k + 1);
    }
    double successes = k == 0 ? 0 : k * Math.log(b);
    double failures = k == a ? 0 : (a - k) * Math.log1p(-b);
    return successes + failures - Gamma.logGamma(k + 1) - Gamma.logGamma(a - k + 1);
  }
}
