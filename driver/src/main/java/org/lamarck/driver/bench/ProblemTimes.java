package org.lamarck.driver.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Measures how long a problem takes: from its files to the first gradient, and each kind of
 * evaluation. All is done in a few seconds each, whatever the problem's size; evaluations that take
 * longer than {@value #LONGEST_SECONDS} s are not waited for.
 */
public final class ProblemTimes {
  private static final double LONGEST_SECONDS = 10;

  private final String location;
  private final int repeat;
  private final Tolerances tolerances;

  /** From the files to the first gradient: CPU time of this thread, in milliseconds. */
  private record Pass(
      EstimationProblem problem,
      ProblemEvaluation first,
      double read,
      double compile,
      double gradient) {}

  /**
   * Prepares to measure.
   *
   * @param location the problem's path or URI
   * @param repeat the most calls of each kind
   */
  public ProblemTimes(String location, int repeat, Tolerances tolerances) {
    this.location = location;
    this.repeat = repeat;
    this.tolerances = tolerances;
  }

  /** What {@code bench --json} prints; a number is absent where a call takes too long. */
  public Map<String, Object> measure() throws Exception {
    long begin = System.nanoTime();
    Pass cold = pass();
    final double coldMillis = (System.nanoTime() - begin) * 1e-6;
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", location);
    addPasses(result, passes(cold));
    result.put("coldFirstGradientMillis", coldMillis);
    addEvaluations(result, cold.problem());
    result.put("method", cold.first().method().name().toLowerCase(Locale.ROOT));
    result.put("steps", cold.first().steps());
    result.put("states", states(cold.problem()));
    result.put("parameters", cold.problem().estimated().size());
    result.put("conditions", cold.problem().experiments().size());
    return result;
  }

  private Pass pass() throws IOException, InputException, ConfigException {
    ProblemObjective.forgetCompiled();
    double begin = Stopwatch.millis();
    EstimationProblem problem = ProblemFiles.read(location, ScaleChoice.AUTO).problem();
    double read = Stopwatch.millis();
    ProblemObjective objective = objective(problem, GradientMethod.AUTO);
    double compiled = Stopwatch.millis();
    ProblemEvaluation first =
        objective.evaluateFully(nominal(location, objective), Derivatives.GRADIENT);
    return new Pass(problem, first, read - begin, compiled - read, Stopwatch.millis() - begin);
  }

  private ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(tolerances, method));
  }

  /** The nominal point; every parameter must have one. */
  static Vector nominal(String location, ProblemObjective objective) throws ConfigException {
    Vector point = objective.parameters().nominal();
    if (!point.isFinite()) {
      throw new ConfigException(
          location + ": error: a parameter has no nominal value; give each one in the table");
    }
    return point;
  }

  /** Passes in a Java that has been busy with such for a while, at least one. */
  private List<Pass> passes(Pass cold) throws IOException, InputException, ConfigException {
    double warm = cold.gradient();
    while (warm < 1000 * Stopwatch.WARM_UP_SECONDS) {
      warm += pass().gradient();
    }
    List<Pass> passes = new ArrayList<>();
    double sum = 0;
    do {
      Pass pass = pass();
      passes.add(pass);
      sum += pass.gradient();
    } while (passes.size() < repeat && sum < 1000 * Stopwatch.REPETITION_SECONDS);
    return passes;
  }

  private static void addPasses(Map<String, Object> result, List<Pass> passes) {
    result.put("readMillis", median(passes, Pass::read));
    result.put("compileMillis", median(passes, Pass::compile));
    result.put("firstGradientMillis", median(passes, Pass::gradient));
  }

  private static double median(List<Pass> passes, Function<Pass, Double> part) {
    return Stopwatch.median(passes.stream().map(part).toList());
  }

  /** Forward derivatives come last: those of many parameters may take too long. */
  private void addEvaluations(Map<String, Object> result, EstimationProblem problem)
      throws InputException, ConfigException, InterruptedException {
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective adjoint = objective(problem, GradientMethod.ADJOINT);
    Vector point = nominal(location, forward);
    Runnable back = () -> adjoint.evaluate(point, Derivatives.GRADIENT);
    Runnable tangents = () -> forward.evaluate(point, Derivatives.GRADIENT);
    Runnable residuals = () -> forward.evaluate(point, Derivatives.RESIDUALS);
    result.put(
        "llhMillis",
        Stopwatch.medianMillis(repeat, () -> adjoint.evaluate(point, Derivatives.NONE)));
    result.put("forwardMillis", OptionalDouble.empty()); // for the order of the keys
    result.put("adjointMillis", Stopwatch.medianMillis(repeat, back));
    result.put("residualsMillis", OptionalDouble.empty());
    long allocated = Stopwatch.allocatedBytes(back);
    if (Stopwatch.endsWithin(LONGEST_SECONDS, tangents)) {
      result.put("forwardMillis", Stopwatch.medianMillis(repeat, tangents));
      result.put("residualsMillis", Stopwatch.medianMillis(repeat, residuals));
      allocated = Stopwatch.allocatedBytes(tangents);
    } else {
      result.put(
          "notMeasured",
          "forwardMillis and residualsMillis: a call takes more than %.0f s"
              .formatted(LONGEST_SECONDS));
    }
    result.put("allocatedBytesPerGradient", allocated);
  }

  /** The number of states of all models. */
  static long states(EstimationProblem problem) {
    return problem.models().stream()
        .flatMap(model -> model.quantities().stream())
        .filter(Quantity::hasRate)
        .count();
  }
}
