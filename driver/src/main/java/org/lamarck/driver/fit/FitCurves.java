package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;

/**
 * Simulates a problem between its measurements: each series of one observable in one experiment
 * gets times enough for a smooth curve. The times are measurements of a problem that is never
 * fitted.
 */
final class FitCurves {
  /** Times of a series at equal distances. */
  private static final int EVEN = 80;

  /** Times of a series at equal ratios, where its first times are close together. */
  private static final int BY_RATIO = 40;

  /** A series with fewer times is no curve. */
  private static final int FEWEST_TIMES = 3;

  /** Times of all series; of more series each has fewer. */
  private static final int MOST_TIMES = 60_000;

  private FitCurves() {}

  /** What one curve is of: all that may change the value of an observable. */
  private record Series(
      int observable,
      int experiment,
      List<Expression> observableParameters,
      List<Expression> noiseParameters) {
    static Series of(Measurement measurement) {
      return new Series(
          measurement.observable(),
          measurement.experiment(),
          measurement.observableParameters(),
          measurement.noiseParameters());
    }

    Measurement at(double time) {
      return new Measurement(
          observable, experiment, time, 1, observableParameters, noiseParameters);
    }
  }

  /**
   * The curves, in the order of the measurements; none where the problem cannot be simulated.
   *
   * @param settings how the problem was evaluated
   * @param estimates of all estimated parameters, also those that are computed, on the linear scale
   */
  static List<FitCurve> at(
      EstimationProblem problem, EvaluationSettings settings, Map<String, Double> estimates)
      throws InputException {
    Map<Series, TreeSet<Double>> times = times(problem);
    List<Measurement> all = new ArrayList<>();
    times.forEach((series, ts) -> ts.forEach(t -> all.add(series.at(t))));
    if (all.isEmpty()) {
      return List.of();
    }
    EstimationProblem dense =
        new EstimationProblem(
            problem.id(),
            problem.models(),
            problem.parameters(),
            problem.experiments(),
            problem.observables(),
            all,
            problem.loss());
    ProblemObjective objective =
        ProblemObjective.of(dense, settings.withInner(EvaluationSettings.Inner.NONE));
    List<Parameter> parameters = objective.parameters().estimated();
    double[] point = new double[parameters.size()];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      point[i] =
          parameter.scale().toScale(estimates.getOrDefault(parameter.id(), parameter.nominal()));
    }
    List<ProblemEvaluation.Simulated> simulated =
        objective.evaluateFully(Vector.of(point), Derivatives.NONE).measurements();
    List<FitCurve> curves = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Series, TreeSet<Double>> one : times.entrySet()) {
      int end = next + one.getValue().size();
      if (end <= simulated.size()) {
        curves.add(curve(problem, one.getKey(), one.getValue(), simulated.subList(next, end)));
      }
      next = end;
    }
    return curves;
  }

  private static FitCurve curve(
      EstimationProblem problem,
      Series series,
      TreeSet<Double> times,
      List<ProblemEvaluation.Simulated> simulated) {
    Observable observable = problem.loss().compared(problem.observables().get(series.observable()));
    return new FitCurve(
        observable.id(),
        problem.experiments().get(series.experiment()).id(),
        Vector.of(times.stream().mapToDouble(Double::doubleValue).toArray()),
        Vector.of(simulated.stream().mapToDouble(ProblemEvaluation.Simulated::value).toArray()),
        Vector.of(simulated.stream().mapToDouble(ProblemEvaluation.Simulated::sigma).toArray()),
        observable.noise());
  }

  private static Map<Series, TreeSet<Double>> times(EstimationProblem problem) {
    Map<Series, TreeSet<Double>> measured = new LinkedHashMap<>();
    for (Measurement measurement : problem.measurements()) {
      if (Double.isFinite(measurement.time())) {
        measured
            .computeIfAbsent(Series.of(measurement), series -> new TreeSet<>())
            .add(measurement.time());
      }
    }
    Map<Series, TreeSet<Double>> drawn = new LinkedHashMap<>();
    // one observable may have its replicates' own parameters, of a time or two each
    Map<List<Integer>, TreeSet<Double>> together = new LinkedHashMap<>();
    measured.forEach(
        (series, ts) ->
            together
                .computeIfAbsent(
                    List.of(series.observable(), series.experiment()), key -> new TreeSet<>())
                .addAll(ts));
    double share = Math.min(1, MOST_TIMES / ((EVEN + BY_RATIO + 10.0) * measured.size()));
    measured.forEach(
        (series, ts) -> {
          TreeSet<Double> all = together.get(List.of(series.observable(), series.experiment()));
          if (all.size() >= FEWEST_TIMES && ts.size() > 1) {
            drawn.put(series, dense(problem.experiments().get(series.experiment()), ts, share));
          }
        });
    return drawn;
  }

  private static TreeSet<Double> dense(
      Experiment experiment, TreeSet<Double> measured, double share) {
    TreeSet<Double> times = new TreeSet<>(measured);
    double begin =
        experiment.periods().stream()
            .mapToDouble(period -> period.start())
            .filter(Double::isFinite)
            .min()
            .orElse(measured.first());
    double first = Math.min(begin, measured.first());
    double last = measured.last();
    int even = (int) Math.ceil(share * EVEN);
    for (int i = 0; i <= even; i++) {
      times.add(Math.min(last, first + (last - first) * i / even));
    }
    Double shortest = measured.higher(first);
    if (shortest != null && last - first > BY_RATIO * (shortest - first)) {
      int ratios = (int) Math.ceil(share * BY_RATIO);
      double whole = (last - first) / (shortest - first);
      for (int i = 0; i < ratios; i++) {
        times.add(first + (shortest - first) * Math.pow(whole, (double) i / ratios));
      }
    }
    return times;
  }
}
