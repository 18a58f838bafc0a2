package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
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
import org.lamarck.worker.problem.MisfitLoss;
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
  private record Series(int observable, int experiment, List<Expression> observableParameters) {}

  /** The measurements of a series by time, and the times at which it is drawn. */
  private record Drawn(NavigableMap<Double, Measurement> measured, NavigableSet<Double> times) {
    /** As if measured there, with the noise of the measurement before. */
    Measurement at(double time) {
      Map.Entry<Double, Measurement> before = measured.floorEntry(time);
      Measurement like = before == null ? measured.firstEntry().getValue() : before.getValue();
      return new Measurement(
          like.observable(),
          like.experiment(),
          time,
          1,
          like.observableParameters(),
          like.noiseParameters());
    }

    /** Whether the measurements have noise parameters of their own each. */
    boolean isOfOwnNoise() {
      return measured.values().stream().map(Measurement::noiseParameters).distinct().count() > 1;
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
    List<FitCurve> curves = at(problem, drawn(problem, true), settings, estimates);
    // before the first measurement a value may be 0, which has no logarithm and no relative noise
    return curves.isEmpty() ? at(problem, drawn(problem, false), settings, estimates) : curves;
  }

  private static List<FitCurve> at(
      EstimationProblem problem,
      List<Drawn> drawn,
      EvaluationSettings settings,
      Map<String, Double> estimates)
      throws InputException {
    List<Measurement> all = new ArrayList<>();
    drawn.forEach(series -> series.times().forEach(time -> all.add(series.at(time))));
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
            problem.loss().isLikelihood() ? problem.loss() : MisfitLoss.EUCLIDEAN_NORM);
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
    for (Drawn series : drawn) {
      int end = next + series.times().size();
      if (end <= simulated.size()) {
        curves.add(curve(problem, series, simulated.subList(next, end)));
      }
      next = end;
    }
    return curves;
  }

  private static FitCurve curve(
      EstimationProblem problem, Drawn series, List<ProblemEvaluation.Simulated> simulated) {
    Measurement first = series.measured().firstEntry().getValue();
    Observable observable = problem.loss().compared(problem.observables().get(first.observable()));
    double[] sigmas = simulated.stream().mapToDouble(ProblemEvaluation.Simulated::sigma).toArray();
    return new FitCurve(
        observable.id(),
        problem.experiments().get(first.experiment()).id(),
        Vector.of(series.times().stream().mapToDouble(Double::doubleValue).toArray()),
        Vector.of(simulated.stream().mapToDouble(ProblemEvaluation.Simulated::value).toArray()),
        Vector.of(series.isOfOwnNoise() ? between(series, sigmas) : sigmas),
        observable.noise());
  }

  /** Straight lines from the noise of each measurement to that of the next. */
  private static double[] between(Drawn series, double[] sigmas) {
    double[] times = series.times().stream().mapToDouble(Double::doubleValue).toArray();
    double[] lines = sigmas.clone();
    int last = -1;
    for (int i = 0; i < times.length; i++) {
      if (series.measured().containsKey(times[i])) {
        for (int k = Math.max(0, last); k < i; k++) {
          double part = last < 0 ? 1 : (times[k] - times[last]) / (times[i] - times[last]);
          lines[k] = last < 0 ? sigmas[i] : sigmas[last] + part * (sigmas[i] - sigmas[last]);
        }
        last = i;
      }
    }
    return lines;
  }

  /** The series; from their experiments' beginning, or from their first measurements. */
  private static List<Drawn> drawn(EstimationProblem problem, boolean fromBeginning) {
    Map<Series, TreeMap<Double, Measurement>> measured = new LinkedHashMap<>();
    // one observable may have its replicates' own parameters, of a time or two each
    Map<List<Integer>, TreeSet<Double>> together = new LinkedHashMap<>();
    for (Measurement one : problem.measurements()) {
      if (Double.isFinite(one.time())) {
        measured
            .computeIfAbsent(
                new Series(one.observable(), one.experiment(), one.observableParameters()),
                series -> new TreeMap<>())
            .putIfAbsent(one.time(), one);
        together
            .computeIfAbsent(List.of(one.observable(), one.experiment()), key -> new TreeSet<>())
            .add(one.time());
      }
    }
    double share = Math.min(1, MOST_TIMES / ((EVEN + BY_RATIO + 10.0) * measured.size()));
    List<Drawn> drawn = new ArrayList<>();
    measured.forEach(
        (series, ms) -> {
          TreeSet<Double> times =
              together.getOrDefault(
                  List.of(series.observable(), series.experiment()), new TreeSet<>());
          if (times.size() >= FEWEST_TIMES && ms.size() > 1) {
            Experiment experiment = problem.experiments().get(series.experiment());
            double begin = fromBeginning ? beginning(experiment) : ms.firstKey();
            drawn.add(new Drawn(ms, dense(begin, ms.navigableKeySet(), share)));
          }
        });
    return drawn;
  }

  private static NavigableSet<Double> dense(
      double begin, NavigableSet<Double> measured, double share) {
    TreeSet<Double> times = new TreeSet<>(measured);
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

  private static double beginning(Experiment experiment) {
    return experiment.periods().stream()
        .mapToDouble(Experiment.Period::start)
        .filter(Double::isFinite)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
