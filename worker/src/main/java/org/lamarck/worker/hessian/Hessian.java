package org.lamarck.worker.hessian;

import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * Second derivatives of an objective at a point, and how they were made.
 *
 * @param matrix on the scales of the search
 * @param method for people; names what kept them from being exact, when something did
 */
public record Hessian(Matrix matrix, String method) {
  /** Of the point's size, on linear scales; on others as it is. */
  private static final double STEP = 1e-3;

  /**
   * The exact Hessian of a problem where there is one, else differences of its gradients.
   *
   * @param settings of the objective
   * @return nothing when the problem cannot be evaluated at or beside the point
   * @throws InputException when it cannot be compiled
   */
  public static Optional<Hessian> at(
      EstimationProblem problem, EvaluationSettings settings, Vector x) throws InputException {
    ProblemObjective objective = ProblemObjective.of(problem, settings);
    if (!(objective.evaluate(x, Derivatives.GRADIENT) instanceof Evaluation.Differentiable there)) {
      return Optional.empty();
    }
    try {
      return ExactHessian.of(problem, settings)
          .at(x, there.gradient())
          .map(matrix -> new Hessian(matrix, "exact: gradients of tangents"));
    } catch (Unsupported e) {
      return differences(objective, x)
          .map(
              matrix ->
                  new Hessian(matrix, "differences of gradients, because of " + e.getMessage()));
    }
  }

  /** By central differences of the fourth order; nothing when a point beside has no gradient. */
  public static Optional<Matrix> differences(Objective objective, Vector x) {
    int n = x.size();
    double[] hessian = new double[n * n];
    for (int j = 0; j < n; j++) {
      double h = STEP * (x.get(j) == 0 ? 1 : Math.min(1, Math.abs(x.get(j))));
      Optional<Vector> near = difference(objective, x, j, h);
      Optional<Vector> far = difference(objective, x, j, 2 * h);
      if (near.isEmpty() || far.isEmpty()) {
        return Optional.empty();
      }
      for (int i = 0; i < n; i++) {
        double second = (8 * near.get().get(i) - far.get().get(i)) / (12 * h);
        hessian[i * n + j] += second / 2; // symmetric
        hessian[j * n + i] += second / 2;
      }
    }
    return Optional.of(Matrix.of(n, n, hessian));
  }

  /** g(x + h) − g(x − h). */
  private static Optional<Vector> difference(Objective objective, Vector x, int j, double h) {
    return objective.evaluate(x.with(j, x.get(j) + h), Derivatives.GRADIENT)
                instanceof Evaluation.Differentiable above
            && objective.evaluate(x.with(j, x.get(j) - h), Derivatives.GRADIENT)
                instanceof Evaluation.Differentiable below
        ? Optional.of(above.gradient().minus(below.gradient()))
        : Optional.empty();
  }
}
