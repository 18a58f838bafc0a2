package org.lamarck.driver.predict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/**
 * The series that are predicted, as measurements of a problem that is never fitted: those of the
 * problem itself first, to be checked, then each quantity in each experiment along its times.
 */
final class PredictedSeries {
  private final EstimationProblem problem;
  private final PredictionRequest request;
  private final List<Observable> observables = new ArrayList<>();
  private final List<Experiment> experiments = new ArrayList<>();
  private final List<Experiment> origins = new ArrayList<>(); // of each, itself when unchanged
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Series> series = new ArrayList<>();

  /**
   * One series.
   *
   * @param times ascending
   * @param first its place among the measurements
   */
  record Series(String quantity, String experiment, Vector times, int first) {}

  private PredictedSeries(EstimationProblem problem, PredictionRequest request) {
    this.problem = problem;
    this.request = request;
    observables.addAll(problem.observables());
    experiments.addAll(problem.experiments());
    origins.addAll(problem.experiments());
    measurements.addAll(problem.measurements());
  }

  /**
   * The series that are asked for.
   *
   * @throws ConfigException when the problem does not have what is asked for
   */
  static PredictedSeries of(EstimationProblem problem, PredictionRequest request)
      throws ConfigException {
    PredictedSeries all = new PredictedSeries(problem, request);
    List<Integer> chosen = all.chosen();
    if (request.of().isEmpty()) {
      all.addMeasured(chosen);
    }
    for (String quantity : request.of()) {
      all.add(quantity, chosen);
    }
    if (all.series.isEmpty()) {
      throw new ConfigException(
          "error: nothing is measured along time; say what to predict by --of, and --times");
    }
    return all;
  }

  /** The problem whose measurements are these. */
  EstimationProblem dense() {
    return new EstimationProblem(
        problem.id(),
        problem.models(),
        problem.parameters(),
        experiments,
        observables,
        measurements,
        problem.loss());
  }

  List<Series> series() {
    return series;
  }

  /** The experiments that are predicted, with what is set in them, as indices. */
  private List<Integer> chosen() throws ConfigException {
    List<String> known = problem.experiments().stream().map(Experiment::id).toList();
    List<Integer> chosen = new ArrayList<>();
    for (String id : request.conditions().isEmpty() ? known : request.conditions()) {
      if (!known.contains(id)) {
        throw new ConfigException(
            "--conditions: error: there is no experiment %s; %s"
                .formatted(id, Spelling.remedy(id, known)));
      }
      for (int e = 0; e < known.size(); e++) {
        if (known.get(e).equals(id) && !chosen.contains(e)) {
          chosen.add(e);
        }
      }
    }
    if (request.settings().isEmpty()) {
      return chosen;
    }
    List<Integer> changed = new ArrayList<>();
    for (int e : chosen) {
      changed.add(experiments.size());
      experiments.add(changed(problem.experiments().get(e)));
      origins.add(problem.experiments().get(e));
    }
    return changed;
  }

  /** An experiment whose simulation begins with other values. */
  private Experiment changed(Experiment experiment) throws ConfigException {
    OdeModel model = problem.models().get(experiment.model());
    Map<String, Assignment> given = new LinkedHashMap<>();
    for (Map.Entry<String, String> setting : request.settings().entrySet()) {
      given.put(setting.getKey(), assignment(model, setting.getKey(), setting.getValue()));
    }
    List<Experiment.Period> periods = new ArrayList<>();
    boolean isSet = false;
    for (Experiment.Period period : experiment.periods()) {
      if (isSet || !Double.isFinite(period.start())) {
        periods.add(period);
        continue;
      }
      List<Assignment> assignments =
          Stream.concat(
                  period.assignments().stream().filter(it -> !given.containsKey(it.target())),
                  given.values().stream())
              .toList();
      periods.add(new Experiment.Period(period.id(), period.start(), assignments));
      isSet = true;
    }
    List<String> words = new ArrayList<>();
    request.settings().forEach((id, value) -> words.add(id + "=" + value));
    String id = experiment.id() + " [" + String.join(", ", words) + "]";
    return new Experiment(id, periods, experiment.model());
  }

  private Assignment assignment(OdeModel model, String id, String value) throws ConfigException {
    List<String> known = model.quantities().stream().map(Quantity::id).toList();
    Optional<Quantity> target = model.quantity(id);
    if (target.isEmpty()) {
      throw new ConfigException(
          "--set: error: the model has no %s; %s".formatted(id, Spelling.remedy(id, known)));
    }
    if (problem.estimated().stream().map(Parameter::id).anyMatch(id::equals)) {
      throw new ConfigException(
          "--set: error: %s is estimated, and each member has a value of its own; set another one"
              .formatted(id));
    }
    if (target.get().isAssigned()) {
      throw new ConfigException(
          "--set: error: %s is computed by the model; set what it is computed of".formatted(id));
    }
    Set<String> names = new LinkedHashSet<>();
    problem.parameters().forEach(parameter -> names.add(parameter.id()));
    return new Assignment(id, formula("--set", model.pool(), value, names));
  }

