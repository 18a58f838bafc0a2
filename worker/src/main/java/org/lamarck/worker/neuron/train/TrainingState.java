package org.lamarck.worker.neuron.train;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.objective.Evaluation;

/**
 * Where a {@link NetworkTraining} stands.
 *
 * @param point the best one so far
 * @param iterations epochs so far
 * @param best what the objective said there; absent before the first evaluation
 * @param current unbounded coordinates, from where the next step is made
 * @param first what the rule keeps, of Adam the mean of gradients
 * @param second that of their squares
 */
public record TrainingState(
    Vector point,
    int iterations,
    Evaluation.@Nullable Finite best,
    Vector current,
    Vector first,
    Vector second)
    implements LocalState {}
