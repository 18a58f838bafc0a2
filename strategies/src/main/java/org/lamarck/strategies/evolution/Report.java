package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.population.BasinArchive;

/**
 * What a strategy has found so far, in its own kind: a search has basins, a profile curves, a chain
 * draws. Who shows a run looks at the kind, and shows nothing of a kind it does not know.
 */
public interface Report extends Serializable {
  /**
   * Of a search for the best point.
   *
   * @param basins found so far, best first
   * @param arms what each part of the strategy did so far, in the order of first appearance
   */
  record Fitted(BasinArchive basins, List<Arm> arms) implements Report {
    public Fitted {
      arms = List.copyOf(arms);
    }
  }
}
