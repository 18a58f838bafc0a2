package org.lamarck.driver.run;

import java.io.Serializable;
import org.lamarck.strategies.evolution.Strategy;

/**
 * What a search is a function of, beside its objective.
 *
 * @param seed of every random number
 * @param startPoints points to begin with
 */
public record RunSettings(Strategy strategy, long seed, Budget budget, StartPoints startPoints)
    implements Serializable {

  /** Settings of a search that begins anywhere. */
  public static RunSettings of(Strategy strategy, long seed, Budget budget) {
    return new RunSettings(strategy, seed, budget, StartPoints.RANDOM);
  }

  /** The same with other limits. */
  public RunSettings withBudget(Budget other) {
    return new RunSettings(strategy, seed, other, startPoints);
  }

  /** The same with other points to begin with. */
  public RunSettings withStartPoints(StartPoints other) {
    return new RunSettings(strategy, seed, budget, other);
  }
}
