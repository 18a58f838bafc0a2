package org.lamarck.worker.hessian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.task.SerializedProblem;

/**
 * The Hessian of a negative log-likelihood, or of that less the priors' log-densities, on the
 * scales of the search. Row j is the gradient of the derivative along parameter j, by tangents or
 * the adjoint of the model with its tangents: exact but for the error of integration. Serves one
 * thread.
 */
public final class ExactHessian {
  private final List<Parameter> estimated;
  private final List<ProblemObjective> parts;
  private final EvaluationSettings settings;

  private ExactHessian(
      List<Parameter> estimated, List<ProblemObjective> parts, EvaluationSettings settings) {
    this.estimated = List.copyOf(estimated);
    this.parts = List.copyOf(parts);
    this.settings = settings;
  }

  /**
   * The Hessian of a problem.
   *
   * @param settings of the objective, with no parameter that is computed inside
   * @throws Unsupported when it has what has no tangents as formulas
   * @throws InputException when it cannot be compiled
   */
  public static ExactHessian of(EstimationProblem problem, EvaluationSettings settings)
      throws Unsupported, InputException {
    if (settings.inner() != EvaluationSettings.Inner.NONE) {
      throw new Unsupported("parameters that the objective computes");
    }
    EstimationProblem own = SerializedProblem.of(problem).problem(); // with pools of its own
    List<ProblemObjective> parts = new ArrayList<>();
    for (int k = 0; k < own.models().size(); k++) {
      EstimationProblem part = own.part(k);
      if (!part.measurements().isEmpty()) {
        parts.add(ProblemObjective.of(DirectionalProblem.of(part), settings.withPriors(false)));
      }
    }
    return new ExactHessian(problem.estimated(), parts, settings);
  }

  /**
   * The Hessian at a point.
   *
   * @param gradient of the objective there, on the scales
   * @return nothing when a simulation fails
   */
  public Optional<Matrix> at(Vector x, Vector gradient) {
    int n = x.size();
    double[] linear = new double[n];
    double[] slope = new double[n];
    double[] bend = new double[n]; // d²θ/ds²
    for (int j = 0; j < n; j++) {
      Parameter parameter = estimated.get(j);
      linear[j] = parameter.linear(x.get(j));
      slope[j] = parameter.scale().slope(linear[j]);
      bend[j] = parameter.scale().secondDerivative(linear[j]);
    }
    double[] hessian = new double[n * n];
    for (int j = 0; j < n; j++) {
      double[] point = Arrays.copyOf(linear, 2 * n);
      point[n + j] = 1;
      for (ProblemObjective part : parts) {
        if (!(part.evaluate(Vector.of(point), Derivatives.GRADIENT)
            instanceof Evaluation.Differentiable there)) {
          return Optional.empty();
        }
        for (int i = 0; i < n; i++) {
          double second = there.gradient().get(i) * slope[i] * slope[j];
          hessian[i * n + j] += second / 2; // symmetric but for the error of integration
          hessian[j * n + i] += second / 2;
        }
      }
      double likelihoods = gradient.get(j) - priorSlope(j, linear[j]);
      hessian[j * n + j] += likelihoods / slope[j] * bend[j] + priorBend(j, linear[j]);
    }
    return Optional.of(Matrix.of(n, n, hessian));
  }

  private double priorSlope(int j, double linear) {
    Prior prior = estimated.get(j).prior();
    return prior == null || !settings.priors() ? 0 : -prior.slope(linear, estimated.get(j).scale());
  }

  private double priorBend(int j, double linear) {
    Prior prior = estimated.get(j).prior();
    return prior == null || !settings.priors()
        ? 0
        : -prior.secondDerivative(linear, estimated.get(j).scale());
  }
}
