package org.lamarck.worker.cells.fit;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.Beginning;
import org.lamarck.worker.cells.Noise;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Step;

/**
 * How a tissue begins and what it goes through.
 *
 * @param capacity how many cells there can be
 * @param noise normal random numbers of all steps, in each run; empty where they are drawn
 */
public record TissuePlan(
    Beginning beginning, List<Step> steps, int repeats, int capacity, Vector noise)
    implements Serializable {
  public TissuePlan {
    steps = List.copyOf(steps);
  }

  Rollout newRollout() {
    return Rollout.byParameters(steps, repeats, beginning.fields(), capacity);
  }

  /** Gives a rollout the noise of a run; the stream is not used where it is given. */
  void draw(Rollout rollout, RandomStream random) {
    if (noise.size() == 0) {
      rollout.draw(random);
    } else {
      rollout.give(() -> Noise.given(noise));
    }
  }
}
