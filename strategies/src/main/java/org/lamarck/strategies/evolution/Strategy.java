package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** How to search; implementations are records of settings, checked where they are made. */
public interface Strategy extends Serializable {
  /** The name by which the command line knows it, such as {@code hybrid}. */
  String name();

  /**
   * The first generation of a run. Where no coordinate can move it is {@link OnePoint}.
   *
   * @param guesses points of the space that the user has reason to begin with; may be empty
   */
  Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses);
}
