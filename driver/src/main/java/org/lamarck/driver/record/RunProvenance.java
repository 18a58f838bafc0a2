package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.worker.objective.EvaluationSettings;

/**
 * What a run was: everything here but {@code engine} and {@code java} the result is a function of.
 *
 * @param program Lamarck's version
 * @param java the Java that ran it
 * @param engine where it ran, for people
 * @param source the problem
 * @param settings of the search
 * @param evaluation how the problem was evaluated; absent when it is no estimation problem
 */
public record RunProvenance(
    String program,
    String java,
    String engine,
    Source source,
    RunSettings settings,
    @Nullable EvaluationSettings evaluation)
    implements Serializable {

  /** How the problem was evaluated, when it is an estimation problem. */
  public Optional<EvaluationSettings> estimation() {
    return Optional.ofNullable(evaluation);
  }
}
