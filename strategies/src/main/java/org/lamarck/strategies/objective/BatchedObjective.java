package org.lamarck.strategies.objective;

import org.lamarck.strategies.linalg.Vector;

/**
 * An objective that is a sum of parts, such as experiments, some of which can be evaluated alone.
 */
public interface BatchedObjective extends Objective {
  /** The number of parts, at least 1; the same at every point. */
  int parts();

  /**
   * The sum of some parts, times the number of all over theirs: of batches drawn at random the mean
   * is the objective.
   *
   * @param parts ascending, each once
   */
  Evaluation evaluate(Vector x, Derivatives derivatives, int[] parts);
}
