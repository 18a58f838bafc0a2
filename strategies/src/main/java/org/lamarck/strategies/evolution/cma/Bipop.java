package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import org.lamarck.strategies.random.RandomStream;

/**
 * Which run comes next: Hansen (2009), Benchmarking a BI-population CMA-ES on the BBOB-2009
 * function testbed. After a first run with the default population, runs of doubled population and
 * short runs of small populations and small steps take turns, so that both kinds spend as many
 * evaluations.
 *
 * @param defaultLambda population of the first run
 * @param runs begun so far
 * @param doublings of the latest large run
 * @param largeSpent evaluations of the large runs that ended
 * @param smallSpent evaluations of the small runs that ended
 */
public record Bipop(int defaultLambda, int runs, int doublings, long largeSpent, long smallSpent)
    implements Serializable {
  /** The paper restarts nine times; afterwards we begin again with the default population. */
  private static final int MAX_DOUBLINGS = 9;

  /** A regime of restarts. */
  public enum Regime {
    FIRST,
    LARGE,
    SMALL
  }

  /**
   * One run to be made.
   *
   * @param stepFactor of the initial step size
   * @param budget evaluations after which it ends
   */
  public record Plan(Regime regime, int lambda, double stepFactor, long budget)
      implements Serializable {
    public String origin() {
      return regime == Regime.SMALL ? "cma-small" : "cma-large";
    }
  }

  public static Bipop of(int defaultLambda) {
    return new Bipop(defaultLambda, 0, 0, 0, 0);
  }

  /** The plan of the next run; {@code random} is only split. */
  public Plan next(RandomStream random) {
    if (runs == 0) {
      return new Plan(Regime.FIRST, defaultLambda, 1, Long.MAX_VALUE);
    }
    if (smallSpent < largeSpent) {
      RandomStream chance = random.split("bipop", runs);
      double u = chance.nextDouble();
      double half = 0.5 * (1L << doublings);
      int lambda = (int) (defaultLambda * StrictMath.pow(half, u * u));
      double factor = StrictMath.pow(10, -2 * chance.nextDouble());
      return new Plan(Regime.SMALL, Math.max(4, lambda), factor, Math.max(1, largeSpent / 2));
    }
    return new Plan(Regime.LARGE, defaultLambda << nextDoublings(), 1, Long.MAX_VALUE);
  }

  private int nextDoublings() {
    return doublings % MAX_DOUBLINGS + 1;
  }

  /** The schedule once the run of {@code plan} has ended. */
  public Bipop after(Plan plan, long evaluations) {
    return switch (plan.regime()) {
      case FIRST -> new Bipop(defaultLambda, runs + 1, doublings, largeSpent, smallSpent);
      case LARGE ->
          new Bipop(defaultLambda, runs + 1, nextDoublings(), largeSpent + evaluations, smallSpent);
      case SMALL ->
          new Bipop(defaultLambda, runs + 1, doublings, largeSpent, smallSpent + evaluations);
    };
  }
}
