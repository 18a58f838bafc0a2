package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * A Markov chain that leaves exp(−objective) invariant, the density on the search space's
 * coordinates; implementations are records of settings.
 */
public interface Kernel extends Serializable {
  /** The state in which a chain at {@code start} begins; nothing is evaluated yet. */
  ChainState begin(Vector start);

  /**
   * Makes {@code steps} steps from {@code state}. A point at which the objective fails, or outside
   * of the space, has no density.
   *
   * @param random the chain's; step k, counted from the chain's beginning, reads its child "step" k
   *     and nothing else
   * @throws IllegalArgumentException when {@code state} belongs to another kind of kernel
   */
  Trace walk(
      Objective objective, SearchSpace space, RandomStream random, ChainState state, int steps);
}
