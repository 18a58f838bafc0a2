package org.lamarck.worker.cells.fit;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.cells.Beginning;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Step;

/**
 * How a tissue begins and what it goes through.
 *
 * @param capacity how many cells there can be
 */
public record TissuePlan(Beginning beginning, List<Step> steps, int repeats, int capacity)
    implements Serializable {
  public TissuePlan {
    steps = List.copyOf(steps);
  }

  Rollout newRollout() {
    return Rollout.byParameters(steps, repeats, beginning.fields(), capacity);
  }
}
