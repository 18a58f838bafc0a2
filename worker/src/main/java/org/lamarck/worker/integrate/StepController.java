package org.lamarck.worker.integrate;

import org.lamarck.worker.method.Method;

/** Sizes of steps by their errors: an I-controller whose exponent is that of the method. */
final class StepController {
  private static final double SAFETY = 0.9;
  private static final double LARGEST_GROWTH = 6;
  private static final double SMALLEST_GROWTH = 0.2;

  /** The part of a step that is tried after one that was rejected, at most. */
  private static final double SHRINKING = 0.95;

  private static final double SMALLEST_NORM = 1e-10;

  private double proposal;
  private double possible;

  /** The size of the next step. */
  double proposal() {
    return proposal;
  }

  /** What the error would permit at once. */
  double possible() {
    return possible;
  }

  /** Proposes a size. */
  void set(double size) {
    proposal = size;
  }

  /** Proposes no longer a step. */
  void limit(double longest) {
    proposal = Math.min(proposal, longest);
  }

  /**
   * A step has been accepted.
   *
   * @param norm its error
   * @param h its size
   * @param mayGrow whether it was accepted at once
   * @param isClipped whether it is shorter than what was proposed, so that this may be longer
   */
  void accepted(Method method, double norm, double h, boolean mayGrow, boolean isClipped) {
    if (!Double.isFinite(norm)) {
      proposal = SMALLEST_GROWTH * h;
      return;
    }
    double largest = mayGrow ? LARGEST_GROWTH * h : h;
    if (isClipped && mayGrow) {
      largest = Math.max(largest, proposal);
    }
    possible = factor(method, norm) * h;
    proposal = Math.min(largest, possible);
  }

  /** A step has been rejected. */
  void rejected(Method method, double norm, double h) {
    proposal =
        Double.isFinite(norm)
            ? h * Math.min(SHRINKING, Math.max(SMALLEST_GROWTH, factor(method, norm)))
            : SMALLEST_GROWTH * h;
  }

  private static double factor(Method method, double norm) {
    return SAFETY * Math.pow(Math.max(norm, SMALLEST_NORM), -1.0 / (method.errorOrder() + 1));
  }
}
