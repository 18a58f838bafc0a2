package org.lamarck.worker.objective;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * An estimation problem as an objective: the negative log-likelihood of what was measured, that of
 * the unnormalised posterior, or the Euclidean norm of the misfit. Serves one thread; the compiled
 * models are shared by all.
 *
 * <p>Residuals are (T(m) − T(h))/σ, one for each measurement, and where a σ is not a fixed number a
 * second one √(2 ln σ + 200) whose half square is ln σ and a constant (as in AMICI and Fides), so
 * that value = ½ rᵀr + const. The curvature is the expected Fisher information ∂hᵀ∂h/σ² + 2
 * ∂σᵀ∂σ/σ². Laplace noise has no residuals of this kind: asked for them, the objective answers with
 * a gradient. Priors and inner parameters are told of in {@link PriorTerm} and {@link
 * InnerReduction}.
 */
public final class ProblemObjective implements Objective {
  private final JointLikelihood likelihood;
  private final ParameterMap outer;
  private final @Nullable PriorTerm priors;
  private final @Nullable InnerReduction reduction;

  private ProblemObjective(
      JointLikelihood likelihood,
      ParameterMap outer,
      @Nullable PriorTerm priors,
      @Nullable InnerReduction reduction) {
    this.likelihood = likelihood;
    this.outer = outer;
    this.priors = priors;
    this.reduction = reduction;
  }

  /**
   * Compiles a problem.
   *
   * @throws InputException when the problem uses what is not supported, leaves a value open, or
   *     declares inner parameters that have no closed form; when there are inner parameters at all
   *     and several models
   */
  public static ProblemObjective of(EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    if (problem.models().size() > 1) {
      ParameterMap parameters = new ParameterMap(problem);
      return new ProblemObjective(
          JointLikelihood.of(problem, settings),
          parameters,
          settings.priors() ? new PriorTerm(parameters) : null,
          null);
    }
    ProblemPlan plan = new ProblemPlan(problem);
    InnerSolver inner = InnerParameters.solver(plan, settings);
    PriorTerm priors = settings.priors() ? new PriorTerm(plan.parameters()) : null;
    JointLikelihood likelihood = JointLikelihood.of(problem, new Likelihood(plan, settings, inner));
    if (inner == null) {
      return new ProblemObjective(likelihood, plan.parameters(), priors, null);
    }
    InnerReduction reduction = new InnerReduction(problem, plan.parameters(), inner);
    return new ProblemObjective(likelihood, reduction.outer(), priors, reduction);
  }

  /** The parameters that are searched and how coordinates become their values. */
  public ParameterMap parameters() {
    return outer;
  }

  /** The box of the search, on the parameters' scales. */
  public SearchSpace space() {
    return outer.space();
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    return evaluateFully(x, derivatives).evaluation();
  }

  /**
   * Evaluates and tells all about it.
   *
   * @param x coordinates, on the parameters' scales
   */
  public ProblemEvaluation evaluateFully(Vector x, Derivatives derivatives) {
    Vector point = reduction == null ? x : reduction.extend(x);
    ProblemEvaluation evaluation = likelihood.evaluate(point, derivatives);
    if (priors != null) {
      evaluation = priors.added(evaluation, likelihood.linear());
    }
    return reduction == null ? evaluation : reduction.reduced(evaluation, likelihood.linear());
  }
}
