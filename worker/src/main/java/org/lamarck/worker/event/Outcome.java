package org.lamarck.worker.event;

import org.lamarck.strategies.objective.Evaluation.Reason;

/** How an integration ended. */
public sealed interface Outcome {

  /**
   * It reached its last output time.
   *
   * @param steps accepted steps
   * @param rejected rejected steps
   */
  record Completed(int steps, int rejected) implements Outcome {}

  /**
   * It did not; what was written up to then is not to be used.
   *
   * @param reason the kind of failure
   * @param time the model time reached
   * @param detail one line for a person
   */
  record Failed(Reason reason, double time, String detail) implements Outcome {}
}
