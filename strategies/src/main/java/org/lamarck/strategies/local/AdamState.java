package org.lamarck.strategies.local;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;

/**
 * Where an {@link Adam} search stands.
 *
 * @param point the best point so far
 * @param best what the objective said there; absent before the first evaluation
 * @param current from where the next step is made
 * @param gradient at the current point, of all parts; absent for batches
 * @param first the mean of gradients, m
 * @param second the mean of their squares, v
 * @param failures steps in a row that could not be evaluated
 */
public record AdamState(
    Vector point,
    int iterations,
    Evaluation.@Nullable Finite best,
    Vector current,
    @Nullable Vector gradient,
    Vector first,
    Vector second,
    int failures)
    implements LocalState {

  /** A state in which nothing is evaluated yet. */
  static AdamState at(Vector start) {
    Vector zero = Vector.zeros(start.size());
    return new AdamState(start, 0, null, start, null, zero, zero, 0);
  }
}
