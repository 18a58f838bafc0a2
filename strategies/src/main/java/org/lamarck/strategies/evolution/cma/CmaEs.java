package org.lamarck.strategies.evolution.cma;

import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The covariance matrix adaptation evolution strategy: Hansen (2016), The CMA Evolution Strategy: A
 * Tutorial, arXiv:1604.00772, with active update. It asks for values only and compares nothing but
 * their order, so it serves where gradients are missing, false or useless.
 *
 * <p>Where values are noisy a run begins at the winner of a {@link StartRace}, unless it was told
 * where.
 *
 * @param steps initial standard deviations in units of the box, where starts are anywhere in it:
 *     one number for all coordinates, or one for each
 * @param populationSize samples per generation of the first run; 0 for the default 4 + ⌊3 ln n⌋
 * @param restarts what happens when a run ends
 */
public record CmaEs(Vector steps, int populationSize, Restarts restarts) implements Strategy {

  /** A fifth of the box in each coordinate, default population, a single run. */
  public static final CmaEs SINGLE = new CmaEs(Vector.of(0.2), 0, Restarts.NONE);

  /** A fifth of the box in each coordinate, default population, restarts of two kinds. */
  public static final CmaEs BIPOP = new CmaEs(Vector.of(0.2), 0, Restarts.BIPOP);

  /** What happens when a run ends. */
  public enum Restarts {
    /** The strategy is finished. */
    NONE,
    /**
     * Restarts with doubled populations take turns with short runs of small ones: Hansen (2009),
     * Benchmarking a BI-population CMA-ES on the BBOB-2009 function testbed.
     */
    BIPOP
  }

  public CmaEs {
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) > 0 && steps.get(i) <= 1)) {
        throw new IllegalArgumentException(
            "step "
                + steps.get(i)
                + " must be more than 0 and at most 1; it is a part of the box, as in 0.2");
      }
    }
    if (populationSize != 0 && populationSize < 4) {
      throw new IllegalArgumentException(
          "populationSize ("
              + populationSize
              + ") must be at least 4, or 0 for the default 4 + ⌊3 ln n⌋");
    }
  }

  @Override
  public String name() {
    return restarts == Restarts.NONE ? "cmaes" : "bipop";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : CmaGeneration.begin(this, space, random.copy(), guesses);
  }

  /**
   * The steps in a space, in units of its box, shortened by {@code factor}. A coordinate whose
   * starts are spread over a part of its box alone has a step as much shorter.
   */
  public Vector stepsFor(SearchSpace space, double factor) {
    int dimension = space.dimension();
    if (steps.size() != 1 && steps.size() != dimension) {
      throw new IllegalArgumentException(
          steps.size() + " steps for " + dimension + " coordinates; give one, or one for each");
    }
    double[] all = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      all[i] = factor * steps.get(steps.size() == 1 ? 0 : i) * space.startSpread(i);
    }
    return Vector.of(all);
  }

  public int lambdaFor(int dimension) {
    return populationSize == 0 ? CmaParameters.defaultLambda(dimension) : populationSize;
  }
}
