package org.lamarck.strategies.evolution.multistart;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * Where a local search is to begin.
 *
 * @param origin which arm wants it
 * @param candidates of which the best is taken
 * @param parent the elite it descends from; absent for one without
 * @param lineage whether it is independent of what was found
 */
public record Start(
    String origin, List<Vector> candidates, @Nullable Vector parent, Lineage lineage)
    implements Serializable {
  /** At the best of some points drawn from anywhere. */
  public static Start anywhere(List<Vector> candidates) {
    return new Start("multistart", candidates, null, Lineage.INDEPENDENT);
  }

  /** At a point that was chosen. */
  public static Start at(String origin, Vector point) {
    return new Start(origin, List.of(point), null, Lineage.PLACED);
  }

  Proposal proposal(long id, LocalSearch search, int slice) {
    return new Proposal(id, origin, candidates, new Work.Refine(search, slice, null, lineage));
  }
}
