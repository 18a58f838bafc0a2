package org.lamarck.worker.event;

import org.lamarck.strategies.objective.Evaluation.Reason;

/** Why an instant cannot be gone through. */
final class Impassable extends Exception {
  private static final long serialVersionUID = 1L;
  private final Reason reason;
  private final String why;

  Impassable(Reason reason, String why) {
    super(why, null, false, false);
    this.reason = reason;
    this.why = why;
  }

  /** It would go on for ever. */
  Impassable(String why) {
    this(Reason.STEP_SIZE_UNDERFLOW, why);
  }

  /** The same as the outcome of an integration. */
  Outcome outcome(double time) {
    return new Outcome.Failed(reason, time, why);
  }
}
