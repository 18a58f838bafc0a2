package org.lamarck.strategies.local;

import java.io.Serializable;

/**
 * What was spent: calls of the objective.
 *
 * @param evaluations calls that asked for the value alone
 * @param gradients calls that asked for derivatives
 * @param failures how many of both failed
 */
public record Effort(long evaluations, long gradients, long failures) implements Serializable {
  /** Nothing spent. */
  public static final Effort NONE = new Effort(0, 0, 0);

  public Effort plus(Effort other) {
    return new Effort(
        evaluations + other.evaluations, gradients + other.gradients, failures + other.failures);
  }
}
