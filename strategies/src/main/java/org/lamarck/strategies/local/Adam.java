package org.lamarck.strategies.local;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * Adam (Kingma and Ba 2015), with decoupled decay of weights (Loshchilov and Hutter 2019), a
 * schedule of its rate, gradients clipped by their length, and batches of the parts of a {@link
 * org.lamarck.strategies.objective.BatchedObjective}. For the many parameters of networks, and
 * where a published training is to be repeated; few parameters are found better by other searches.
 *
 * <p>Steps are made on the coordinates as they are and clipped to the box. The best point counts,
 * not the last. A step that cannot be evaluated is taken back, and the next one is shorter.
 *
 * @param rate the length of the first step in each coordinate
 * @param beta1 how much of the mean of gradients stays
 * @param beta2 how much of the mean of their squares stays
 * @param decay by which part of itself, times the rate, each coordinate shrinks in a step
 * @param clip the greatest length of a gradient; longer ones are scaled to it
 * @param steps after which it ends
 * @param plan how the rate changes, and what a gradient is of
 */
public record Adam(
    double rate, double beta1, double beta2, double decay, double clip, int steps, Plan plan)
    implements LocalSearch {

  /** ε of Kingma and Ba. */
  static final double EPSILON = 1e-8;

  /** As published, for 1,000 steps. */
  public static final Adam DEFAULT =
      new Adam(
          1e-3, 0.9, 0.999, 0, Double.POSITIVE_INFINITY, 1000, new Plan(Schedule.CONSTANT, 0, 0));

  /**
   * How steps are made.
   *
   * @param batch parts of one gradient; 0 for all
   * @param shuffle of the random orders in which parts are taken, each once in an epoch
   */
  public record Plan(Schedule schedule, int batch, long shuffle) implements Serializable {}

  public Adam {
    if (!(rate > 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "rate (%s) must be above 0, beta1 (%s) and beta2 (%s) from 0 to below 1"
              .formatted(rate, beta1, beta2));
    }
    if (!(decay >= 0) || !(clip > 0) || steps < 1 || plan.batch() < 0) {
      throw new IllegalArgumentException(
          "decay (%s) must be at least 0, clip (%s) above 0, steps (%d) at least 1, batch (%d) at least 0"
              .formatted(decay, clip, steps, plan.batch()));
    }
  }

  @Override
  public LocalState begin(Vector start) {
    return AdamState.at(start);
  }

  @Override
  public Refinement refine(
      Objective objective, SearchSpace space, LocalState state, int iterations) {
    if (!(state instanceof AdamState own)) {
      throw new IllegalArgumentException(
          "Adam cannot go on from a " + state.getClass().getSimpleName());
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations (" + iterations + ") must be at least 1");
    }
    return new AdamDescent(this, objective, space).run(own, iterations);
  }
}
