package org.lamarck.strategies.local;

/** Why a local search stopped. */
public enum Termination {
  /** The projected gradient is small. */
  GRADIENT,
  /** The value no longer falls. */
  VALUE,
  /** The steps, or the trust region, became small. */
  STEP,
  /** The iterations of this slice are spent; the search can go on. */
  BUDGET,
  /** The start, or too many trial points in a row, could not be evaluated. */
  FAILED,
  /** Only the value was asked for. */
  EVALUATED;

  /** Whether the search ended at what it takes for a local minimum. */
  public boolean converged() {
    return this == GRADIENT || this == VALUE || this == STEP;
  }
}
