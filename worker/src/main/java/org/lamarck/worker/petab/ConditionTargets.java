package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** What conditions set: quantities of the model, or names that only tables know. */
final class ConditionTargets {
  private final OdeModel model;
  private final Scope scope;
  private final Set<String> names;
  private final Findings findings;

  /** Names that no model has but formulas use, in their order. */
  private final Set<String> outer = new LinkedHashSet<>();

  /**
   * Reports targets that cannot be set.
   *
   * @param targets and where they stand first
   * @param scope with all uses of names
   */
  ConditionTargets(
      OdeModel model, Map<String, Place> targets, Scope scope, String remedy, Findings findings) {
    this.model = model;
    this.scope = scope;
    this.names = Set.copyOf(targets.keySet());
    this.findings = findings;
    targets.forEach((id, place) -> check(id, place, remedy));
  }

  private void check(String id, Place place, String remedy) {
    Quantity quantity = scope.quantity(id).orElse(null);
    if (scope.isParameter(id)) {
      findings.error(
          place,
          "\"%s\" is set by conditions and stands in the parameter table".formatted(id),
          "remove it from one of them");
    } else if (quantity != null && quantity.isAssigned() && !scope.isConcentration(id)) {
      findings.error(
          place,
          "\"%s\" follows a rule of the model and cannot be set".formatted(id),
          "set what its rule depends on");
    } else if (quantity != null && quantity.isState() && !quantity.hasRate()) {
      findings.error(
          place,
          "\"%s\" is determined by the model at all times and cannot be set".formatted(id),
          "set what it depends on");
    } else if (quantity == null && scope.isUsed(id)) {
      outer.add(id);
    } else if (quantity == null) {
      findings.error(
          place,
          "the model has no \"%s\" that a condition could set".formatted(id),
          scope.suggest(id, model.quantities().stream().map(Quantity::id).toList(), remedy));
    }
  }

  /** A measurement with what its conditions set in the place of the names that its cells have. */
  Measurement resolved(Measurement one, List<Experiment> experiments) {
    if (names.isEmpty()) {
      return one;
    }
    Experiment experiment = experiments.get(one.experiment());
    return one.with(
        resolved(one.observableParameters(), experiment, one.time()),
        resolved(one.noiseParameters(), experiment, one.time()));
  }

  private List<Expression> resolved(List<Expression> values, Experiment experiment, double time) {
    return values.stream()
        .map(value -> isOpen(value) ? valueOf(value, experiment, time) : value)
        .toList();
  }

  /** Whether a value of a measurement is a name that conditions give a value to. */
  private boolean isOpen(Expression value) {
    return value.isSymbol() && names.contains(value.name()) && !scope.isParameter(value.name());
  }

  /** What the last condition before a time sets, or the model; the name where that is no number. */
  private Expression valueOf(Expression name, Experiment experiment, double time) {
    Optional<Quantity> quantity = model.quantity(name.name());
    Expression found = quantity.map(Quantity::initial).orElse(name);
    for (Period period : experiment.periods()) {
      for (Assignment one : period.start() <= time ? period.assignments() : List.<Assignment>of()) {
        found = one.target().equals(name.name()) ? one.value() : found;
      }
    }
    boolean isNumber =
        quantity.filter(one -> !one.isConstant()).isEmpty()
            && !(found.isConstant() && Double.isNaN(found.value()))
            && !Formulas.usesTime(found)
            && Formulas.symbols(found).stream().allMatch(scope::isParameter);
    return isNumber ? found : name;
  }

  /**
   * Reports names in cells of measurements to which conditions give no number.
   *
   * @param places of the problem's measurements
   */
  private void checkValues(EstimationProblem problem, List<Place> places) {
    for (int i = 0; i < problem.measurements().size(); i++) {
      Measurement measurement = problem.measurements().get(i);
      Experiment experiment = problem.experiments().get(measurement.experiment());
      List<Expression> values = new ArrayList<>(measurement.observableParameters());
      values.addAll(measurement.noiseParameters());
      for (Expression value : values) {
        boolean isSet =
            !outer.contains(value.isSymbol() ? value.name() : "")
                || set(experiment, measurement.time()).contains(value.name());
        if (isOpen(value) && isSet) {
          findings.error(
              places.get(i),
              "\"%s\" of a measurement is no number and no parameter in \"%s\""
                  .formatted(value.name(), experiment.id()),
              "write a number or the id of a parameter");
        }
      }
    }
  }

  /** The model with the names that only tables know, as constants without values. */
  OdeModel extended() {
    if (outer.isEmpty()) {
      return model;
    }
    List<Quantity> quantities = new ArrayList<>(model.quantities());
    for (String id : outer) {
      quantities.add(new Quantity.Constant(id, model.pool().constant(Double.NaN)));
    }
    return model.withQuantities(quantities);
  }

  /**
   * Reports names that only tables know where an observable needs one and the experiment does not
   * set it; once for each name and experiment.
   *
   * @param places of the problem's measurements
   */
  void checkSet(EstimationProblem problem, List<Place> places) {
    checkValues(problem, places);
    if (outer.isEmpty()) {
      return;
    }
    Map<Integer, Set<String>> needs = new LinkedHashMap<>();
    for (int i = 0; i < problem.observables().size(); i++) {
      needs.put(i, needs(problem.observables().get(i)));
    }
    Set<String> reported = new HashSet<>();
    for (int i = 0; i < problem.measurements().size(); i++) {
      Measurement measurement = problem.measurements().get(i);
      Experiment experiment = problem.experiments().get(measurement.experiment());
      Set<String> missing =
          new LinkedHashSet<>(needs.getOrDefault(measurement.observable(), Set.of()));
      measurement.observableParameters().forEach(value -> missing.addAll(Formulas.symbols(value)));
      measurement.noiseParameters().forEach(value -> missing.addAll(Formulas.symbols(value)));
      missing.retainAll(outer);
      missing.removeAll(set(experiment, measurement.time()));
      for (String id : missing) {
        if (reported.add(experiment.id() + "\t" + id)) {
          findings.error(
              places.get(i),
              "the measurement needs \"%s\", which is not in the model and not set in \"%s\""
                  .formatted(id, experiment.id()),
              "set it in a condition there");
        }
      }
    }
  }

  private static Set<String> needs(Observable observable) {
    Set<String> needs = new LinkedHashSet<>(Formulas.symbols(observable.formula()));
    observable.noiseFormulas().forEach(one -> needs.addAll(Formulas.symbols(one)));
    return needs;
  }

  private static Set<String> set(Experiment experiment, double time) {
    Set<String> set = new HashSet<>();
    for (Period period : experiment.periods()) {
      if (period.start() <= time) {
        period.assignments().stream().map(Assignment::target).forEach(set::add);
      }
    }
    return set;
  }
}
