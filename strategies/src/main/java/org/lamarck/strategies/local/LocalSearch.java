package org.lamarck.strategies.local;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** A descent from one point; implementations are records of settings. */
public interface LocalSearch extends Serializable {
  /** The state in which a search from {@code start} begins; nothing is evaluated yet. */
  LocalState begin(Vector start);

  /**
   * Goes on from {@code state} for at most {@code iterations} iterations. Stopping and going on
   * gives the same points as not stopping. Where the start has a value but no derivatives the
   * search gives up with that value: {@link Termination#FAILED} beside an {@link
   * org.lamarck.strategies.objective.Evaluation.Value}.
   *
   * @param state made by {@link #begin} or left by an earlier refinement of the same search
   * @throws IllegalArgumentException when {@code state} belongs to another kind of search
   */
  Refinement refine(Objective objective, SearchSpace space, LocalState state, int iterations);
}
