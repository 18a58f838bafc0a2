package org.lamarck.worker.integrate;

import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.method.Throughput;
import org.lamarck.worker.tolerance.ErrorScale;

/** Makes a step to some end, and measures its error. */
final class StepTrial {
  private final Step step;
  private final ErrorScale errors;
  private final OutputPlacer outputs;
  private final Throughput throughput;
  private final Stepper.ErrorNorm norm = this::norm;
  private boolean isPrescribed;
  private boolean isBefore;
  private Reason reason = Reason.STEP_SIZE_UNDERFLOW;

  StepTrial(Step step, ErrorScale errors, OutputPlacer outputs) {
    this.step = step;
    this.errors = errors;
    this.outputs = outputs;
    this.throughput = new Throughput(step.system());
  }

  /**
   * An integration begins.
   *
   * @param prescribed whether steps are taken whatever their errors
   */
  void begin(boolean prescribed) {
    isPrescribed = prescribed;
    isBefore = false;
    reason = Reason.STEP_SIZE_UNDERFLOW;
  }

  /** Whether steps are before the start, where there are no outputs. */
  void before(boolean isSo) {
    isBefore = isSo;
  }

  /** Makes the step; the error norm of the states, NaN when there is none. */
  double to(double end) {
    if (!step.attempt(end - step.start())) {
      reason = Reason.SINGULAR_MATRIX;
      return Double.NaN;
    }
    double largest = step.error(norm);
    if (!isPrescribed && largest <= 1 && !isBefore && outputs.areBefore(end)) {
      largest = Math.max(largest, step.interpolationError(norm));
    }
    return judged(largest);
  }

  /** Takes notice of the norm of a step with all that is carried along. */
  double judged(double largest) {
    reason = Double.isFinite(largest) ? Reason.STEP_SIZE_UNDERFLOW : Reason.NON_FINITE;
    return largest;
  }

  /** Whether a step of this norm passes. */
  boolean isFine(double error) {
    return error <= 1 || (isPrescribed && Double.isFinite(error));
  }

  /** Why the last step was not accepted, if it was not. */
  Reason reason() {
    return reason;
  }

  /** The same in words, of the smallest step. */
  String words() {
    return reason == Reason.STEP_SIZE_UNDERFLOW
        ? "the error test fails at the smallest step"
        : reason == Reason.SINGULAR_MATRIX
            ? "the matrix of the step is singular at the smallest step"
            : "a state or rate is not finite even at the smallest step";
  }

  /** The norm of an error; what rounding leaves of rates is looked at where it is too large. */
  private double norm(double[] e, int offset) {
    double[] y = step.state();
    double[] next = step.next();
    double h = step.size();
    double error = errors.norm(e, offset, y, next, h);
    if (error > 1 && !isPrescribed && errors.needsRounding()) {
      throughput.of(step, errors.rounding());
      error = errors.norm(e, offset, y, next, h);
    }
    return error;
  }
}
