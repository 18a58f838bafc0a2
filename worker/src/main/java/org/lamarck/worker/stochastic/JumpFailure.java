package org.lamarck.worker.stochastic;

/** Why a run could not go on. Kept within the package: what leaves it is a value. */
final class JumpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  JumpFailure(double time, String what) {
    super("at time " + time + ": " + what, null, false, false);
  }
}
