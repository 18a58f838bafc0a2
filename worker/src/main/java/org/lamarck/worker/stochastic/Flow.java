package org.lamarck.worker.stochastic;

import org.lamarck.worker.model.Kernel;

/**
 * From jump to jump: what rules change, the probability that no reaction has happened yet where
 * propensities change too (its logarithm is one more state), and the first time at which a
 * comparison in an event's condition changes. Where rates are constant all of this is exact;
 * elsewhere steps are those of Dormand and Prince (1980), order 5 with error control, and what is
 * sought within a step is found on steps of that length, not on an interpolant.
 */
final class Flow {
  private static final double RTOL = 1e-9;
  private static final double ATOL = 1e-12;

  /** Places within a step at which comparisons are looked at that do not go straight. */
  private static final int PROBES = 8;

  private static final int MOST_STEPS = 10_000_000;

  // spotless:off
  private static final double[][] A = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0},
  };
  private static final double[] C = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};
  private static final double[] ERROR = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };
  // spotless:on

  private final JumpPlan plan;
  private final int[] moving;
  private final Kernel rates;
  private final Kernel comparisons;
  private final Propensities propensities;
  private final boolean isHazardous;
  private final boolean isStraight;
  private final double[] before; // comparisons at the start of a segment
  private final double[] now;
  private final double[] trial; // states within a step
  private final double[][] k; // slopes of moving states and, at the end, of the hazard
  private final double[] start;
  private final double[] end;
  private double step = Double.POSITIVE_INFINITY;
  private double hazard;
  private double placed = Double.NaN; // the time within the step that the states are of

  /** Why a segment ended. */
  enum Reason {
    STOP,
    COMPARISON,
    REACTION
  }

  Flow(JumpPlan plan) {
    this.plan = plan;
    moving = plan.flow().moving();
    rates = plan.flow().rates().newKernel();
    comparisons = plan.events().comparisons().newKernel();
    propensities = new Propensities(plan.reactions());
    isHazardous = plan.reactions().moves();
    isStraight = plan.flow().isStraight() && !isHazardous;
    before = new double[plan.events().comparisonCount()];
    now = new double[before.length];
    trial = new double[plan.states().size()];
    k = new double[7][moving.length + 1];
    start = new double[moving.length + 1];
    end = new double[moving.length + 1];
  }

  /** A run begins. */
  void start() {
    step = Double.POSITIVE_INFINITY;
    hazard = 0;
  }

  /** A reaction has happened: the hazard is counted from here. */
  void happened() {
    hazard = 0;
  }

  /** The first time after {@link #advance} at which something is to be done. */
  double reached;

  /**
   * Moves the states on.
   *
   * @param stop at the latest
   * @param budget the hazard at which the next reaction happens, where propensities move
   */
  Reason advance(double t, double stop, double[] y, double[] p, double budget) throws JumpFailure {
    comparisons.evaluate(t, y, p, before);
    double at = t;
    for (int steps = 0; at < stop; steps++) {
      if (steps > MOST_STEPS) {
        throw new JumpFailure(at, "the rules need more than " + MOST_STEPS + " steps");
      }
      load(y);
      System.arraycopy(y, 0, trial, 0, y.length);
      double to = attempt(at, stop, p);
      placed = Double.NaN;
      double changed = firstChange(at, to, p);
      boolean isChange = changed <= to;
      double until = isChange ? changed : to;
      boolean isReaction = false;
      if (isHazardous && hazardAt(at, until, p) >= budget) {
        until = crossing(at, until, budget, p);
        isReaction = true;
        isChange = false;
      }
      place(at, until, p);
      store(y);
      at = until;
      if (isReaction || isChange) {
        reached = at;
        return isReaction ? Reason.REACTION : Reason.COMPARISON;
      }
    }
    reached = stop;
    return Reason.STOP;
  }

  private void load(double[] y) {
    for (int i = 0; i < moving.length; i++) {
      start[i] = y[moving[i]];
    }
    start[moving.length] = hazard;
  }

  private void store(double[] y) {
    for (int i = 0; i < moving.length; i++) {
      y[moving[i]] = end[i];
    }
    hazard = end[moving.length];
  }

  private void slope(double t, double[] p, double[] slopes) throws JumpFailure {
    rates.evaluate(t, trial, p, slopes);
    slopes[moving.length] = 0;
    if (isHazardous) {
      propensities.evaluate(t, trial, p);
      slopes[moving.length] = propensities.sum();
    }
  }

  /** The end of a step that is exact enough; at most {@code stop}. */
  private double attempt(double at, double stop, double[] p) throws JumpFailure {
    slope(at, p, k[0]);
    if (isStraight) {
      return stop;
    }
    double h = Math.min(step, stop - at);
    if (step == Double.POSITIVE_INFINITY) {
      h = Math.min(h, firstStep());
    }
    while (true) {
      double error = step(at, h, p);
      double factor = error > 0 ? 0.9 * Math.pow(error, -0.2) : 5;
      double wanted = h * Math.min(5, Math.max(0.2, Double.isNaN(factor) ? 0.2 : factor));
      if (error <= 1) {
        boolean isCut = h == stop - at;
        step = isCut ? Math.max(step == Double.POSITIVE_INFINITY ? 0 : step, wanted) : wanted;
        return isCut ? stop : at + h;
      }
      if (at + wanted == at) {
        throw new JumpFailure(at, "the rules change states too fast to be followed");
      }
      h = wanted;
    }
  }

  /** One in which the slopes change states by a hundredth. */
  private double firstStep() {
    double h = Double.POSITIVE_INFINITY;
    for (int i = 0; i < start.length; i++) {
      double slope = Math.abs(k[0][i]);
      if (slope > 0) {
        h = Math.min(h, 0.01 * Math.max(Math.abs(start[i]), 1e-3) / slope);
      }
    }
    return h;
  }

  /** A step into {@code end}, with its error: at most 1 is small enough. */
  private double step(double at, double h, double[] p) throws JumpFailure {
    for (int stage = 1; stage < 7; stage++) {
      combine(A[stage], stage, h);
      spread();
      slope(at + C[stage] * h, p, k[stage]);
    }
    double worst = 0;
    for (int i = 0; i < end.length; i++) {
      double error = 0;
      for (int stage = 0; stage < 7; stage++) {
        error += ERROR[stage] * k[stage][i];
      }
      double scale = ATOL + RTOL * Math.max(Math.abs(start[i]), Math.abs(end[i]));
      worst = Math.max(worst, Math.abs(h * error) / scale);
      if (Double.isNaN(error)) {
        return Double.NaN;
      }
    }
    return worst;
  }

  private void combine(double[] weights, int stages, double h) {
    for (int i = 0; i < end.length; i++) {
      double sum = 0;
      for (int s = 0; s < stages; s++) {
        sum += weights[s] * k[s][i];
      }
      end[i] = start[i] + h * sum;
    }
  }

  private void spread() {
    for (int i = 0; i < moving.length; i++) {
      trial[moving[i]] = end[i];
    }
  }

  /** The states at a time within the step: into {@code end} and {@code trial}. */
  private void place(double at, double time, double[] p) throws JumpFailure {
    if (time == placed) {
      return;
    }
    if (isStraight) {
      for (int i = 0; i < end.length; i++) {
        end[i] = start[i] + (time - at) * k[0][i];
      }
    } else {
      step(at, time - at, p);
    }
    spread();
    placed = time;
  }

  private double hazardAt(double at, double time, double[] p) throws JumpFailure {
    place(at, time, p);
    return end[moving.length];
  }

  private double crossing(double at, double until, double budget, double[] p) throws JumpFailure {
    double low = at;
    double high = until;
    for (int i = 0; i < 100; i++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (hazardAt(at, middle, p) >= budget) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The first time at which a comparison has another answer; infinite when that is not so. */
  private double firstChange(double at, double to, double[] p) throws JumpFailure {
    if (before.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    int probes = isStraight && plan.events().isStraight() ? 1 : PROBES;
    double low = at;
    for (int i = 1; i <= probes; i++) {
      double high = i == probes ? to : at + (to - at) * i / probes;
      if (isChanged(at, high, p)) {
        return bisect(at, low, high, p);
      }
      low = high;
    }
    return Double.POSITIVE_INFINITY;
  }

  private double bisect(double at, double from, double to, double[] p) throws JumpFailure {
    double low = from;
    double high = to;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return high;
      }
      if (isChanged(at, middle, p)) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }

  private boolean isChanged(double at, double time, double[] p) throws JumpFailure {
    place(at, time, p);
    comparisons.evaluate(time, trial, p, now);
    for (int i = 0; i < now.length; i++) {
      if (now[i] != before[i]) {
        return true;
      }
    }
    return false;
  }
}
