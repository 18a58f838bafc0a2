package org.lamarck.worker.integrate;

import org.lamarck.worker.event.EventExecution;
import org.lamarck.worker.method.Lags;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.system.Point;

/**
 * Where the next step is to end: where a prescribed one does; else as the controller proposes, but
 * no further than stops, events, delays and outputs far from others permit.
 */
final class StepPlanner {
  private final Point at;
  private final StepController controller;
  private final OutputPlacer outputs;
  private final EventExecution events;
  private final Lags lags;
  private final Stops stops;
  private TimeGrid grid = TimeGrid.of(0);
  private int prescribed;
  private boolean isBefore;
  private boolean isSmallestTried;
  private boolean isClipped;
  private double end;

  /**
   * A planner.
   *
   * @param at where the integration stands
   */
  StepPlanner(
      Point at,
      StepController controller,
      OutputPlacer outputs,
      EventExecution events,
      Lags lags,
      Stops stops) {
    this.at = at;
    this.controller = controller;
    this.outputs = outputs;
    this.events = events;
    this.lags = lags;
    this.stops = stops;
  }

  /** An integration begins. */
  void begin(TimeGrid times) {
    grid = times;
    prescribed = 0;
    isBefore = false;
    isClipped = false;
  }

  /** Whether steps are before the start, where nothing but the start limits them. */
  void before(boolean isSo) {
    isBefore = isSo;
  }

  /** Whether steps are prescribed. */
  boolean isPrescribed() {
    return !grid.steps().isEmpty();
  }

  /** The method of the next step, if it is prescribed. */
  Method prescribedMethod() {
    return grid.steps().method(nextPrescribed());
  }

  /** Another step begins. */
  void beginStep() {
    isSmallestTried = false;
  }

  /**
   * Chooses the end of the next attempt; false when no smaller one than the last can be made.
   *
   * @param method by which it is made
   */
  boolean choose(Method method) {
    if (isPrescribed()) {
      end = Math.min(grid.steps().end(nextPrescribed()), events.nextExecution());
      return true;
    }
    double smallest = smallestStep();
    if (!(controller.proposal() > smallest)) {
      if (isSmallestTried) {
        return false;
      }
      controller.set(
          smallest); // what is proposed is a guess: a failure is of a step that was tried
      isSmallestTried = true;
    }
    end = proposedEnd(method);
    return true;
  }

  /** Where the step ends. */
  double end() {
    return end;
  }

  /** Ends it there instead, and no longer. */
  void shorten(double another) {
    isClipped |= another < end;
    end = another;
  }

  /** Whether it is shorter than was proposed. */
  boolean isClipped() {
    return isClipped;
  }

  /** Below it t cannot resolve the step, or the span of the integration would take forever. */
  private double smallestStep() {
    return Math.max(10 * Math.ulp(at.time()), 1e-60 * (grid.end() - grid.start()));
  }

  /** As proposed, at a stop, or at an output time far from others. */
  private double proposedEnd(Method method) {
    double t = at.time();
    double proposal = controller.proposal();
    if (isBefore) {
      isClipped = grid.start() <= t + proposal;
      return isClipped ? grid.start() : t + proposal;
    }
    double target = outputs.target(limit(), proposal);
    isClipped = true;
    if (target <= t + 1.01 * proposal) {
      return target;
    }
    if (target < t + 2 * proposal) {
      return t + 0.5 * (target - t); // two equal steps rather than a long and a short one
    }
    double all = t + proposal;
    double chosen = method.isCoarseWithin() ? outputs.nearby(all) : all;
    isClipped = chosen < all;
    return chosen;
  }

  /** What no step may pass over. */
  private double limit() {
    double limit = Math.min(grid.end(), events.nextExecution());
    if (!lags.areNone()) {
      limit = Math.min(limit, at.time() + lags.longestStep(at));
    }
    return Math.min(limit, stops.next());
  }

  /** The place of the next prescribed step. */
  private int nextPrescribed() {
    while (grid.steps().end(prescribed) <= at.time()) {
      prescribed++;
    }
    return prescribed;
  }
}
