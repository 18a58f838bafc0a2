package org.lamarck.worker.integrate;

import org.lamarck.worker.method.Step;

/**
 * The times that no step passes over, as the right-hand side may be discontinuous there: between
 * two of them it is evaluated strictly inside.
 */
final class Stops {
  private double[] times = {};
  private int next;
  private double earliest;

  /** An integration begins; {@link #pass} comes next. */
  void begin(TimeGrid grid) {
    times = grid.stops();
    next = 0;
  }

  /** Moves past the stops up to a time; whether one is there. */
  boolean pass(double time) {
    earliest = Double.NEGATIVE_INFINITY;
    boolean isHere = false;
    while (next < times.length && times[next] <= time) {
      if (times[next] == time) {
        earliest = Math.nextUp(time);
        isHere = true;
      }
      next++;
    }
    return isHere;
  }

  /** The next one; infinite when there is none. */
  double next() {
    return next < times.length ? times[next] : Double.POSITIVE_INFINITY;
  }

  /** Keeps what a step evaluates between the stops on both sides. */
  void limit(Step step) {
    step.within(
        earliest, next < times.length ? Math.nextDown(times[next]) : Double.POSITIVE_INFINITY);
  }
}
