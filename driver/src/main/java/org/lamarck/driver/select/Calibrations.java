package org.lamarck.driver.select;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.worker.petab.select.BaseProblem;
import org.lamarck.worker.petab.select.SelectionProblem;
import org.lamarck.worker.problem.Parameter;

/**
 * What is known of models, and the local searches that are to be made of others: from the estimates
 * of the model that they are compared with, and from random points. Chance is a function of the
 * seed and the model, whatever the order in which models are asked for.
 */
final class Calibrations {
  private final SelectionProblem problem;
  private final long seed;
  private final int randomStarts;
  private final List<String> families;
  private final Map<String, CalibratedModel> known = new LinkedHashMap<>();

  /**
   * Of the models of a problem.
   *
   * @param randomStarts of each model, beside those that follow from its predecessor
   */
  Calibrations(SelectionProblem problem, long seed, int randomStarts) {
    this.problem = problem;
    this.seed = seed;
    this.randomStarts = randomStarts;
    families = List.copyOf(problem.problems().keySet());
  }

  /** Which model it is, whatever its name. */
  String content(CandidateModel model) {
    StringBuilder content = new StringBuilder(model.problem());
    for (Parameter parameter : problem.problem(model.problem()).parameters(model)) {
      content.append('\n').append(parameter.id()).append('=');
      content.append(parameter.estimated() ? "estimate" : parameter.nominal());
    }
    return content.toString();
  }

  void add(CalibratedModel model) {
    known.put(model.content(), model);
  }

  Optional<CalibratedModel> of(CandidateModel model) {
    return Optional.ofNullable(known.get(content(model)));
  }

  /** The number of models that are known. */
  int size() {
    return known.size();
  }

  /** Those that are not known, each content once. */
  List<CandidateModel> unknown(List<CandidateModel> models) {
    Set<String> seen = new HashSet<>(known.keySet());
    return models.stream().filter(model -> seen.add(content(model))).toList();
  }

  /** The value of the criterion of a model that is known; NaN where it has none. */
  double criterion(CandidateModel model) {
    CalibratedModel found = of(model).orElseThrow();
    return found.failure().isEmpty()
        ? problem
            .settings()
            .criterion()
            .value(found.nllh(), problem.problem(model.problem()).size(model))
        : Double.NaN;
  }

  /**
   * The local searches of a model.
   *
   * @param predecessor absent before the first
   */
  List<CalibrationTask> tasks(CandidateModel model, Optional<CandidateModel> predecessor) {
    BaseProblem base = problem.problem(model.problem());
    List<Parameter> parameters = base.parameters(model);
    int family = families.indexOf(model.problem());
    RandomStream random = RandomStream.of(seed).split(content(model), 0);
    List<CalibrationTask> tasks = new ArrayList<>();
    if (parameters.stream().noneMatch(Parameter::estimated)) {
      tasks.add(new CalibrationTask(family, model.toString(), parameters, Map.of(), random));
      return tasks;
    }
    for (Map<String, Double> start : starts(model, parameters, predecessor)) {
      tasks.add(new CalibrationTask(family, model.toString(), parameters, start, random));
    }
    for (int k = 0; k < randomStarts || tasks.isEmpty(); k++) {
      tasks.add(
          new CalibrationTask(
              family, model.toString(), parameters, Map.of(), random.split("start", k)));
    }
    return tasks;
  }

  /**
   * Where the predecessor's optimum is: a parameter that it fixed begins at its value there, so
   * that the model is no worse than one that it contains. Where that is a bound, or outside of
   * them, from which a search may not come away, a second start has such parameters in the middle
   * of their bounds. A first model begins at its nominal values.
   */
  private List<Map<String, Double>> starts(
      CandidateModel model, List<Parameter> parameters, Optional<CandidateModel> predecessor) {
    if (predecessor.isEmpty()) {
      return nominal(model, parameters);
    }
    Map<String, Double> estimates = estimates(predecessor.get());
    Map<String, Double> fixed =
        problem.problem(predecessor.get().problem()).fixed(predecessor.get());
    Map<String, Double> contained = new LinkedHashMap<>();
    Map<String, Double> inside = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (!parameter.estimated()) {
        continue;
      }
      @Nullable Double value = estimates.get(parameter.id());
      @Nullable Double before = value == null ? fixed.get(parameter.id()) : value;
      if (before != null) {
        contained.put(parameter.id(), before);
        boolean isInside = parameter.lower() < before && before < parameter.upper();
        if (value != null || isInside) {
          inside.put(parameter.id(), before);
        }
      }
    }
    if (contained.isEmpty()) {
      return List.of();
    }
    return inside.equals(contained) || inside.isEmpty()
        ? List.of(contained)
        : List.of(contained, inside);
  }

  private List<Map<String, Double>> nominal(CandidateModel model, List<Parameter> parameters) {
    boolean isFirst =
        problem.settings().predecessor() != null && problem.settings().predecessor().equals(model);
    Map<String, Double> start = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      double value =
          isFirst
              ? problem.start().getOrDefault(parameter.id(), parameter.nominal())
              : parameter.nominal();
      if (parameter.estimated() && Double.isFinite(parameter.scale().toScale(value))) {
        start.put(parameter.id(), value);
      }
    }
    return start.isEmpty() ? List.of() : List.of(start);
  }

  private Map<String, Double> estimates(CandidateModel predecessor) {
    Optional<CalibratedModel> found = of(predecessor);
    if (found.isPresent()) {
      return found.get().estimates();
    }
    return predecessor.equals(problem.settings().predecessor()) ? problem.start() : Map.of();
  }
}
