package org.lamarck.worker.stochastic.fit;

import java.util.function.BooleanSupplier;
import org.lamarck.strategies.objective.Evaluation;

/**
 * Ends runs that go on and on, as where nothing eats the prey: a count of what happened and no
 * clock, so that a run ends at the same reaction everywhere.
 */
final class ReactionLimit implements BooleanSupplier {
  /** Times that a simulation asks; it does so after each 16,384 reactions. */
  private static final int MOST = 20;

  private int asked;

  /** A run begins. */
  void begin() {
    asked = 0;
  }

  /** Whether the last run ended here. */
  boolean isReached() {
    return asked > MOST;
  }

  @Override
  public boolean getAsBoolean() {
    return ++asked > MOST;
  }

  /** A run that ended early. */
  Evaluation.Failed failed(String why) {
    return isReached()
        ? new Evaluation.Failed(
            Evaluation.Reason.STEP_LIMIT, "", Double.NaN, "a run has more than 327,680 reactions")
        : new Evaluation.Failed(Evaluation.Reason.INVALID_PARAMETERS, "", Double.NaN, why);
  }
}
