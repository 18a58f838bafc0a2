package org.lamarck.worker.stochastic.gradient;

/**
 * When a reaction counts as having happened: a smooth step of width w about the time of the
 * observation. A hard one has no derivative by the times of reactions, and what is missing then is
 * a third of the whole (in births and deaths).
 */
final class SoftObservation {
  /** Of the width, how far from the time the step is 0 or 1 to the last digit that matters. */
  static final double REACH = 20;

  private SoftObservation() {}

  /** σ((T − t)/w); 0 or 1 out of reach. */
  static double step(double time, double t, double width) {
    double off = (t - time) / width;
    return off > REACH ? 0 : off < -REACH ? 1 : 1 / (1 + Math.exp(off));
  }

  /** The derivative by t of a step of this value. */
  static double slope(double step, double width) {
    return -step * (1 - step) / width;
  }

  /** The width: a hundredth of the time between observations. */
  static double width(double[] times) {
    double gap = Double.POSITIVE_INFINITY;
    double before = 0;
    for (double time : times) {
      if (time > before) {
        gap = Math.min(gap, time - before);
      }
      before = time;
    }
    return 0.025 * gap;
  }
}
