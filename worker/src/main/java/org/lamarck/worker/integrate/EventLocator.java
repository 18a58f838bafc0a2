package org.lamarck.worker.integrate;

import org.lamarck.worker.event.FirstChange;
import org.lamarck.worker.event.SwitchingFunctions;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * Shortens a step so that it ends where the first switch changes: by Newton's method on the
 * indicator along the flow, safeguarded by bisection, and each time with the step made anew, so
 * that the state there is as good as at the end of any other step.
 */
final class EventLocator {
  /** Tries to end a step where a switch changes; each is a Newton step, or halves the search. */
  private static final int MOST_TRIALS = 20;

  /** Tries to end a step with the numbers beyond the threshold, not just before it. */
  private static final int MOST_NUDGES = 3;

  private final Step step;
  private final SwitchingFunctions switches;
  private final FirstChange change;
  private final StepTrial trial;
  private final double[] slope;
  private double end;
  private boolean isInterrupted;

  EventLocator(Step step, SwitchingFunctions switches, StepTrial trial) {
    this.step = step;
    this.switches = switches;
    this.change = new FirstChange(switches, step);
    this.trial = trial;
    this.slope = new double[step.system().structure().states()];
  }

  /** No switch is known to change. */
  void clear() {
    isInterrupted = false;
    change.begin();
  }

  /** Whether a switch changes where the step ends that was located last. */
  boolean isInterrupted() {
    return isInterrupted;
  }

  /** Where that step ends: its start where a switch changes there. */
  double end() {
    return end;
  }

  /**
   * Shortens the step that was tried if a switch changes in it.
   *
   * @param full its end
   * @param normBefore its error norm
   * @return the error norm of the step, which may be one that is not accepted
   */
  double locate(double full, double normBefore, ErrorScale errors) {
    double t = step.start();
    isInterrupted = false;
    end = full;
    double target = change.find(end, errors);
    if (target > end) {
      return normBefore;
    }
    double norm = normBefore;
    double low = t;
    double high = end;
    double resolution = 4 * Math.ulp(end); // of times: what Newton's method can reach
    int nudges = 0;
    for (int i = 0; i < MOST_TRIALS; i++) {
      if (!(target - t > 4 * Math.ulp(t))) {
        end = t;
        isInterrupted = true;
        return norm;
      }
      if (target != end) {
        end = target;
        norm = trial.to(end);
        if (!trial.isFine(norm)) {
          return norm;
        }
      }
      double correction = correction(resolution);
      if (Math.abs(correction) <= resolution) {
        isInterrupted = true;
        if (change.isFirstChanged() || ++nudges > MOST_NUDGES) {
          return norm;
        }
        low = end; // what compares the numbers later shall find them beyond the threshold
        target = Math.max(end + 2 * correction, Math.nextUp(end));
        high = Math.max(high, target + resolution);
        continue;
      }
      if (correction < 0) {
        high = end;
      } else {
        low = end;
      }
      target = end + correction;
      if (!(target > low && target < high)) {
        target = 0.5 * (low + high);
      }
    }
    return settle(high, norm, resolution);
  }

  /** Newton did not settle: rounding; past the threshold is near enough. */
  private double settle(double high, double normBefore, double resolution) {
    double norm = normBefore;
    if (end != high) {
      end = high;
      norm = trial.to(end);
      if (!trial.isFine(norm)) {
        return norm;
      }
    }
    correction(resolution);
    change.reachChanged();
    isInterrupted = switches.anyReached();
    return norm;
  }

  /** How much later the first switch changes, by its slope at the end of the step. */
  private double correction(double resolution) {
    step.flow(new Point(end, step.next(), step.constants()), slope);
    return change.correction(end, slope, resolution);
  }
}
