package org.lamarck.worker.noise;

/** Intervals of a standard Laplace variable z, whose ρ′ is its sign. */
final class LaplaceInterval {
  private LaplaceInterval() {}

  /** Of a &lt; z &lt; b, either of which may be infinite. */
  static void between(double a, double b, IntervalProbability result) {
    if (b <= 0) {
      tail(-b, -a, result);
      result.mirror();
    } else if (a >= 0) {
      tail(a, b, result);
    } else {
      double below = -0.5 * Math.expm1(a); // of a < z < 0
      double above = -0.5 * Math.expm1(-b);
      double inside = below + above;
      double size = below + above + 0.5 * (times(a, Math.exp(a)) - times(b, Math.exp(-b)));
      result.set(-Math.log(inside), (above - below) / inside, size / inside);
      if (inside > 0.5) {
        result.set(-Math.log1p(-0.5 * (Math.exp(a) + Math.exp(-b))), result.slope(), size / inside);
      }
    }
  }

  /** Of 0 ≤ a &lt; z &lt; b: exponential. */
  private static void tail(double a, double b, IntervalProbability result) {
    double width = b - a;
    double missing = width == Double.POSITIVE_INFINITY ? 0 : width / Math.expm1(width);
    result.set(a - Math.log(-0.5 * Math.expm1(-width)), 1, 1 + a - missing);
  }

  /** 0 when the second factor is, whatever the first. */
  private static double times(double factor, double vanishing) {
    return vanishing == 0 ? 0 : factor * vanishing;
  }
}
