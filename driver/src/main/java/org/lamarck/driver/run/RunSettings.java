package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;

/**
 * What a search is a function of, beside its objective.
 *
 * @param seed of every random number
 * @param guesses points of the space to begin with; may be empty
 */
public record RunSettings(Strategy strategy, long seed, Budget budget, List<Vector> guesses)
    implements Serializable {
  public RunSettings {
    guesses = List.copyOf(guesses);
  }

  /** Settings without guesses. */
  public static RunSettings of(Strategy strategy, long seed, Budget budget) {
    return new RunSettings(strategy, seed, budget, List.of());
  }
}
