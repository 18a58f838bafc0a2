package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Parameter;

/**
 * The negative log-likelihood of what was measured of several models, as a function of all
 * estimated parameters: the sum of the models' own. That of one model is its own, to the bit.
 * Residuals and rows of the Jacobian stand model by model. Serves one thread.
 */
final class JointLikelihood {
  private final EstimationProblem problem;
  private final List<Likelihood> parts;

  /** For each part the positions of its measurements in the problem. */
  private final List<int[]> positions = new ArrayList<>();

  private final boolean hasResiduals;

  private JointLikelihood(EstimationProblem problem, List<Likelihood> parts) {
    this.problem = problem;
    this.parts = List.copyOf(parts);
    for (int model = 0; model < parts.size(); model++) {
      positions.add(problem.partMeasurements(model));
    }
    hasResiduals = parts.stream().allMatch(Likelihood::hasResiduals);
  }

  /** The likelihood of a problem of one model. */
  static JointLikelihood of(EstimationProblem problem, Likelihood only) {
    return new JointLikelihood(problem, List.of(only));
  }

  /**
   * The likelihood of a problem of several models.
   *
   * @throws InputException when a scheme of integration is asked for that one of them does not
   *     permit, or when parameters are to be computed within the objective
   */
  static JointLikelihood of(ObjectivePlan plan, EvaluationSettings settings) throws InputException {
    refuseInner(plan.problem(), settings.inner());
    List<Likelihood> parts = new ArrayList<>();
    for (ProblemPlan part : plan.parts()) {
      parts.add(new Likelihood(part, settings, null));
    }
    return new JointLikelihood(plan.problem(), parts);
  }

  /** How many parts the likelihood is a sum of that can be evaluated alone; 1 for none. */
  int batchable() {
    return parts.size() == 1 ? parts.get(0).parts() : 1;
  }

  /** The likelihood of some of these parts. */
  ProblemEvaluation evaluate(Vector x, Derivatives derivatives, int[] chosen) {
    return parts.get(0).evaluate(x, derivatives, chosen);
  }

  /** An inner parameter may be measured by several models, whose residuals meet only here. */
  private static void refuseInner(EstimationProblem problem, Inner inner) throws InputException {
    boolean anyDeclared =
        problem.estimated().stream().anyMatch(one -> one.inner() != Parameter.Inner.NONE);
    if (inner == Inner.DETECTED || (inner == Inner.DECLARED && anyDeclared)) {
      throw new InputException(
          Finding.error(
              problem.id(),
              0,
              0,
              "offsets, scalings and noise parameters are not computed within the objective of %d"
                      .formatted(problem.models().size())
                  + " models",
              "search for them with --hierarchical off"));
    }
  }

  /** The linear values of all parameters at the last point. */
  double[] linear() {
    return parts.get(0).linear();
  }

  /**
   * Evaluates; the first model that fails is the failure of all.
   *
   * @param x coordinates, on the parameters' scales
   * @param keepsRows whether residuals have rows, where they are asked for
   */
  ProblemEvaluation evaluate(Vector x, Derivatives derivatives, boolean keepsRows) {
    if (parts.size() == 1) {
      return parts.get(0).evaluate(x, derivatives, keepsRows);
    }
    Derivatives order =
        derivatives == Derivatives.RESIDUALS && !hasResiduals ? Derivatives.GRADIENT : derivatives;
    List<ProblemEvaluation> terms = new ArrayList<>();
    for (int model = 0; model < parts.size(); model++) {
      ProblemEvaluation term = parts.get(model).evaluate(x, order, keepsRows);
      terms.add(term);
      if (term.evaluation() instanceof Failed failed) {
        return failure(named(failed, model), terms);
      }
    }
    Evaluation sum = sum(terms.stream().map(ProblemEvaluation::evaluation).toList(), x.size());
    return sum instanceof Failed failed ? failure(failed, terms) : joined(sum, terms);
  }

  /** Experiments of two models may have the same name, so the place of a failure is both. */
  private Failed named(Failed failed, int model) {
    String id = problem.models().get(model).id();
    String where = failed.where().isEmpty() ? id : id + ": " + failed.where();
    return new Failed(failed.reason(), where, failed.time(), failed.detail());
  }

