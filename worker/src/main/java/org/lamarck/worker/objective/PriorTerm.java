package org.lamarck.worker.objective;

import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;

/**
 * Minus the logarithm of the parameters' prior density, as PEtab defines it: of the linear value,
 * or of the scaled one for families that say so; so the maximum is that of the posterior density
 * (MAP). A prior with a curvature adds a row to residuals whose product with its derivative is the
 * prior's gradient and whose square is the curvature: for a normal prior its standardised value.
 */
final class PriorTerm {
  private final List<Parameter> estimated;
  private final int[] position;

  PriorTerm(ParameterMap parameters) {
    estimated = parameters.estimated();
    position = estimated.stream().mapToInt(one -> parameters.indexOf(one.id())).toArray();
  }

  /** The evaluation of a likelihood with the priors counted. */
  ProblemEvaluation added(ProblemEvaluation evaluation, double[] linear) {
    if (!(evaluation.evaluation() instanceof Evaluation.Finite finite)) {
      return evaluation;
    }
    double sum = 0;
    for (int j = 0; j < position.length; j++) {
      Parameter parameter = estimated.get(j);
      Prior prior = parameter.prior();
      if (prior != null) {
        double density = prior.logDensity(linear[position[j]], parameter.scale());
        if (!Double.isFinite(density)) {
          return evaluation.with(
              new Failed(
                  Reason.INVALID_PARAMETERS,
                  "",
                  Double.NaN,
                  "the prior density of " + parameter.id() + " is 0 at " + linear[position[j]]));
        }
        sum += density;
      }
    }
    return evaluation.with(added(finite, sum, linear));
  }

  private Evaluation added(Evaluation.Finite finite, double logDensity, double[] linear) {
    double value = finite.value() - logDensity;
    if (!(finite instanceof Evaluation.Differentiable differentiable)) {
      return new Evaluation.Value(value);
    }
    int n = position.length;
    double[] gradient = differentiable.gradient().toArray();
    double[] slope = new double[n];
    for (int j = 0; j < n; j++) {
      Parameter parameter = estimated.get(j);
      Prior prior = parameter.prior();
      if (prior != null) {
        slope[j] = -prior.slope(linear[position[j]], parameter.scale());
        gradient[j] += slope[j];
      }
    }
    if (!(finite instanceof Evaluation.LeastSquares squares)) {
      return new Evaluation.Gradient(value, Vector.of(gradient));
    }
    double[] curvature = new double[n];
    int rows = 0;
    for (int j = 0; j < n; j++) {
      Parameter parameter = estimated.get(j);
      Prior prior = parameter.prior();
      if (prior != null) {
        curvature[j] = prior.curvature(linear[position[j]], parameter.scale());
        rows += curvature[j] > 0 ? 1 : 0;
      }
    }
    int before = squares.residuals().size();
    double[] residuals = new double[before + rows];
    squares.residuals().copyInto(residuals, 0);
    double[] jacobian = new double[(before + rows) * n];
    System.arraycopy(squares.jacobian().toArray(), 0, jacobian, 0, before * n);
    double[] matrix = squares.curvature().toArray();
    int row = before;
    for (int j = 0; j < n; j++) {
      if (curvature[j] > 0) {
        matrix[j * n + j] += curvature[j];
        residuals[row] = slope[j] / Math.sqrt(curvature[j]);
        jacobian[row++ * n + j] = Math.sqrt(curvature[j]);
      }
    }
    return new Evaluation.LeastSquares(
        value,
        Vector.of(gradient),
        Vector.of(residuals),
        Matrix.of(before + rows, n, jacobian),
        Matrix.of(n, n, matrix));
  }
}
