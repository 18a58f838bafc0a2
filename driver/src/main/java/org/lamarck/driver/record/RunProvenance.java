package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.Loss;

/**
 * What a run was: everything here but {@code engine} and {@code java} the result is a function of.
 *
 * @param program Lamarck's version
 * @param java the Java that ran it
 * @param engine where it ran, for people
 * @param source the problem
 * @param loss what is minimised
 * @param settings of the search
 * @param evaluation how the problem was evaluated; absent when it is no estimation problem
 */
public record RunProvenance(
    String program,
    String java,
    String engine,
    Source source,
    Loss loss,
    RunSettings settings,
    @Nullable EvaluationSettings evaluation)
    implements Serializable {
  public RunProvenance {
    Objects.requireNonNull(loss); // absent in what earlier versions stored
  }

  /** How the problem was evaluated, when it is an estimation problem. */
  public Optional<EvaluationSettings> estimation() {
    return Optional.ofNullable(evaluation);
  }
}
