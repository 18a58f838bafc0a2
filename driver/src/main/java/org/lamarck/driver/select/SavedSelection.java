package org.lamarck.driver.select;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.selection.SelectionSettings;
import org.lamarck.worker.objective.EvaluationSettings;

/**
 * Which selection a folder holds; what was calibrated of it are the rows beside it.
 *
 * @param version of the program
 * @param problemHash of all problems and the space of models
 * @param evaluation how each problem is evaluated
 * @param seconds that it took so far
 */
record SavedSelection(
    String version,
    String problemHash,
    SelectionSettings settings,
    List<EvaluationSettings> evaluation,
    long seed,
    int randomStarts,
    double seconds)
    implements Serializable {
  SavedSelection {
    evaluation = List.copyOf(evaluation);
  }

  SavedSelection at(double now) {
    return new SavedSelection(version, problemHash, settings, evaluation, seed, randomStarts, now);
  }

  /** Whether the same models come of it. */
  boolean isSame(SavedSelection other) {
    return problemHash.equals(other.problemHash)
        && settings.equals(other.settings)
        && evaluation.equals(other.evaluation)
        && seed == other.seed
        && randomStarts == other.randomStarts;
  }
}
