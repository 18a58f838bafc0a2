package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation;

/**
 * What a point that the user began with is worth.
 *
 * @param objective what is minimised, there; NaN when it could not be evaluated
 * @param logLikelihood NaN when the loss is none or it could not be evaluated
 * @param failure absent when it could be evaluated
 */
public record StartValue(
    double objective, double logLikelihood, Evaluation.@Nullable Failed failure)
    implements Serializable {
  /** Why it could not be evaluated. */
  public Optional<Evaluation.Failed> failed() {
    return Optional.ofNullable(failure);
  }
}
