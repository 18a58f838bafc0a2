package org.lamarck.worker.variate;

import org.apache.commons.math3.special.Gamma;
import org.lamarck.strategies.random.RandomStream;

/** Draws from distributions by exact methods. */
public final class Variates {
  /** From here on rejection is faster than counting. */
  private static final double LARGE_MEAN = 10;

  private Variates() {}

  /** Exponential of rate 1. */
  public static double exponential(RandomStream random) {
    return -Math.log(1 - random.nextDouble()); // of (0, 1]
  }

  /**
   * A place by the share of its weight: where the sum of weights from the left exceeds a uniform
   * share of their total, or the last one above 0 if rounding has it nowhere.
   *
   * @param weights none below 0
   * @return −1 when all are 0
   */
  public static int categorical(RandomStream random, double[] weights, double total) {
    double rest = random.nextDouble() * total;
    int last = -1;
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] > 0) {
        last = j;
        rest -= weights[j];
        if (rest < 0) {
          return j;
        }
      }
    }
    return last;
  }

  /** Gamma of a shape, scale 1: Marsaglia and Tsang (2000). */
  public static double gamma(RandomStream random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      if (root > 0) {
        double v = root * root * root;
        if (Math.log(1 - random.nextDouble()) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
          return d * v;
        }
      }
    }
  }

  /** Poisson: counts exponentials below a mean of 10, PTRS of Hörmann (1993) above. */
  public static double poisson(RandomStream random, double mean) {
    if (!(mean > 0)) {
      return 0;
    }
    if (mean < LARGE_MEAN) {
      double limit = Math.exp(-mean);
      int count = 0;
      for (double product = 1 - random.nextDouble(); product > limit; count++) {
        product *= 1 - random.nextDouble();
      }
      return count;
    }
    double root = Math.sqrt(mean);
    double b = 0.931 + 2.53 * root;
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double vr = 0.9277 - 3.6224 / (b - 2);
    double logMean = Math.log(mean);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = 1 - random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) {
        return k;
      }
      if (k < 0 || (us < 0.013 && v > us)) {
        continue;
      }
      double left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
      if (left <= -mean + k * logMean - Gamma.logGamma(k + 1)) {
        return k;
      }
    }
  }

  /** Binomial: waits for successes when they are few, BTRS of Hörmann (1993) when many. */
  public static double binomial(RandomStream random, double trials, double probability) {
    if (!(trials > 0) || !(probability > 0)) {
      return 0;
    }
    if (probability > 0.5) {
      return trials - binomial(random, trials, 1 - probability);
    }
    return trials * probability < LARGE_MEAN
        ? fewSuccesses(random, trials, probability)
        : manySuccesses(random, trials, probability);
  }

  /** The trials between successes are geometric. */
  private static double fewSuccesses(RandomStream random, double trials, double probability) {
    double logFailure = Math.log1p(-probability);
    double passed = 0;
    int successes = -1;
    while (passed <= trials) {
      passed += Math.floor(Math.log(1 - random.nextDouble()) / logFailure) + 1;
      successes++;
    }
    return successes;
  }

  private static double manySuccesses(RandomStream random, double n, double p) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double vr = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * spread;
    double logOdds = Math.log(p / (1 - p));
    double mode = Math.floor((n + 1) * p);
    double h = Gamma.logGamma(mode + 1) + Gamma.logGamma(n - mode + 1);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = 1 - random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + c);
      if (us >= 0.07 && v <= vr) {
        return k;
      }
      if (k < 0 || k > n) {
        continue;
      }
      double left = Math.log(v * alpha / (a / (us * us) + b));
      double right = h - Gamma.logGamma(k + 1) - Gamma.logGamma(n - k + 1) + (k - mode) * logOdds;
      if (left <= right) {
        return k;
      }
    }
  }
}
