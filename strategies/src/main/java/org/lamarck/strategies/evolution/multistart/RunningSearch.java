package org.lamarck.strategies.evolution.multistart;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * A local search that has been begun and has not ended.
 *
 * @param origin which arm began it
 * @param lineage of its slices
 * @param parent the elite it descends from, which it may replace; absent for one without
 * @param state from which it goes on
 * @param value the best so far
 * @param drop by how much the last slice lowered the value; NaN after the first one, whose drop
 *     tells of the start and not of the valley
 * @param dropBefore the same of the slice before; NaN when there is none
 * @param iterations made so far
 * @param rung of the race it stands on
 * @param exempt whether it runs to its end and takes no part in the race
 */
public record RunningSearch(
    String origin,
    Lineage lineage,
    @Nullable Vector parent,
    LocalState state,
    double value,
    double drop,
    double dropBefore,
    int iterations,
    int rung,
    boolean exempt)
    implements Serializable {

  /** Falls that shrink more slowly than by this factor per slice are taken to shrink by it. */
  private static final double SLOWEST = 0.9;

  /**
   * On a plateau falls grow before they lead anywhere, so a search is taken to be able to fall so
   * many times as fast as it did. Of 24 searches of the calcium example three end below 106; at
   * their slowest these would have needed 2,700, 4,400 and 97,000 iterations more.
   */
  private static final double SURGE = 100;

  /** A search after its first slice. */
  static RunningSearch begun(Start start, Individual first, LocalState state, boolean exempt) {
    Refinement refinement = first.refinement();
    return new RunningSearch(
        start.origin(),
        start.lineage().of(first.id()),
        start.parent(),
        state,
        refinement.value(),
        Double.NaN,
        Double.NaN,
        refinement.iterations(),
        0,
        exempt);
  }

  /** This search one slice later. */
  RunningSearch after(Refinement refinement, LocalState next) {
    return new RunningSearch(
        origin,
        lineage,
        parent,
        next,
        refinement.value(),
        value - refinement.value(),
        drop,
        iterations + refinement.iterations(),
        rung,
        exempt);
  }

  /** The start of this search, of which the point is forgotten. */
  Start began() {
    return new Start(origin, List.of(state.point()), parent, lineage);
  }

  RunningSearch onRung(int next) {
    return new RunningSearch(
        origin, lineage, parent, state, value, drop, dropBefore, iterations, next, exempt);
  }

  /**
   * The value this search may hope to end with: the falls of the last two slices continued as a
   * geometric series (Aitken), taken optimistically where they do not shrink.
   */
  double hope() {
    if (Double.isNaN(drop)) {
      return value;
    }
    double ratio = Double.isNaN(dropBefore) || dropBefore <= 0 ? SLOWEST : drop / dropBefore;
    double bounded = Math.min(SLOWEST, Math.max(0, ratio));
    return value - drop * bounded / (1 - bounded);
  }

  /**
   * Whether the search may come down to {@code best} before so many iterations: whether it does if
   * it falls a hundred times as fast as in the better one of its last two slices.
   */
  boolean mayReach(double best, int slice, int limit) {
    if (Double.isNaN(drop) || Double.isNaN(dropBefore)) {
      return true;
    }
    double pace = SURGE * Math.max(0, Math.max(drop, dropBefore)) / slice;
    return value - pace * (limit - iterations) <= best;
  }

  Proposal proposal(long id, LocalSearch search, int slice) {
    return new Proposal(
        id, origin, List.of(state.point()), new Work.Refine(search, slice, state, lineage));
  }
}
