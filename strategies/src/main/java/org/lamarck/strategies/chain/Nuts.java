package org.lamarck.strategies.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The no-U-turn sampler (Hoffman and Gelman 2014) with multinomial weights and the U-turn criterion
 * of Betancourt (2017), A conceptual introduction to Hamiltonian Monte Carlo, arXiv:1701.02434. It
 * needs gradients.
 *
 * <p>It lives on the whole line: a coordinate of the box is ℓ + (u − ℓ)/(1 + e^(−z)), and the
 * density of z has the derivative of that. Draws are points of the space.
 *
 * <p>In its first steps a chain learns the step size, by dual averaging, and the variances that its
 * momenta should have, in windows that double, as Stan does; what it draws meanwhile is no sample.
 *
 * @param warmup steps in which it learns
 * @param acceptance that the step size aims at; nearer to 1 for difficult geometries
 * @param depth of a trajectory's tree at most: 2^depth steps of leapfrog
 */
public record Nuts(int warmup, double acceptance, int depth) implements Kernel {
  /** A thousand steps of learning, an acceptance of 0.8, at most 1023 leaps a step. */
  public static final Nuts DEFAULT = new Nuts(1000, 0.8, 10);

  /** Where a start is this near to a bound, in widths, it is put there: on it z is infinite. */
  private static final double INSIDE = 1e-6;

  public Nuts {
    if (warmup < 0 || !(acceptance > 0 && acceptance < 1) || depth < 1 || depth > 20) {
      throw new IllegalArgumentException(
          "warmup (%d) must be at least 0, acceptance (%s) between 0 and 1, depth (%d) between 1 and 20"
              .formatted(warmup, acceptance, depth));
    }
  }

  /**
   * Where such a chain stands.
   *
   * @param position z and what is known there; absent before the first step
   * @param learning absent before the first step
   */
  record State(
      Vector point, long steps, PhaseSpace.@Nullable Position position, @Nullable Learning learning)
      implements ChainState {}

  @Override
  public ChainState begin(Vector start) {
    return new State(start, 0, null, null);
  }

  @Override
  public Trace walk(
      Objective objective, SearchSpace space, RandomStream random, ChainState from, int steps) {
    if (!(from instanceof State state)) {
      throw new IllegalArgumentException(
          "a chain of NUTS cannot go on from a " + from.getClass().getSimpleName());
    }
    PhaseSpace phase = new PhaseSpace(objective, space);
    PhaseSpace.Position here = state.position();
    if (here == null) {
      here = phase.at(phase.line(state.point(), INSIDE));
    }
    Learning learning = state.learning();
    if (here.isImpossible()) {
      return new Trace(List.of(), state, phase.effort());
    }
    List<Draw> draws = new ArrayList<>();
    for (long k = state.steps(); k < state.steps() + steps; k++) {
      RandomStream own = random.split("step", k);
      if (learning == null) {
        learning = Learning.begin(here.z().size(), warmup);
        learning = learning.withStep(phase.usableStep(here, learning, own.split("size", 0)));
      }
      Trajectory made =
          new Trajectory(phase, learning.variances(), learning.step(), depth, own).from(here);
      here = made.chosen();
      draws.add(
          new Draw(
              phase.point(here.z()),
              phase.objective(here),
              made.acceptance(),
              made.leaps(),
              made.isDivergent()));
      Learning next = learning.after(here.z(), made.acceptance(), acceptance);
      boolean isNewMetric = !next.variances().equals(learning.variances());
      learning =
          isNewMetric ? next.withStep(phase.usableStep(here, next, own.split("size", 0))) : next;
    }
    State next = new State(phase.point(here.z()), state.steps() + steps, here, learning);
    return new Trace(draws, next, phase.effort());
  }
}
