package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.population.Proposal;

/**
 * Where a local search is to begin.
 *
 * @param origin which arm wants it
 * @param candidates of which the best is taken
 * @param parent the elite it descends from; absent for one without
 */
record Start(String origin, List<Vector> candidates, @Nullable Vector parent)
    implements Serializable {
  Proposal proposal(long id, LocalSearch search, int slice) {
    return new Proposal(id, origin, candidates, new Proposal.Refine(search, slice, null));
  }
}
