package org.lamarck.worker.objective;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.model.ModelCache;
import org.lamarck.worker.objective.inner.InnerGroup;
import org.lamarck.worker.objective.inner.InnerReduction;
import org.lamarck.worker.objective.inner.InnerSolver;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/**
 * An estimation problem as an objective: the negative log-likelihood of what was measured, that of
 * the unnormalised posterior, or the Euclidean norm of the misfit. Serves one thread; what is
 * compiled is shared by all.
 *
 * <p>Residuals are (T(m) − T(h))/σ, one for each measurement, and where a σ is not a fixed number a
 * second one √(2 ln σ + 200) whose half square is ln σ and a constant (as in AMICI and Fides), so
 * that value = ½ rᵀr + const. The curvature is the expected Fisher information ∂hᵀ∂h/σ² + 2
 * ∂σᵀ∂σ/σ². A censored value has the residual √(−2 ln P). Noise that is not normal has no residuals
 * of this kind: asked for them, the objective answers with a gradient. Priors and inner parameters
 * are told of in {@link PriorTerm} and {@link InnerReduction}.
 */
public final class ProblemObjective implements BatchedObjective {
  private final JointLikelihood likelihood;
  private final ParameterMap outer;
  private final @Nullable PriorTerm priors;
  private final @Nullable InnerReduction reduction;
  private @Nullable Supplier<ProblemObjective> rough;
  private @Nullable ProblemObjective coarse; // when it is first asked for

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
   * An objective of a problem, which is compiled if no equal one has been in this JVM.
   *
   * @throws InputException when the problem uses what is not supported, leaves a value open, or
   *     declares inner parameters that have no closed form; when there are inner parameters at all
   *     and several models
   */
  public static ProblemObjective of(EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    return of(ContentHash.of(problem), () -> problem, settings);
  }

  /**
   * An objective of a problem whose hash is known.
   *
   * @param hash {@link ContentHash#of} the problem
   * @param problem asked for only when it is to be compiled
   * @throws InputException as above
   */
  public static ProblemObjective of(
      String hash, Supplier<EstimationProblem> problem, EvaluationSettings settings)
      throws InputException {
    return of(PlanCache.plan(hash, problem), settings);
  }

  /**
   * An objective of a variant of a problem: some of what that one estimates is fixed. All variants
   * share what is compiled of the problem.
   *
   * @param hash {@link ContentHash#of} the problem in which everything is estimated that any
   *     variant estimates
   * @param problem asked for only when it is to be compiled
   * @param parameters the same in the same order, with those fixed that the variant fixes
   * @throws InputException as above
   */
  public static ProblemObjective variant(
      String hash,
      Supplier<EstimationProblem> problem,
      List<Parameter> parameters,
      EvaluationSettings settings)
      throws InputException {
    return of(PlanCache.plan(hash, problem).restricted(parameters), settings);
  }

  private static ProblemObjective of(ObjectivePlan plan, EvaluationSettings settings)
      throws InputException {
    ProblemPlan first = plan.parts().get(0);
    PriorTerm priors = settings.priors() ? new PriorTerm(first.parameters()) : null;
    if (plan.parts().size() > 1) {
      return new ProblemObjective(
          JointLikelihood.of(plan, settings), first.parameters(), priors, null);
    }
    List<InnerGroup> groups = plan.groups(settings);
    InnerSolver inner = groups.isEmpty() ? null : new InnerSolver(first, groups);
    JointLikelihood likelihood =
        JointLikelihood.of(plan.problem(), new Likelihood(first, settings, inner));
    if (inner == null) {
      return new ProblemObjective(likelihood, first.parameters(), priors, null);
    }
    InnerReduction reduction = new InnerReduction(plan.problem(), first.parameters(), inner);
    return new ProblemObjective(likelihood, reduction.outer(), priors, reduction);
  }

  /**
   * Forgets all that was compiled, so that the next problem is compiled: to measure what that
   * takes.
   */
  public static void forgetCompiled() {
    PlanCache.forget();
    ModelCache.forget();
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

  /** The same, which has a coarse one; that is made when it is first asked for. */
  public ProblemObjective withCoarse(Supplier<ProblemObjective> other) {
    rough = other;
    coarse = null;
    return this;
  }

  @Override
  public Objective coarse() {
    if (coarse == null && rough != null) {
      coarse = rough.get();
    }
    return coarse == null ? this : coarse;
  }

  @Override
  public Objective withoutRows() {
    return (x, derivatives) -> evaluate(x, derivatives, false).evaluation();
  }

  /** Experiments that share no steady state; 1 where the value is no sum of theirs. */
  @Override
  public int parts() {
    return likelihood.batchable();
  }

  /** Priors count in full. */
  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives, int[] parts) {
    if (parts() == 1) {
      return evaluate(x, derivatives);
    }
    Derivatives order = derivatives == Derivatives.RESIDUALS ? Derivatives.GRADIENT : derivatives;
    ProblemEvaluation some = likelihood.evaluate(x, order, parts);
    ProblemEvaluation all = some.with(scaled(some.evaluation(), (double) parts() / parts.length));
    return priors == null ? all.evaluation() : priors.added(all, likelihood.linear()).evaluation();
  }

  private static Evaluation scaled(Evaluation evaluation, double factor) {
    if (evaluation instanceof Evaluation.Differentiable known) {
      return new Evaluation.Gradient(factor * known.value(), known.gradient().times(factor));
    }
    return evaluation instanceof Evaluation.Finite finite
        ? new Evaluation.Value(factor * finite.value())
        : evaluation;
  }

  /**
   * Evaluates and tells all about it.
   *
   * @param x coordinates, on the parameters' scales
   */
  public ProblemEvaluation evaluateFully(Vector x, Derivatives derivatives) {
    return evaluate(x, derivatives, true);
  }

  private ProblemEvaluation evaluate(Vector x, Derivatives derivatives, boolean keepsRows) {
    Vector point = reduction == null ? x : reduction.extend(x);
    ProblemEvaluation evaluation = likelihood.evaluate(point, derivatives, keepsRows);
    if (priors != null) {
      evaluation = priors.added(evaluation, likelihood.linear());
    }
    return reduction == null
        ? evaluation
        : evaluation.with(reduction.reduced(evaluation.evaluation(), likelihood.linear()));
  }
}
