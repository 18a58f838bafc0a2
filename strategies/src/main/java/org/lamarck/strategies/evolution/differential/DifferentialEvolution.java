package org.lamarck.strategies.evolution.differential;

import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Differential evolution current-to-pbest/1/bin with an archive, whose factors and crossover rates
 * follow those that succeeded: SHADE, Tanabe and Fukunaga (2013), Success-history based parameter
 * adaptation for differential evolution. It asks for values only and compares nothing but their
 * order, but for the weights of successes. A population that has become one point begins anew.
 *
 * @param populationSize 0 for the default, five for each coordinate that can move and 20 to 100
 */
public record DifferentialEvolution(int populationSize) implements Strategy {
  /** The default settings. */
  public static final DifferentialEvolution DEFAULT = new DifferentialEvolution(0);

  public DifferentialEvolution {
    if (populationSize != 0 && populationSize < 4) {
      throw new IllegalArgumentException(
          "populationSize ("
              + populationSize
              + ") must be at least 4 for current-to-pbest/1/bin, or 0 for the default");
    }
  }

  @Override
  public String name() {
    return "de";
  }

  int sizeFor(int coordinates) {
    return populationSize == 0 ? Math.min(100, Math.max(20, 5 * coordinates)) : populationSize;
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : DifferentialGeneration.begin(this, space, random.copy(), guesses);
  }
}
