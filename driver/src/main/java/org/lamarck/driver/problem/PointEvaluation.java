package org.lamarck.driver.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.hessian.Hessian;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.output.SimulationTable;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;

/**
 * A problem evaluated at one point. The likelihood is told without the priors, and their density
 * beside it.
 */
public final class PointEvaluation {
  private final String source;
  private final EstimationProblem problem;
  private final EvaluationSettings settings;
  private final List<Parameter> searched;
  private final ProblemEvaluation evaluation;

  /**
   * Evaluates.
   *
   * @param source the problem's place as the user wrote it
   * @param values on the linear scale, by id; the others keep their nominal values
   */
  public PointEvaluation(
      String source,
      EstimationProblem read,
      Map<String, Double> values,
      EvaluationSettings settings,
      Derivatives derivatives)
      throws InputException {
    this.source = source;
    this.settings = settings;
    problem = withValues(source, read, values);
    ProblemObjective objective = ProblemObjective.of(problem, settings);
    searched = objective.parameters().estimated();
    evaluation = objective.evaluateFully(objective.parameters().nominal(), derivatives);
  }

  private static EstimationProblem withValues(
      String source, EstimationProblem problem, Map<String, Double> values) throws InputException {
    List<Parameter> parameters = new ArrayList<>();
    List<Finding> missing = new ArrayList<>();
    for (Parameter parameter : problem.parameters()) {
      double value = values.getOrDefault(parameter.id(), parameter.nominal());
      if (Double.isNaN(value)) {
        missing.add(
            Finding.error(
                source,
                0,
                0,
                "parameter " + parameter.id() + " has no nominal value",
                "give it one by --parameters"));
      }
      parameters.add(changed(parameter, value));
    }
    if (!missing.isEmpty()) {
      throw new InputException(missing);
    }
    return problem.withParameters(parameters);
  }

  private static Parameter changed(Parameter parameter, double nominal) {
    return new Parameter(
        parameter.id(),
        parameter.scale(),
        parameter.lower(),
        parameter.upper(),
        nominal,
        parameter.estimated(),
        parameter.prior(),
        parameter.initialization(),
        parameter.inner());
  }

  /** Whether the simulation could not be finished. */
  public boolean failed() {
    return evaluation.evaluation() instanceof Evaluation.Failed;
  }

