package org.lamarck.strategies.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The no-U-turn sampler (Hoffman and Gelman 2014) with multinomial weights and the U-turn criterion
 * of Betancourt (2017), A conceptual introduction to Hamiltonian Monte Carlo, arXiv:1701.02434. It
 * needs gradients.
 *
 * <p>It moves in the coordinates of a {@link Chart}: on the whole line, where the density has the
 * derivative of that, or in the box, from whose walls it is thrown back. Draws are points of the
 * space.
 *
 * <p>In its first steps a chain learns the step size, by dual averaging, and the metric that its
 * momenta should have, in windows that double, as Stan does; what it draws meanwhile is no sample.
 * Where the curvature at its start is known, that is the metric it begins with.
 *
 * <p>Tempered, it leaves exp(−β objective) invariant; with β = 0 its draws are independent.
 *
 * @param warmup steps in which it learns
 * @param acceptance that the step size aims at; nearer to 1 for difficult geometries
 * @param depth of a trajectory's tree at most: 2^depth steps of leapfrog
 * @param beta the inverse temperature, from 0 (uniform in the space) to 1
 * @param chart the coordinates in which it moves
 */
public record Nuts(int warmup, double acceptance, int depth, double beta, Chart chart)
    implements Kernel {
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
    if (!(beta >= 0 && beta <= 1)) {
      throw new IllegalArgumentException("beta (%s) must be from 0 to 1".formatted(beta));
    }
  }

  /** Of the density itself, on the whole line. */
  public Nuts(int warmup, double acceptance, int depth) {
    this(warmup, acceptance, depth, 1, Chart.LINE);
  }

  /** The same in other coordinates. */
  public Nuts in(Chart other) {
    return new Nuts(warmup, acceptance, depth, beta, other);
  }

  /** The same at another temperature. */
  public Nuts at(double otherBeta) {
    return new Nuts(warmup, acceptance, depth, otherBeta, chart);
  }

  /** The same with trajectories of at most 2^most steps of leapfrog. */
  public Nuts within(int most) {
    return new Nuts(warmup, acceptance, Math.min(depth, most), beta, chart);
  }

  /**
   * Where such a chain stands.
   *
   * @param position z and what is known there; absent before the first step
   * @param learning absent before the first step
   * @param curvature of the objective at the start; absent where it is not known
   */
  record State(
      Vector point,
      long steps,
      PhaseSpace.@Nullable Position position,
      @Nullable Learning learning,
      @Nullable Matrix curvature)
      implements ChainState {}

  @Override
  public ChainState begin(Vector start) {
    return new State(start, 0, null, null, null);
  }

  /**
   * The state in which a chain begins where the curvature is known.
   *
   * @param curvature ∂²objective/∂x² there, n × n, finite; it need not be positive definite
   */
  public ChainState begin(Vector start, Matrix curvature) {
    return new State(start, 0, null, null, curvature);
  }

  /**
   * The state of a chain that goes on from where another one stands, at another temperature maybe:
   * what it has learnt stays. Both must have made a step, in the same coordinates.
   */
  public static ChainState exchanged(ChainState chain, ChainState other) {
    if (chain instanceof State own
        && other instanceof State there
        && own.position() != null
        && there.position() != null) {
      return new State(
          there.point(), own.steps(), there.position(), own.learning(), own.curvature());
    }
    throw new IllegalArgumentException("only chains of NUTS that have made a step are exchanged");
  }

  @Override
  public Trace walk(
      Objective objective, SearchSpace space, RandomStream random, ChainState from, int steps) {
    if (!(from instanceof State state)) {
      throw new IllegalArgumentException(
          "a chain of NUTS cannot go on from a " + from.getClass().getSimpleName());
    }
    PhaseSpace phase = new PhaseSpace(objective, space, beta, chart);
    if (beta == 0) {
      return anywhere(phase, random, state, steps);
    }
    PhaseSpace.Position here = state.position();
    if (here == null) {
      here = phase.at(phase.line(state.point(), INSIDE));
    }
    here = phase.here(here);
    Learning learning = state.learning();
    if (here.isImpossible()) {
      return new Trace(List.of(), state, phase.effort());
    }
    List<Draw> draws = new ArrayList<>();
    for (long k = state.steps(); k < state.steps() + steps; k++) {
      RandomStream own = random.split("step", k);
      if (learning == null) {
        learning = Learning.begin(frame(phase, here, state.curvature()), warmup);
        learning = learning.withStep(phase.usableStep(here, learning, own.split("size", 0)));
      }
      Trajectory made =
          new Trajectory(phase, learning.metric(), learning.step(), depth, own).from(here);
      here = made.chosen();
      draws.add(
          new Draw(
              phase.point(here.z()),
              here.value(),
              made.acceptance(),
              made.leaps(),
              made.isDivergent()));
      Learning next = learning.after(here.z(), made.acceptance(), acceptance);
      boolean isNewMetric = !next.metric().equals(learning.metric());
      learning =
          isNewMetric ? next.withStep(phase.usableStep(here, next, own.split("size", 0))) : next;
    }
    State next =
        new State(phase.point(here.z()), state.steps() + steps, here, learning, state.curvature());
    return new Trace(draws, next, phase.effort());
  }

  private static Frame frame(
      PhaseSpace phase, PhaseSpace.Position here, @Nullable Matrix curvature) {
    return curvature == null ? Frame.identity(here.z().size()) : phase.frame(here.z(), curvature);
  }

  /** Draws of the space, of which those that cannot be evaluated have the value +∞. */
  private static Trace anywhere(PhaseSpace phase, RandomStream random, State state, int steps) {
    List<Draw> draws = new ArrayList<>();
    PhaseSpace.Position here = state.position();
    for (long k = state.steps(); k < state.steps() + steps; k++) {
      here = phase.at(phase.anywhere(random.split("step", k)));
      draws.add(new Draw(phase.point(here.z()), here.value(), 1, 1, false));
    }
    Vector point = here == null ? state.point() : phase.point(here.z());
    State next = new State(point, state.steps() + steps, here, null, null);
    return new Trace(draws, next, phase.effort());
  }
}