  private static ProblemEvaluation failure(Failed failed, List<ProblemEvaluation> terms) {
    return new ProblemEvaluation(
        failed, Double.NaN, Double.NaN, List.of(), steps(terms), method(terms), Map.of(), Map.of());
  }

  private ProblemEvaluation joined(Evaluation sum, List<ProblemEvaluation> terms) {
    ProblemEvaluation.Simulated[] simulated =
        new ProblemEvaluation.Simulated[problem.measurements().size()];
    for (int model = 0; model < terms.size(); model++) {
      int[] position = positions.get(model);
      for (int m = 0; m < position.length; m++) {
        simulated[position[m]] = terms.get(model).measurements().get(m);
      }
    }
    return new ProblemEvaluation(
        sum,
        terms.stream().mapToDouble(ProblemEvaluation::logLikelihood).sum(),
        terms.stream().mapToDouble(ProblemEvaluation::chiSquared).sum(),
        List.of(simulated),
        steps(terms),
        method(terms),
        terms.get(0).estimates(),
        scales(terms));
  }

  /** A part has the observables of its model in their order. */
  private Map<Integer, MonotoneScale> scales(List<ProblemEvaluation> terms) {
    Map<Integer, MonotoneScale> scales = new LinkedHashMap<>();
    for (int model = 0; model < terms.size(); model++) {
      int own = model;
      int[] ofModel =
          IntStream.range(0, problem.observables().size())
              .filter(o -> problem.observables().get(o).model() == own)
              .toArray();
      terms.get(model).scales().forEach((o, scale) -> scales.put(ofModel[o], scale));
    }
    return scales;
  }

  private static long steps(List<ProblemEvaluation> terms) {
    return terms.stream().mapToLong(ProblemEvaluation::steps).sum();
  }

  /** How the gradient was computed: ADJOINT when that of one model was. */
  private static GradientMethod method(List<ProblemEvaluation> terms) {
    return terms.stream().anyMatch(term -> term.method() == GradientMethod.ADJOINT)
        ? GradientMethod.ADJOINT
        : GradientMethod.FORWARD;
  }

  /** The sum of evaluations of one kind by n coordinates; a failure when it overflows. */
  private static Evaluation sum(List<Evaluation> terms, int n) {
    double value = 0;
    double[] gradient = new double[n];
    List<Evaluation.LeastSquares> squares = new ArrayList<>();
    boolean isDifferentiable = false;
    for (Evaluation term : terms) {
      value += ((Evaluation.Finite) term).value();
      if (term instanceof Evaluation.Differentiable differentiable) {
        isDifferentiable = true;
        add(differentiable.gradient().toArray(), gradient);
      }
      if (term instanceof Evaluation.LeastSquares one) {
        squares.add(one);
      }
    }
    Vector slope = Vector.of(gradient);
    if (!Double.isFinite(value) || !slope.isFinite()) {
      return new Failed(
          Reason.NON_FINITE, "", Double.NaN, "the sum over the models is " + value + ", " + slope);
    }
    if (!isDifferentiable) {
      return new Evaluation.Value(value);
    }
    return squares.isEmpty()
        ? new Evaluation.Gradient(value, slope)
        : stacked(value, slope, squares);
  }

  /** Residuals and Jacobians below each other, curvatures added. */
  private static Evaluation stacked(
      double value, Vector gradient, List<Evaluation.LeastSquares> parts) {
    int n = gradient.size();
    int rows = parts.stream().mapToInt(part -> part.residuals().size()).sum();
    double[] residuals = new double[rows];
    double[] jacobian = new double[rows * n];
    double[] curvature = new double[n * n];
    int row = 0;
    for (Evaluation.LeastSquares part : parts) {
      int own = part.residuals().size();
      part.residuals().copyInto(residuals, row);
      System.arraycopy(part.jacobian().toArray(), 0, jacobian, row * n, own * n);
      add(part.curvature().toArray(), curvature);
      row += own;
    }
    return new Evaluation.LeastSquares(
        value,
        gradient,
        Vector.of(residuals),
        Matrix.of(rows, n, jacobian),
        Matrix.of(n, n, curvature));
  }

  private static void add(double[] term, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += term[j];
    }
  }
}
