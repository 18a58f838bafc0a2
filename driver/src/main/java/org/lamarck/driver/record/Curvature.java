package org.lamarck.driver.record;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.problem.Parameter;

/**
 * The second derivatives of the objective at a point. Where residuals are large and parameters
 * nearly collinear the Gauss–Newton matrix may be off by far, so they are differences of exact
 * gradients; where there are many parameters, or the differences are not those of a minimum, it is
 * the expected information.
 *
 * @param matrix on the parameters' scales, zero in rows and columns of parameters on a bound
 * @param method for people
 */
record Curvature(Matrix matrix, String method) {
  /** Two gradients for each parameter are no burden up to here. */
  private static final int MOST_DIFFERENCES = 60;

  /** Steps in standard errors: far above the noise of gradients, and the error is of its square. */
  private static final double STEP = 0.03;

  /** The step in parts of the range where no standard error is known. */
  private static final double PART = 1e-5;

  /** A negative eigenvalue beside the largest one that is the noise of differences. */
  private static final double NOISE = 1e-5;

  /**
   * The curvature at a point.
   *
   * @param free the coordinates that are on no bound
   * @param widths of the ranges of all
   * @return nothing when it cannot be evaluated there
   */
  static Optional<Curvature> at(
      Objective objective, Vector point, List<Parameter> parameters, int[] free, double[] widths) {
    Evaluation there = objective.evaluate(point, Derivatives.RESIDUALS);
    Optional<Matrix> expected =
        there instanceof Evaluation.LeastSquares squares
            ? Optional.of(squares.curvature())
            : Optional.empty();
    if (there instanceof Evaluation.Differentiable && free.length <= MOST_DIFFERENCES) {
      Optional<Matrix> observed =
          differences(objective, point, parameters, free, widths, expected)
              .filter(matrix -> isOfMinimum(matrix, free, widths));
      if (observed.isPresent()) {
        return Optional.of(
            new Curvature(
                observed.get(),
                "observed information at the best point, differences of gradients"));
      }
    }
    return expected.map(
        matrix -> new Curvature(matrix, "expected Fisher information at the best point"));
  }

  private static Optional<Matrix> differences(
      Objective objective,
      Vector point,
      List<Parameter> parameters,
      int[] free,
      double[] widths,
      Optional<Matrix> expected) {
    int n = point.size();
    double[] hessian = new double[n * n];
    for (int i : free) {
      double information = expected.map(matrix -> matrix.get(i, i)).orElse(0.0);
      double step = PART * widths[i];
      if (information > 0) {
        step = Math.min(STEP / Math.sqrt(information), 100 * step);
      }
      step = Math.min(step, room(parameters.get(i), point.get(i)) / 2);
      Optional<Vector> above = gradient(objective, point, i, step);
      Optional<Vector> below = gradient(objective, point, i, -step);
      if (above.isEmpty() || below.isEmpty()) {
        return Optional.empty();
      }
      for (int j : free) {
        double second = (above.get().get(j) - below.get().get(j)) / (2 * step);
        hessian[i * n + j] += second / 2; // symmetric
        hessian[j * n + i] += second / 2;
      }
    }
    return Optional.of(Matrix.of(n, n, hessian));
  }

  /** How far the nearer bound is. */
  private static double room(Parameter parameter, double at) {
    double lower = at - parameter.scale().toScale(parameter.lower());
    double upper = parameter.scale().toScale(parameter.upper()) - at;
    return Math.min(lower, upper);
  }

  private static Optional<Vector> gradient(Objective objective, Vector point, int i, double step) {
    double[] beside = point.toArray();
    beside[i] += step;
    return objective.evaluate(Vector.of(beside), Derivatives.GRADIENT)
            instanceof Evaluation.Differentiable there
        ? Optional.of(there.gradient())
        : Optional.empty();
  }

  static boolean isOfMinimum(Matrix matrix, int[] free, double[] widths) {
    int n = free.length;
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        q[i * n + j] = widths[free[i]] * widths[free[j]] * matrix.get(free[i], free[j]);
      }
    }
    double[] lambda = new double[n];
    if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
      return false;
    }
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double one : lambda) {
      largest = Math.max(largest, one);
      smallest = Math.min(smallest, one);
    }
    return smallest >= -NOISE * largest;
  }
}
