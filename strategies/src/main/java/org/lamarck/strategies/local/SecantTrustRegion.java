package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A {@link TrustRegion} that begins near a minimum with a Hessian from there and keeps it by damped
 * BFGS updates: its steps are those of Newton's method, whatever the residuals are. Asks for
 * gradients only.
 *
 * @param settings of the trust region; where it takes curvature from does not matter
 * @param hessian positive definite, n × n
 */
public record SecantTrustRegion(TrustRegion settings, Matrix hessian) implements LocalSearch {

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
    Objective gradients =
        (x, derivatives) ->
            objective.evaluate(
                x, derivatives == Derivatives.NONE ? derivatives : Derivatives.GRADIENT);
    TrustRegionDescent descent = new TrustRegionDescent(settings, gradients, space);
    return own.model() == null
        ? descent.run(own, iterations, hessian)
        : descent.run(own, iterations);
  }
}
