package org.lamarck.worker.integrate;

import org.lamarck.worker.event.Samples;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Point;

/**
 * The output times of an integration: which is next, and how the states there are written. Those
 * that are many steps apart end a step; where they are closer they are interpolated.
 */
final class OutputPlacer implements Samples {
  /** An output time ends a step when the next one is this many steps away; it costs one step. */
  private static final double LONELY = 8;

  /** Outputs that are from this part of a step to a whole one apart end steps. */
  private static final double NEARBY = 0.6;

  private final Point at; // where the integration stands
  private double[] times = {};
  private double[] out = {};
  private SecondaryEquations secondary = SecondaryEquations.NONE;
  private int next;

  /** Outputs of the states where the integration stands. */
  OutputPlacer(Point at) {
    this.at = at;
  }

  /** An integration begins. */
  void begin(TimeGrid grid, double[] receives, SecondaryEquations carried) {
    times = grid.times();
    out = receives;
    secondary = carried;
    next = 0;
  }

  /** The next output time, by its place. */
  int next() {
    return next;
  }

  boolean areDone() {
    return next == times.length;
  }

  /** Whether an output lies before a time. */
  boolean areBefore(double end) {
    return times[next] < end;
  }

  @Override
  public boolean areHere() {
    return next < times.length && times[next] <= at.time();
  }

  @Override
  public void take() {
    int from = next;
    double[] y = at.state();
    while (areHere()) {
      System.arraycopy(y, 0, out, next * y.length, y.length);
      next++;
    }
    if (next > from) {
      secondary.arrive(from, next);
    }
  }

  /** Writes the outputs within a step that are before a time. */
  void interpolate(Step step, double end, double inside) {
    double now = at.time();
    double h = end - now;
    int states = at.state().length;
    while (next < times.length && times[next] < inside) {
      step.interpolate((times[next] - now) / h, out, next * states);
      next++;
    }
  }

  /**
   * Where a step is to end that may not go beyond a limit: there, or at an output time far from
   * others.
   */
  double target(double limit, double size) {
    double first = times[next];
    return first < limit && after(first) - first > LONELY * size ? first : limit;
  }

  /**
   * Where a step ends that would pass over one output alone: there, where the next output is not
   * much less than a step away, so that the next step can end there. The state at the end of a step
   * is more exact than one within, by a factor of ten for Tsit5 along an oscillation.
   */
  double nearby(double end) {
    if (next + 1 >= times.length) {
      return end;
    }
    double size = end - at.time();
    double first = times[next];
    double apart = times[next + 1] - first;
    boolean isAlone = first < end && first + apart > end;
    return isAlone && apart <= size && apart >= NEARBY * size ? first : end;
  }

  /** The first output time after {@code time}; infinite when it is the last. */
  private double after(double time) {
    int k = next;
    while (k < times.length && times[k] <= time) {
      k++;
    }
    return k < times.length ? times[k] : Double.POSITIVE_INFINITY;
  }
}