  /** What {@code evaluate --json} prints. */
  public Map<String, Object> result() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", source);
    if (evaluation.evaluation() instanceof Evaluation.Finite finite) {
      if (problem.loss().isLikelihood()) {
        result.put("llh", evaluation.logLikelihood());
      } else {
        result.put("loss", finite.value());
      }
      result.put("chi2", evaluation.chiSquared());
    }
    addPrior(result);
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> scales = new LinkedHashMap<>();
    for (Parameter parameter : problem.parameters()) {
      values.put(parameter.id(), value(parameter));
      scales.put(parameter.id(), parameter.scale().name().toLowerCase(Locale.ROOT));
    }
    result.put("parameters", values);
    result.put("scale", scales);
    addGradient(result);
    result.put("objective", settings.priors() ? "posterior" : "likelihood");
    result.put("method", evaluation.method().name().toLowerCase(Locale.ROOT));
    result.put("rtol", settings.tolerances().relative());
    result.put("atol", settings.tolerances().absolute().get(0));
    result.put("atolOf", settings.tolerances().floor().words());
    result.put("steps", evaluation.steps());
    if (evaluation.evaluation() instanceof Evaluation.Failed failed) {
      result.put("failure", failure(failed));
    }
    return result;
  }

  /** As given, or as the objective computed it. */
  private double value(Parameter parameter) {
    return !parameter.estimated() || searched.contains(parameter)
        ? parameter.nominal()
        : evaluation.estimates().getOrDefault(parameter.id(), parameter.nominal());
  }

  private void addPrior(Map<String, Object> result) {
    List<Parameter> withPrior =
        problem.estimated().stream().filter(parameter -> parameter.prior() != null).toList();
    if (withPrior.isEmpty()) {
      return;
    }
    double sum = 0;
    for (Parameter parameter : withPrior) {
      Prior prior = parameter.prior();
      if (prior != null) {
        sum += prior.logDensity(value(parameter), parameter.scale());
      }
    }
    result.put("logPrior", sum);
    if (result.containsKey("llh")) {
      result.put("logPosterior", evaluation.logLikelihood() + sum);
    }
  }

  /** d llh / d parameter, or d logPosterior when priors count; for a norm d loss / d parameter. */
  private void addGradient(Map<String, Object> result) {
    if (!(evaluation.evaluation() instanceof Evaluation.Differentiable differentiable)) {
      return;
    }
    result.put("gradient", gradient(problem.loss(), searched, differentiable));
  }

  /** By id, d llh / d parameter on its scale; for a norm d loss / d parameter. */
  public static Map<String, Object> gradient(
      Loss loss, List<Parameter> searched, Evaluation.Differentiable evaluation) {
    Map<String, Object> gradient = new LinkedHashMap<>();
    for (int i = 0; i < searched.size(); i++) {
      gradient.put(searched.get(i).id(), loss.shown(evaluation.gradient().get(i)));
    }
    return gradient;
  }

  /**
   * Second derivatives at the point, on the scales; nothing where it cannot be evaluated, or beside
   * it.
   *
   * @throws InputException when they cannot be compiled
   */
  public Optional<Hessian> hessian() throws InputException {
    return failed() ? Optional.empty() : Hessian.at(problem, settings, point());
  }

  /** The estimated parameters that are searched, the coordinates of the point. */
  public List<Parameter> searched() {
    return searched;
  }

  /** Its coordinates, on the scales. */
  public Vector point() {
    return Vector.of(
        searched.stream().mapToDouble(one -> one.scale().toScale(one.nominal())).toArray());
  }

  /**
   * The expected Fisher information at the point, on the scales; nothing where the noise is not
   * normal, or it cannot be evaluated there.
   */
  public Optional<Matrix> expectedInformation() throws InputException {
    return ProblemObjective.of(problem, settings).evaluate(point(), Derivatives.RESIDUALS)
            instanceof Evaluation.LeastSquares squares
        ? Optional.of(squares.curvature())
        : Optional.empty();
  }

  /** By id, d² llh / d parameter d parameter on their scales; for a norm those of the loss. */
  public Map<String, Object> shown(Hessian hessian) {
    return byId(hessian.matrix(), problem.loss().shown(1));
  }

  /** The entries of a matrix of the searched parameters, by id, times a factor. */
  public Map<String, Object> byId(Matrix matrix, double factor) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (int i = 0; i < searched.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int j = 0; j < searched.size(); j++) {
        row.put(searched.get(j).id(), factor * matrix.get(i, j));
      }
      rows.put(searched.get(i).id(), row);
    }
    return rows;
  }

  /** Why, where and when a simulation ended before its time. */
  public static Map<String, Object> failure(Evaluation.Failed failed) {
    Map<String, Object> failure = new LinkedHashMap<>();
    failure.put("reason", failed.reason().name().toLowerCase(Locale.ROOT));
    failure.put("words", failed.reason().words()); // as in result.json
    if (!failed.where().isEmpty()) {
      failure.put("condition", failed.where());
    }
    if (!Double.isNaN(failed.time())) {
      failure.put("time", failed.time());
    }
    failure.put("detail", failed.detail());
    return failure;
  }

  /** The PEtab simulation table, with residuals (simulated − measured) / σ. */
  public String table(FormatVersion version) {
    Vector residuals =
        Vector.of(evaluation.measurements().stream().mapToDouble(one -> -one.residual()).toArray());
    return SimulationTable.format(problem, evaluation.values(), residuals, version);
  }
}
