package org.lamarck.worker.noise;

/**
 * Intervals of a standard normal variable z. Tails are computed as such, never as what is missing
 * to 1, and narrow intervals by the density within: so −ln P and the moments keep their digits
 * wherever the interval is.
 */
final class NormalInterval {
  private static final double ROOT_2 = Math.sqrt(2);
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /** Gauss and Legendre on (−1, 1), 8 nodes, those above 0; exact to the last digit below. */
  private static final double[] NODES = {
    0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363,
  };

  private static final double[] WEIGHTS = {
    0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626,
  };

  private NormalInterval() {}

  /** Of a &lt; z &lt; b, either of which may be infinite. */
  static void between(double a, double b, IntervalProbability result) {
    if (a + b < 0 || (a == Double.NEGATIVE_INFINITY && b != Double.POSITIVE_INFINITY)) {
      upper(-b, -a, result);
      result.mirror();
    } else {
      upper(a, b, result);
    }
  }

  /** The middle is not below 0, or b alone is infinite. */
  private static void upper(double a, double b, IntervalProbability result) {
    double middle = 0.5 * (a + b);
    double width = b - a;
    if (width * (1 + middle) <= 1) {
      narrow(middle, width, result);
      return;
    }
    double minusLog;
    double atA; // density by probability
    double atB;
    if (a >= 0) {
      double drop = 0.5 * width * (a + b); // of the exponents
      double rest = Math.exp(-drop);
      double tail =
          ComplementaryError.scaled(a / ROOT_2)
              - (rest > 0 ? rest * ComplementaryError.scaled(b / ROOT_2) : 0);
      minusLog = 0.5 * a * a - Math.log(0.5 * tail);
      atA = DENSITY_AT_0 / (0.5 * tail);
      atB = rest * atA;
    } else {
      double outside =
          0.5 * (ComplementaryError.of(-a / ROOT_2) + ComplementaryError.of(b / ROOT_2));
      minusLog = -Math.log1p(-outside);
      atA = DENSITY_AT_0 * Math.exp(-0.5 * a * a) / (1 - outside);
      atB = DENSITY_AT_0 * Math.exp(-0.5 * b * b) / (1 - outside);
    }
    double left = atA == 0 ? 0 : a; // an infinite bound has no part in it
    double right = atB == 0 ? 0 : b;
    double first = atA - atB;
    double second = 1 + left * atA - right * atB;
    double third = 2 * first + left * left * atA - right * right * atB;
    double fourth = 3 * second + left * left * left * atA - right * right * right * atB;
    result.set(minusLog, first, second);
    information(second - first * first, third - first * second, fourth - second * second, result);
  }

  /** By z = middle + t, over whose short range the density is smooth. */
  private static void narrow(double middle, double width, IntervalProbability result) {
    double mass = 0;
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = 0; i < 2 * NODES.length; i++) {
      int node = i >> 1;
      double t = 0.5 * width * ((i & 1) == 0 ? NODES[node] : -NODES[node]);
      double weight = WEIGHTS[node] * Math.exp(-t * (middle + 0.5 * t));
      mass += weight;
      first += weight * t;
      second += weight * t * t;
      third += weight * t * t * t;
      fourth += weight * t * t * t * t;
    }
    first /= mass;
    second /= mass;
    third /= mass;
    fourth /= mass;
    double variance = second - first * first;
    double covariance = third - first * second; // of t and t²
    double ofSquare = fourth - second * second;
    result.set(
        0.5 * middle * middle - Math.log(0.5 * width * mass * DENSITY_AT_0),
        middle + first,
        middle * middle + 2 * middle * first + second);
    information(
        variance,
        2 * middle * variance + covariance,
        4 * middle * middle * variance + 4 * middle * covariance + ofSquare,
        result);
  }

  /**
   * With the variance of z, its covariance with z², and the variance of z²: 1 − var z, E z − cov, E
   * z² + 1 − var z².
   */
  private static void information(
      double variance, double covariance, double ofSquare, IntervalProbability result) {
    result.setInformation(
        Math.min(Math.max(1 - variance, 0), 1),
        result.slope() - covariance,
        Math.max(result.slopeTimesResidual() + 1 - ofSquare, 0));
  }
}
