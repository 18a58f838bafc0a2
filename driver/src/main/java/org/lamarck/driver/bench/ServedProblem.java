package org.lamarck.driver.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.problem.PointEvaluation;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/** A problem whose calls are measured one by one. */
public final class ServedProblem {
  /** Value, forward and adjoint gradient and one more in turn are compiled once. */
  private static final int OBJECTIVES = 4;

  /** Its CPU time is known well enough by one call. */
  private static final double LONG_MILLIS = 2000;

  private final String source;
  private final EstimationProblem problem;
  private final Map<EvaluationSettings, ProblemObjective> objectives =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<EvaluationSettings, ProblemObjective> eldest) {
          return size() > OBJECTIVES;
        }
      };
  private final List<Parameter> estimated;
  private final Map<String, Object> heading = new LinkedHashMap<>();

  private ServedProblem(String source, EstimationProblem problem, ProblemObjective objective) {
    this.source = source;
    this.problem = problem;
    this.estimated = objective.parameters().estimated();
  }

  /** Reads and compiles a problem and evaluates its first gradient, and keeps the times of this. */
  static ServedProblem open(String location, BenchRequest request)
      throws IOException, InputException, ConfigException {
    ProblemObjective.forgetCompiled();
    final double processBegin = Stopwatch.processMillis();
    final long begin = System.nanoTime();
    EstimationProblem read = ProblemFiles.read(location, ScaleChoice.AUTO).problem();
    final double readMillis = millisSince(begin);
    ProblemObjective objective = ProblemObjective.of(read, request.settings());
    final double compileMillis = millisSince(begin) - readMillis;
    ServedProblem served = new ServedProblem(location, read, objective);
    served.objectives.put(request.settings(), objective);
    objective.evaluate(ProblemTimes.nominal(location, objective), Derivatives.GRADIENT);
    served.heading.put("problem", location);
    served.heading.put("readMillis", readMillis);
    served.heading.put("compileMillis", compileMillis);
    served.heading.put("firstGradientMillis", millisSince(begin));
    served.heading.put("firstGradientCpuMillis", Stopwatch.processMillis() - processBegin);
    served.describe();
    return served;
  }

  private void describe() {
    Map<String, Object> nominal = new LinkedHashMap<>();
    Map<String, Object> scales = new LinkedHashMap<>();
    for (Parameter parameter : estimated) {
      nominal.put(parameter.id(), parameter.scale().toScale(parameter.nominal()));
      scales.put(parameter.id(), parameter.scale().name().toLowerCase(Locale.ROOT));
    }
    heading.put("states", ProblemTimes.states(problem));
    heading.put("conditions", problem.experiments().size());
    heading.put("measurements", problem.measurements().size());
    heading.put("nominal", nominal);
    heading.put("scale", scales);
  }

  /** What the problem is and how long it took to the first gradient, of wall clock and CPU. */
  Map<String, Object> heading() {
    return heading;
  }

  /**
   * Evaluates as often as asked for; tells what came of it and what each call took. A first call of
   * more than {@link #LONG_MILLIS} is not repeated.
   */
  Map<String, Object> measure(BenchRequest request) throws InputException, ConfigException {
    Vector point = point(request.point());
    Derivatives derivatives = request.method().derivatives();
    ProblemObjective objective = objective(request.settings());
    Runnable call = () -> objective.evaluate(point, derivatives);
    if (request.warmUp() > 0) {
      Stopwatch.warmUp(request.warmUp(), call);
    }
    AtomicReference<ProblemEvaluation> first = new AtomicReference<>();
    Stopwatch.Lap lap =
        Stopwatch.measure(1, 0, () -> first.set(objective.evaluateFully(point, derivatives)));
    Map<String, Object> answer = new LinkedHashMap<>();
    tell(Objects.requireNonNull(first.get()), request.arrays(), answer);
    if (request.held()) {
      answer.put("heldBytes", heldBytes(request, point));
    }
    if (!answer.containsKey("failure") && request.repeat() > 0) {
      boolean isLong = lap.cpuMillis().get(0) > LONG_MILLIS;
      tell(isLong ? lap : Stopwatch.measure(request.repeat(), request.seconds(), call), answer);
    }
    return answer;
  }

  private static void tell(Stopwatch.Lap lap, Map<String, Object> answer) {
    answer.put("cpuMillis", lap.cpuMillis());
    answer.put("processMillis", lap.processMillis());
    answer.put("allocatedBytes", lap.allocatedBytes());
  }

  /** What a new objective keeps after an evaluation: work space and, for adjoints, steps. */
  private long heldBytes(BenchRequest request, Vector point) throws InputException {
    long before = Stopwatch.heldBytes();
    ProblemObjective objective = ProblemObjective.of(problem, request.settings());
    try {
      objective.evaluate(point, request.method().derivatives());
      return Stopwatch.heldBytes() - before;
    } finally {
      Reference.reachabilityFence(objective);
    }
  }

  private void tell(ProblemEvaluation evaluation, boolean arrays, Map<String, Object> answer) {
    answer.put("method", evaluation.method().name().toLowerCase(Locale.ROOT));
    answer.put("steps", evaluation.steps());
    if (evaluation.evaluation() instanceof Evaluation.Finite finite) {
      boolean likelihood = problem.loss().isLikelihood();
      answer.put(
          likelihood ? "llh" : "loss", likelihood ? evaluation.logLikelihood() : finite.value());
    }
    if (evaluation.evaluation() instanceof Evaluation.Differentiable differentiable) {
      answer.put("gradient", PointEvaluation.gradient(problem.loss(), estimated, differentiable));
    }
    if (arrays && evaluation.evaluation() instanceof Evaluation.LeastSquares squares) {
      answer.put("residuals", list(squares.residuals()));
      answer.put("jacobian", rows(squares.jacobian()));
    }
    if (evaluation.evaluation() instanceof Evaluation.Failed failed) {
      answer.put("failure", PointEvaluation.failure(failed));
    }
  }

  private ProblemObjective objective(EvaluationSettings settings) throws InputException {
    ProblemObjective known = objectives.get(settings);
    if (known == null) {
      known = ProblemObjective.of(problem, settings);
      objectives.put(settings, known);
    }
    return known;
  }

  private Vector point(Map<String, Double> given) throws ConfigException {
    double[] point = new double[estimated.size()];
    int used = 0;
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = estimated.get(i);
      Double value = given.get(parameter.id());
      point[i] = value == null ? parameter.scale().toScale(parameter.nominal()) : value;
      used += value == null ? 0 : 1;
    }
    if (used < given.size()) {
      throw new ConfigException("point names a parameter that " + source + " does not estimate");
    }
    return Vector.of(point);
  }

  private static List<Double> list(Vector vector) {
    List<Double> list = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      list.add(vector.get(i));
    }
    return list;
  }

  private static List<List<Double>> rows(Matrix matrix) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(list(matrix.row(i)));
    }
    return rows;
  }

  private static double millisSince(long begin) {
    return (System.nanoTime() - begin) * 1e-6;
  }
}
