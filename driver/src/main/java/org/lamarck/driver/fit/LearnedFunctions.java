package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.equations.EquationsReader;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/**
 * What networks of a model have learned beside what is right, where its file says so: both as
 * functions of time, at the states that the experiments pass through.
 */
final class LearnedFunctions {
  /** Points of a curve. */
  private static final int MOST_TIMES = 400;

  private LearnedFunctions() {}

  /**
   * A table for each output of a network whose truth is known, with two columns for each
   * experiment; none where a simulation fails.
   *
   * @param point the coordinates of all estimated parameters
   */
  static List<Exhibit> at(EstimationProblem problem, EvaluationSettings settings, Vector point)
      throws InputException {
    Map<String, String> truths = truths(problem.model());
    if (truths.isEmpty() || problem.models().size() > 1 || problem.measurements().isEmpty()) {
      return List.of();
    }
    double[] times = times(problem);
    List<Observable> observables = new ArrayList<>();
    truths.forEach(
        (learned, right) -> {
          observables.add(observable(problem.model(), learned));
          observables.add(observable(problem.model(), right));
        });
    List<Measurement> measurements = new ArrayList<>();
    for (int observable = 0; observable < observables.size(); observable++) {
      for (int experiment = 0; experiment < problem.experiments().size(); experiment++) {
        for (double time : times) {
          measurements.add(new Measurement(observable, experiment, time, 0, List.of(), List.of()));
        }
      }
    }
    EstimationProblem seen =
        new EstimationProblem(
            problem.id(),
            problem.models(),
            problem.parameters(),
            problem.experiments(),
            observables,
            measurements,
            MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    List<ProblemEvaluation.Simulated> simulated =
        ProblemObjective.of(seen, settings).evaluateFully(point, Derivatives.NONE).measurements();
    List<Exhibit> exhibits = new ArrayList<>();
    for (int o = 0; o < observables.size() && !simulated.isEmpty(); o += 2) {
      exhibits.add(exhibit(seen, o, times, simulated));
    }
    return exhibits;
  }

  /** Outputs of networks with what they should be. */
  private static Map<String, String> truths(OdeModel model) {
    Map<String, String> truths = new LinkedHashMap<>();
    List<String> assigned =
        model.quantities().stream()
            .filter(Quantity.Assigned.class::isInstance)
            .map(Quantity::id)
            .toList();
    for (String id : assigned) {
      String right = EquationsReader.truth(id);
      if (assigned.contains(right)) {
        truths.put(id, right);
      }
    }
    return truths;
  }

  /** Those of measurements, or as many of them as can be drawn. */
  private static double[] times(EstimationProblem problem) {
    TreeSet<Double> all = new TreeSet<>();
    problem.measurements().stream()
        .map(Measurement::time)
        .filter(Double::isFinite)
        .forEach(all::add);
    double[] times = all.stream().mapToDouble(Double::doubleValue).toArray();
    int step = 1 + times.length / MOST_TIMES;
    double[] some = new double[(times.length + step - 1) / step];
    Arrays.setAll(some, i -> times[i * step]);
    return some;
  }

  private static Observable observable(OdeModel model, String id) {
    return new Observable(
        "seen_" + id,
        model.pool().symbol(id),
        model.pool().constant(1),
        Noise.NORMAL,
        List.of(),
        List.of());
  }

  private static Exhibit exhibit(
      EstimationProblem seen,
      int observable,
      double[] times,
      List<ProblemEvaluation.Simulated> simulated) {
    int experiments = seen.experiments().size();
    int width = 1 + 2 * experiments;
    double[] values = new double[times.length * width];
    List<String> columns = new ArrayList<>(List.of("time"));
    for (int e = 0; e < experiments; e++) {
      columns.add(seen.experiments().get(e).id() + ", learned");
      columns.add(seen.experiments().get(e).id() + ", right");
    }
    for (int k = 0; k < times.length; k++) {
      values[k * width] = times[k];
      for (int e = 0; e < experiments; e++) {
        for (int beside = 0; beside < 2; beside++) {
          int at = ((observable + beside) * experiments + e) * times.length + k;
          values[k * width + 1 + 2 * e + beside] = simulated.get(at).value();
        }
      }
    }
    String name = seen.observables().get(observable).id().substring("seen_".length());
    return new Exhibit(
        "learned-" + name,
        name + " as learned, beside what is right at the same states",
        columns,
        Matrix.of(times.length, width, values));
  }
}
