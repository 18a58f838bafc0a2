package org.lamarck.strategies.local;

import java.io.Serializable;

/**
 * What was spent: calls of the objective.
 *
 * @param evaluations calls that asked for the value alone
 * @param gradients calls that asked for derivatives
 * @param failed how many of both failed, and why
 */
public record Effort(long evaluations, long gradients, Failures failed) implements Serializable {
  /** Nothing spent. */
  public static final Effort NONE = new Effort(0, 0, Failures.NONE);

  public Effort plus(Effort other) {
    return new Effort(
        evaluations + other.evaluations, gradients + other.gradients, failed.plus(other.failed));
  }

  /** So many times as much. */
  public Effort times(int factor) {
    return new Effort(evaluations * factor, gradients * factor, failed);
  }

  /** How many calls failed. */
  public long failures() {
    return failed.total();
  }
}
