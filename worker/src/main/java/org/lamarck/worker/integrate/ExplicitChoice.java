package org.lamarck.worker.integrate;

import java.util.List;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;

/**
 * Which of the explicit methods makes the next step where nothing is stiff. How long steps another
 * one would make only its own error estimate tells: so after some steps it is given a trial, of a
 * few steps at the same place, and takes over where it goes further for what its steps cost. Each
 * trial that it loses makes it wait four times as long for the next one.
 *
 * <p>An integration begins with the first method, and there are no trials at loose tolerances,
 * where methods of high order do not pay.
 */
final class ExplicitChoice {
  /** So many steps come before the first trial. */
  private static final int PATIENCE = 64;

  /** First steps of a trial, in which its size settles. */
  private static final int SETTLING = 2;

  /** Steps that are compared. */
  private static final int COMPARED = 4;

  /** Another method takes over when a unit of time costs this part by it. */
  private static final double MARGIN = 0.85;

  /** The loosest relative tolerance with trials: at 1e-8 order 8 costs as much for equal errors. */
  private static final double TIGHT = 1e-9;

  private final List<Method> methods;
  private final double[] costs;
  private final boolean hasTrials;
  private final double[] sizes = new double[COMPARED]; // of the last steps
  private final int[] attempts = new int[COMPARED];
  private int present; // the method that steps are made by
  private int other; // that is tried, or will be
  private boolean isTrial;
  private int count; // steps since the last change
  private int patience;
  private double standing; // time by cost of the present method, in a trial of another one
  private double before; // the last size by the present method, in a trial
  private double longest;

  /**
   * A choice.
   *
   * @param methods of which the first one begins
   * @param relative the relative tolerance
   */
  ExplicitChoice(List<Method> methods, Step step, double relative) {
    this.methods = methods;
    this.costs =
        methods.stream()
            .mapToDouble(method -> method.cost(step.system().structure(), step.lu()))
            .toArray();
    this.hasTrials = methods.size() > 1 && relative <= TIGHT;
  }

  /** An integration begins. */
  void begin() {
    present = 0;
    other = 1;
    patience = PATIENCE;
    restart();
  }

  /** The flow has been interrupted: what steps there were says nothing. */
  void restart() {
    isTrial = false;
    count = 0;
    longest = Double.POSITIVE_INFINITY;
  }

  /** The method of the next step. */
  Method method() {
    return methods.get(isTrial ? other : present);
  }

  /** What a step of the present method costs, in those of the first one. */
  double cost() {
    return costs[isTrial ? other : present] / costs[0];
  }

  /** The longest next step: as before a trial that was lost. */
  double longest() {
    return longest;
  }

  /**
   * A step has been accepted.
   *
   * @param size its size
   * @param tried how often it was tried
   */
  void accepted(double size, int tried) {
    if (!hasTrials) {
      return;
    }
    longest = Double.POSITIVE_INFINITY;
    sizes[count % COMPARED] = size;
    attempts[count % COMPARED] = tried;
    count++;
    if (isTrial && count == SETTLING + COMPARED) {
      judge();
    } else if (!isTrial && count >= patience) {
      standing = speed(present);
      before = size;
      isTrial = true;
      count = 0;
    }
  }

  private void judge() {
    isTrial = false;
    count = 0;
    if (MARGIN * speed(other) > standing) {
      present = other;
      patience = PATIENCE;
    } else {
      longest = before;
      patience = Math.min(4 * patience, Integer.MAX_VALUE / 8);
    }
    other = (present + 1) % methods.size();
  }

  /** Time by cost of the last steps. */
  private double speed(int method) {
    double time = 0;
    double steps = 0;
    for (int k = 0; k < COMPARED; k++) {
      time += sizes[k];
      steps += attempts[k];
    }
    return time / (steps * costs[method]);
  }
}
