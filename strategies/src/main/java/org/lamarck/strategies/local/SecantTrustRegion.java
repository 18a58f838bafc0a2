package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A {@link TrustRegion} that begins near a minimum with a Hessian from there and keeps it by damped
 * BFGS updates: its steps are those of Newton's method, whatever the residuals are. Asks for
 * gradients only.
 *
 * <p>Most of the way it goes on {@link Objective#coarse}, in its first slice; what it tells is of
 * the objective itself.
 *
 * @param settings of the trust region; where it takes curvature from does not matter
 * @param hessian positive definite, n × n
 */
public record SecantTrustRegion(TrustRegion settings, Matrix hessian) implements LocalSearch {
  /** Iterations on the coarse objective: where it is no quadratic, more of them lead astray. */
  private static final int COARSE = 20;

  public SecantTrustRegion {
    settings = settings.with(TrustRegion.Curvature.SECANT);
  }

  @Override
  public LocalState begin(Vector start) {
    return settings.begin(start);
  }

  @Override
  public Refinement refine(
      Objective objective, SearchSpace space, LocalState state, int iterations) {
    if (!(state instanceof TrustRegionState own)) {
      throw new IllegalArgumentException(
          "a trust region cannot go on from a " + state.getClass().getSimpleName());
    }
    if (own.model() != null) {
      return descent(settings, objective, space).run(own, iterations);
    }
    Objective coarse = objective.coarse();
    if (coarse == objective || space.free().length == 0) {
      return descent(settings, objective, space).run(own, iterations, hessian);
    }
    TrustRegion rough = settings.with(CoarseToFine.rough(settings.tolerances()));
    Refinement before = descent(rough, coarse, space).run(own, COARSE, hessian);
    boolean leads = before.evaluation() instanceof Evaluation.Differentiable;
    TrustRegionState from = leads ? TrustRegionState.at(before.point()) : own;
    Matrix known = before.curvature();
    Refinement exact =
        descent(settings, objective, space)
            .run(from, iterations, leads && known != null ? known : hessian);
    return leads ? before.then(exact) : exact.after(before.effort());
  }

  private static TrustRegionDescent descent(
      TrustRegion settings, Objective objective, SearchSpace space) {
    Objective gradients =
        (x, derivatives) ->
            objective.evaluate(
                x, derivatives == Derivatives.NONE ? derivatives : Derivatives.GRADIENT);
    return new TrustRegionDescent(settings, gradients, space);
  }
}
