package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Vector;

/** What an island is at. */
sealed interface Stage extends Serializable {
  /**
   * Points from everywhere, of which the first reference set is chosen.
   *
   * @param round how often there were too few with a value
   * @param guesses the user's, in the space
   * @param found points with a value
   */
  record Diverse(int round, List<Vector> guesses, List<Member> found) implements Stage {
    public Diverse {
      guesses = List.copyOf(guesses);
      found = List.copyOf(found);
    }
  }

  /** A child of every two members, and new members for places that are free. */
  record Combine() implements Stage {}

  /**
   * Children that were better than their parents go on.
   *
   * @param step how often they went on in this iteration
   * @param lines one for each member of the reference set, in its order
   */
  record Beyond(int step, List<Line> lines) implements Stage {
    public Beyond {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A local search.
   *
   * @param race of this one search
   * @param starts where it begins; empty when it has begun
   * @param from where it begins, in the unit box
   * @param home the member that it may replace
   */
  record Refine(SuccessiveHalving race, List<Start> starts, Vector from, Vector home)
      implements Stage {
    public Refine {
      starts = List.copyOf(starts);
    }
  }
}
