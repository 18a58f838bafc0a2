package org.lamarck.strategies.population;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;

/**
 * One task of a generation: a pure function of its fields and the objective.
 *
 * @param id unique within the run, in the order of asking
 * @param origin which part of the strategy asked, for tables and plots, such as {@code cma-large}
 * @param candidates points of the search space; with more than one, each is evaluated and the best
 *     finite one taken (screening)
 * @param lifetime what is done with the candidate taken
 */
public record Proposal(long id, String origin, List<Vector> candidates, Lifetime lifetime)
    implements Serializable {
  public Proposal {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a proposal needs at least one candidate");
    }
  }

  /** The calls of the objective that it takes at least. */
  public long leastCalls() {
    return lifetime instanceof Refine refine && refine.resume() != null ? 0 : candidates.size();
  }

  /** What an individual does with its life. */
  public sealed interface Lifetime extends Serializable {}

  /** It is evaluated, value only. */
  public record Evaluate() implements Lifetime {}

  /**
   * It searches locally.
   *
   * @param iterations at most so many iterations in this slice
   * @param resume where an earlier slice stopped; when absent the search begins at the candidate
   */
  public record Refine(LocalSearch search, int iterations, @Nullable LocalState resume)
      implements Lifetime {}
}
