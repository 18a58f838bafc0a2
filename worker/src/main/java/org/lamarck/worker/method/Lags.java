package org.lamarck.worker.method;

import java.util.List;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;

/**
 * What the lags of a system need at each evaluation: derivatives of states at earlier times, by the
 * dense output of the steps made so far.
 *
 * <p>Where an instant has made x or x′ jump at a time τ, those of w jump at τ + d; a step ends
 * there (see {@code EventExecution}). Which side is meant follows from where the step began.
 */
public final class Lags {
  /** Times that differ by less, relative to their size, are the same. */
  private static final double RESOLUTION = 1e-12;

  private final List<LagShape> shapes;
  private final int states;
  private StepHistory history;
  private final double[] partials;
  private double start; // of the integration
  private double[] startState = {};
  private double stepStart;
  private double[] slopeAtStart = {}; // dy/dt where the step began

  Lags(OdeSystem system) {
    shapes = system.lags();
    states = system.structure().states();
    history = new StepHistory(shapes.isEmpty() ? 0 : states);
    partials = new double[shapes.isEmpty() ? 0 : states + system.structure().constants()];
  }

  public boolean areNone() {
    return shapes.isEmpty();
  }

  public List<LagShape> shapes() {
    return shapes;
  }

  /** Goes once more over the steps of an integration that began at a time. */
  public void use(StepHistory steps, double time) {
    history = steps;
    start = time;
    slopeAtStart = new double[states];
  }

  /** An integration begins. */
  public void begin(Point at) {
    history.clear();
    start = at.time();
    startState = at.state().clone();
    stepStart = start;
    slopeAtStart = new double[states];
  }

  /** The step that is made next begins at a time. */
  public void beginAt(double time) {
    stepStart = time;
  }

  void linearised(double[] slope) {
    slopeAtStart = slope;
  }

  /**
   * The step is accepted. Lags whose delay is not fixed are exact at its end: what they are
   * integrated by takes the delay's rate from the start of the step.
   *
   * @param at the end of the step
   */
  public void accept(Step step, Point at) {
    if (shapes.isEmpty()) {
      return;
    }
    history.add(step, at.time());
    settle(at);
  }

  /**
   * Gives lags whose delay is not fixed their values.
   *
   * @return whether one has changed
   */
  public boolean settle(Point at) {
    boolean changed = false;
    double[] y = at.state();
    for (LagShape lag : shapes) {
      double time = at.time() - lag.delay().value(at);
      if (!lag.isFixed() && history.size() > 0) {
        double before = y[lag.state()];
        y[lag.state()] = value(lag, time, at);
        changed |= before != y[lag.state()];
      }
    }
    return changed;
  }

  private double value(LagShape lag, double time, Point at) {
    double[] y = at.state();
    if (time <= start) {
      return lag.slopeBefore() == null ? startState[lag.source()] : y[lag.state()];
    }
    return time >= at.time()
        ? y[lag.source()]
        : history.value(history.find(time, false), time, lag.source(), 0);
  }

  /** The longest step from a time for which all that is needed is known. */
  public double longestStep(Point at) {
    double longest = Double.POSITIVE_INFINITY;
    for (LagShape lag : shapes) {
      double delay = lag.delay().value(at);
      if (lag.isFixed() && delay > 0) {
        longest = Math.min(longest, delay);
      }
    }
    return longest;
  }

  /** Writes u and u′ of each lag at a time into p. */
  void prepare(Point at) {
    double t = at.time();
    double[] p = at.constants();
    for (LagShape lag : shapes) {
      double delay = lag.delay().value(at);
      double rest = lag.isFixed() ? 1 : 1 - delayRate(lag, at);
      p[lag.input()] = derivative(lag, t - delay, delay, 1, p) * rest;
      p[lag.input() + 1] = derivative(lag, t - delay, delay, 2, p) * rest * rest;
    }
  }

  /** dd/dt, with the rates of the states at the start of the step. */
  private double delayRate(LagShape lag, Point at) {
    double rate = lag.delay().gradient(at, partials);
    int[] arguments = lag.delay().arguments();
    for (int e = 0; e < arguments.length; e++) {
      if (arguments[e] < states) {
        rate += partials[e] * slopeAtStart[arguments[e]];
      }
    }
    return rate;
  }

  /**
   * A derivative of the source at an earlier time.
   *
   * @param order 1 or 2
   */
  private double derivative(LagShape lag, double time, double delay, int order, double[] p) {
    if (isBefore(time, delay)) {
      PointFunction before = order == 1 ? lag.slopeBefore() : lag.curvatureBefore();
      return before == null ? 0 : before.value(time, slopeAtStart, p);
    }
    if (history.size() == 0 || time > history.end(history.size() - 1) + resolution(time)) {
      return order == 1 ? slopeAtStart[lag.source()] : 0; // a delay that vanishes
    }
    return history.value(step(history, time, delay), time, lag.source(), order);
  }

  /** Whether a time is before the start, for a step that began where it did. */
  public boolean isBefore(double time, double delay) {
    return stepStart - delay < start - resolution(start) && time <= start + resolution(start);
  }

  /** The step in which an earlier time lies. */
  public int step(StepHistory of, double time, double delay) {
    int k = of.find(time, false);
    boolean isAtStart = time - of.start(k) <= resolution(time);
    if (isAtStart && k > 0 && stepStart - delay < of.start(k) - resolution(time)) {
      return k - 1; // the step began before, and comes to the end of what was before
    }
    boolean isAtEnd = of.end(k) - time <= resolution(time);
    if (isAtEnd && k + 1 < of.size() && stepStart - delay >= of.end(k) - resolution(time)) {
      return k + 1;
    }
    return k;
  }

  private static double resolution(double time) {
    return RESOLUTION * Math.max(1, Math.abs(time));
  }
}
