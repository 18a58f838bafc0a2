package org.lamarck.worker.method;

/**
 * Makes steps by one method, in a {@link StepWorkspace}: {@link #begin} once for each (t, y), then
 * {@link #attempt} for each h that is tried.
 */
public interface Stepper {
  /** Measures an error vector, by state; 1 is what is allowed. */
  @FunctionalInterface
  interface ErrorNorm {
    /** The norm of the numbers of {@code error} from {@code offset} on. */
    double of(double[] error, int offset);
  }

  /** Evaluates f, and what else the method needs at the start; whether it is finite. */
  boolean begin();

  /** Moves to the end of the last step, where {@link #isEndKnown}; the states are moved. */
  default void continueFromEnd() {
    throw new IllegalStateException("nothing is known of the end of the step");
  }

  /** Whether f at the end of the step is known (first same as last). */
  default boolean isEndKnown() {
    return false;
  }

  /** Evaluates J at the start, where the step has begun; whether it is finite. */
  boolean evaluateJacobian();

  /** Computes the increments and y₁ for the present size; false when a matrix is singular. */
  boolean attempt();

  /** The norm of the error estimate of the step. */
  double error(ErrorNorm norm);

  /** Computes what increments only the dense output needs, if it has not been done. */
  default void prepareDense() {}

  /** The norm of an estimate of the dense output's error; 0 where that of the step bounds it. */
  default double interpolationError(ErrorNorm norm) {
    return 0;
  }

  /**
   * h times an estimate of the largest eigenvalue of J, from the stages of an explicit step.
   *
   * @param scale by state, what it is compared with
   */
  default double stiffness(double[] scale) {
    return 0;
  }

  /**
   * Becomes a step that was taken before, whose y, size and increments the workspace has, and
   * evaluates the derivatives of the rates at its stages.
   *
   * @param isFactorised whether the factorisation of W is that of the step
   * @param isEndKnown whether derivatives at the last stage are in their place
   * @param isDense whether the dense output has been in use
   * @return whether all is finite and W regular, as it was when the step was taken
   */
  boolean restore(boolean isFactorised, boolean isEndKnown, boolean isDense);

  /**
   * Evaluates the derivatives that {@link #restore} has left for later, as whoever goes back over
   * the step may not need them; whether all is finite.
   */
  default boolean complete() {
    return true;
  }

  /**
   * The same of a field, of whose stages it is enough to know where they are.
   *
   * @return whether that was enough
   */
  default boolean revisit(boolean isDense) {
    return false;
  }
}