  /** Each series that was measured, by its observable and what the measurements say of that. */
  private void addMeasured(List<Integer> chosen) throws ConfigException {
    record Key(int observable, List<Expression> overrides) {}
    boolean isChanged = !request.settings().isEmpty();
    for (int e : chosen) {
      int model = experiments.get(e).model();
      Set<Key> keys = new LinkedHashSet<>();
      for (Measurement one : problem.measurements()) {
        boolean isHere =
            isChanged
                ? problem.experiments().get(one.experiment()).model() == model
                : one.experiment() == e;
        if (isHere && Double.isFinite(one.time())) {
          keys.add(new Key(one.observable(), one.observableParameters()));
        }
      }
      for (Key key : keys) {
        Observable observable = problem.observables().get(key.observable());
        add(observable.id(), noiseless(observable), e, key.overrides());
      }
    }
  }

  /** One quantity in each experiment whose model has it. */
  private void add(String quantity, List<Integer> chosen) throws ConfigException {
    int before = series.size();
    for (int e : chosen) {
      int model = experiments.get(e).model();
      for (Observable observable : problem.observables()) {
        if (observable.id().equals(quantity) && observable.model() == model) {
          add(quantity, noiseless(observable), e, overrides(observable));
        }
      }
    }
    if (series.size() > before) {
      return;
    }
    for (int e : chosen) {
      OdeModel model = problem.models().get(experiments.get(e).model());
      Set<String> names = new LinkedHashSet<>();
      model.quantities().forEach(it -> names.add(it.id()));
      problem.parameters().forEach(it -> names.add(it.id()));
      Expression formula = formula("--of", model.pool(), quantity, names);
      add(quantity, noiseless(quantity, formula, experiments.get(e).model()), e, List.of());
    }
  }

  /** The values of placeholders that the first measurement of an observable gives. */
  private List<Expression> overrides(Observable observable) {
    return problem.measurements().stream()
        .filter(one -> problem.observables().get(one.observable()).equals(observable))
        .findFirst()
        .map(Measurement::observableParameters)
        .orElse(List.of());
  }

  private static Observable noiseless(Observable observable) {
    return new Observable(
        observable.id(),
        observable.formula(),
        observable.formula().pool().constant(1),
        Noise.NORMAL,
        observable.observablePlaceholders(),
        List.of(),
        observable.model());
  }

  private static Observable noiseless(String name, Expression formula, int model) {
    return new Observable(
        name, formula, formula.pool().constant(1), Noise.NORMAL, List.of(), List.of(), model);
  }

  private void add(String quantity, Observable observable, int experiment, List<Expression> given)
      throws ConfigException {
    double[] times = times(experiment);
    if (times.length == 0) {
      return;
    }
    series.add(
        new Series(
            quantity, experiments.get(experiment).id(), Vector.of(times), measurements.size()));
    observables.add(observable);
    for (double time : times) {
      measurements.add(
          new Measurement(observables.size() - 1, experiment, time, 1, given, List.of()));
    }
  }

  private double[] times(int e) throws ConfigException {
    Experiment experiment = experiments.get(e);
    double begin =
        experiment.periods().stream()
            .mapToDouble(Experiment.Period::start)
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    double last = begin;
    for (Measurement one : problem.measurements()) {
      Experiment of = problem.experiments().get(one.experiment());
      if (Double.isFinite(one.time())
          && of.model() == experiment.model()
          && of.id().equals(origins.get(e).id())) {
        last = Math.max(last, one.time());
      }
    }
    return request.times(experiment.id(), begin, last);
  }

  private static Expression formula(
      String option, ExpressionPool pool, String text, Set<String> names) throws ConfigException {
    Expression formula;
    try {
      formula = FormulaParser.parsePetab(pool, text);
    } catch (FormulaException e) {
      throw new ConfigException("%s: error: \"%s\": %s".formatted(option, text, e.getMessage()));
    }
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (leaf.isSymbol() && !names.contains(leaf.name())) {
        throw new ConfigException(
            "%s: error: \"%s\": there is no %s; %s"
                .formatted(option, text, leaf.name(), Spelling.remedy(leaf.name(), names)));
      }
    }
    return formula;
  }
}
