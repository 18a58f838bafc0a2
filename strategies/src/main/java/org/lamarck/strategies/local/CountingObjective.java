package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;

/** Evaluates an objective and keeps count of it. */
public final class CountingObjective implements Objective {
  private final Objective objective;
  private long evaluations;
  private long gradients;
  private Failures failures = Failures.NONE;

  public CountingObjective(Objective objective) {
    this.objective = objective;
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    if (derivatives == Derivatives.NONE) {
      evaluations++;
    } else {
      gradients++;
    }
    Evaluation evaluation = objective.evaluate(x, derivatives);
    if (evaluation instanceof Evaluation.Failed failed) {
      failures = failures.plus(Failures.of(failed.reason(), 1));
    } else if (gradients > 1
        && derivatives != Derivatives.NONE
        && !(evaluation instanceof Evaluation.Differentiable)) {
      throw new IllegalArgumentException("an objective that had gradients has none at " + x);
    }
    return evaluation;
  }

  /** What was asked of it so far. */
  public Effort effort() {
    return new Effort(evaluations, gradients, failures);
  }
}
