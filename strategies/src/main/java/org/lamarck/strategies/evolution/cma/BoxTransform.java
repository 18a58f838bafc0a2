package org.lamarck.strategies.evolution.cma;

/**
 * From the real line to [0, 1]: the identity except near the ends, where a parabola meets the bound
 * with slope zero, and mirrored beyond. A normal distribution on the line thus always has its
 * samples in the box, with no repair and no penalty: the objective on the line is continuous, its
 * ranking is the objective's own, an optimum on a bound is an ordinary smooth minimum at {@code
 * −MARGIN} or {@code 1 + MARGIN}, and the scale of a coordinate plays no part. (Penalties compare
 * values of different points and so need a scale of the objective, which failures do not have.)
 */
final class BoxTransform {
  /** Half the width of the parabola, in units of the box. */
  static final double MARGIN = 0.05;

  private static final double LOW = -MARGIN;
  private static final double HIGH = 1 + MARGIN;
  private static final double PERIOD = 2 * (HIGH - LOW);

  private BoxTransform() {}

  /** The point of [0, 1] that stands for {@code t}. */
  static double toBox(double t) {
    double s = t;
    if (s < LOW || s > HIGH) {
      s = (s - LOW) % PERIOD;
      s = s < 0 ? s + PERIOD : s;
      s = LOW + Math.min(s, PERIOD - s);
    }
    if (s < MARGIN) {
      double d = s - LOW;
      return Math.min(1, Math.max(0, d * d / (4 * MARGIN)));
    }
    if (s > 1 - MARGIN) {
      double d = HIGH - s;
      return Math.max(0, Math.min(1, 1 - d * d / (4 * MARGIN)));
    }
    return s;
  }

  /** The point of [−MARGIN, 1 + MARGIN] that {@code u} of [0, 1] stands for. */
  static double fromBox(double u) {
    if (u < MARGIN) {
      return LOW + 2 * Math.sqrt(MARGIN * Math.max(0, u));
    }
    if (u > 1 - MARGIN) {
      return HIGH - 2 * Math.sqrt(MARGIN * Math.max(0, 1 - u));
    }
    return u;
  }

  /** Of all points of the line that stand for {@code u} the one nearest to {@code t}. */
  static double fromBoxNear(double u, double t) {
    double s = fromBox(u);
    double mirrored = 2 * LOW - s;
    double first = s + PERIOD * Math.rint((t - s) / PERIOD);
    double second = mirrored + PERIOD * Math.rint((t - mirrored) / PERIOD);
    return Math.abs(first - t) <= Math.abs(second - t) ? first : second;
  }
}
