package org.lamarck.strategies.population;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * One task of a generation: a pure function of its fields and the objective.
 *
 * @param id unique within the run, in the order of asking
 * @param origin which part of the strategy asked, for tables and plots, such as {@code cma-large}
 * @param candidates points of the search space; with more than one, each is evaluated and the best
 *     finite one taken (screening)
 * @param work what is done with the candidate taken
 */
public record Proposal(long id, String origin, List<Vector> candidates, Work work)
    implements Serializable {
  public Proposal {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a proposal needs at least one candidate");
    }
  }

  /**
   * The same, which tells values above a bar only roughly: of those that are no better than what is
   * known nobody wants to know more than that.
   */
  public Proposal roughlyAbove(double bar) {
    return work instanceof Work.Evaluate evaluate
        ? new Proposal(id, origin, candidates, evaluate.above(bar))
        : this;
  }

  /** Whether it asks for the evaluation of one point and nothing else. */
  public boolean isPoint() {
    return candidates.size() == 1 && work instanceof Work.Evaluate;
  }

  /** The calls of the objective that it takes at least. */
  public long leastCalls() {
    boolean resumed =
        (work instanceof Work.Refine refine && refine.resume() != null)
            || (work instanceof Work.Walk walk && walk.resume() != null);
    return resumed ? 0 : candidates.size();
  }
}
