package org.lamarck.strategies.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CountingObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The random walk of Metropolis et al. (1953) with normal steps. Asks for values only.
 *
 * @param factor L, lower triangular: a step is L z with z ~ N(0, I); 2.38/√n times the Cholesky
 *     factor of the posterior's covariance is best (Roberts, Gelman and Gilks 1997)
 */
public record Metropolis(Matrix factor) implements Kernel {

  /**
   * Where such a chain stands.
   *
   * @param value the objective there; absent before the first step
   */
  record State(Vector point, long steps, @Nullable Double value) implements ChainState {}

  @Override
  public ChainState begin(Vector start) {
    return new State(start, 0, null);
  }

  @Override
  public Trace walk(
      Objective objective, SearchSpace space, RandomStream random, ChainState from, int steps) {
    if (!(from instanceof State state)) {
      throw new IllegalArgumentException(
          "a Metropolis chain cannot go on from a " + from.getClass().getSimpleName());
    }
    CountingObjective counting = new CountingObjective(objective);
    Double known = state.value();
    Vector point = state.point();
    double value = known == null ? value(counting, space, point) : known.doubleValue();
    if (Double.isInfinite(value)) {
      return new Trace(List.of(), state, counting.effort());
    }
    List<Draw> draws = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      RandomStream own = random.split("step", state.steps() + k);
      Vector to = point.plus(1, step(own));
      double there = value(counting, space, to);
      double acceptance = Math.min(1, StrictMath.exp(value - there));
      if (own.nextDouble() < acceptance) {
        point = to;
        value = there;
      }
      draws.add(new Draw(point, value, acceptance, 1, false));
    }
    return new Trace(draws, new State(point, state.steps() + steps, value), counting.effort());
  }

  private Vector step(RandomStream random) {
    int n = factor.rows();
    double[] step = new double[n];
    for (int j = 0; j < n; j++) {
      double z = random.nextGaussian();
      for (int i = j; i < n; i++) {
        step[i] += factor.get(i, j) * z;
      }
    }
    return Vector.of(step);
  }

  /** +∞ where there is no density. */
  private static double value(Objective objective, SearchSpace space, Vector x) {
    return space.contains(x)
            && objective.evaluate(x, Derivatives.NONE) instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }
}
