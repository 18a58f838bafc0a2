package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/**
 * The tables of a PEtab 1 problem and what they say together.
 *
 * @param parameters parameter tables
 * @param conditions condition tables
 * @param observables observable tables
 * @param measurements measurement tables
 */
record PetabTables(
    List<Table> parameters,
    List<Table> conditions,
    List<Table> observables,
    List<Table> measurements) {

  /** The problem that the tables pose for a model; not to be used when errors were found. */
  EstimationProblem assemble(String id, OdeModel model, Findings findings) {
    Map<String, ParameterRow> parameterRows = ParameterRow.read(parameters, findings);
    Map<String, ConditionRow> conditionRows = ConditionRow.read(conditions, findings);
    Map<String, ObservableRow> observableRows =
        ObservableRow.read(observables, model.pool(), findings);
    Map<String, Place> targets = ConditionRow.targets(conditions);
    Scope scope = new Scope(model, parameterRows, targets);
    for (ObservableRow observable : observableRows.values()) {
      checkSymbols(observable, scope, findings);
    }
    List<Quantity> outer = checkTargets(targets, scope, model, findings);
    ExperimentBuilder experiments = new ExperimentBuilder(conditionRows, scope, findings);
    MeasurementReader reader =
        new MeasurementReader(observableRows, conditionRows, experiments, scope, findings);
    List<Measurement> values = reader.read(measurements);
    scope.checkParameters(findings);
    if (!findings.hasErrors()) {
      scope.warnOfUnused(findings);
      warnOfUnused(observableRows, conditionRows, reader, experiments, findings);
    }
    return new EstimationProblem(
        id,
        extended(model, outer),
        parameterRows.values().stream().map(ParameterRow::parameter).toList(),
        experiments.experiments(),
        observableRows.values().stream().flatMap(row -> row.observable().stream()).toList(),
        values,
        Loss.NEGATIVE_LOG_LIKELIHOOD);
  }

  /** Reports what is wrong with rows by themselves, when there is no model to hold them against. */
  void checkAlone(Findings findings) {
    ParameterRow.read(parameters, findings);
    ConditionRow.read(conditions, findings);
    ObservableRow.read(observables, new ExpressionPool(), findings);
  }

  private static void checkSymbols(ObservableRow row, Scope scope, Findings findings) {
    Optional<Observable> observable = row.observable();
    if (observable.isEmpty()) {
      return;
    }
    Set<String> own = new LinkedHashSet<>(observable.get().observablePlaceholders());
    checkSymbols(observable.get().formula(), row.formula(), own, scope, findings);
    own.addAll(observable.get().noisePlaceholders());
    own.add(row.id());
    checkSymbols(observable.get().noiseFormula(), row.noise(), own, scope, findings);
  }

  private static void checkSymbols(
      Expression formula, Cell cell, Set<String> own, Scope scope, Findings findings) {
    for (String symbol : Formulas.symbols(formula)) {
      if (own.contains(symbol) || scope.use(symbol)) {
        continue;
      }
      if (ObservableRow.isPlaceholder(symbol)) {
        findings.error(
            cell.place(),
            "placeholder \"%s\" does not belong here".formatted(symbol),
            "use observableParameterN_ID in formulas of the observable ID, and"
                + " noiseParameterN_ID in its noiseFormula alone");
      } else {
        findings.error(
            cell.place(),
            "\"%s\" is neither in the model nor in the parameter table".formatted(symbol),
            Spelling.suggest(symbol, scope.names(), "add it to the parameter table"));
      }
    }
  }

  /** The targets that no model has but observables use: constants that conditions set. */
  private List<Quantity> checkTargets(
      Map<String, Place> targets, Scope scope, OdeModel model, Findings findings) {
    List<Quantity> outer = new ArrayList<>();
    for (Map.Entry<String, Place> target : targets.entrySet()) {
      String id = target.getKey();
      Quantity quantity = scope.quantity(id).orElse(null);
      if (scope.isParameter(id)) {
        findings.error(
            target.getValue(),
            "\"%s\" is set by conditions and stands in the parameter table".formatted(id),
            "remove it from one of them");
      } else if (quantity instanceof Quantity.Assigned) {
        findings.error(
            target.getValue(),
            "\"%s\" follows a rule of the model and cannot be set".formatted(id),
            "set what its rule depends on");
      } else if (quantity == null && scope.isUsed(id)) {
        outer.add(new Quantity.Constant(id, model.pool().constant(Double.NaN)));
      } else if (quantity == null) {
        findings.error(
            target.getValue(),
            "the model has no \"%s\" that a condition could set".formatted(id),
            Spelling.suggest(
                id, model.quantities().stream().map(Quantity::id).toList(), "remove the column"));
      }
    }
    return outer;
  }

  private static OdeModel extended(OdeModel model, List<Quantity> outer) {
    if (outer.isEmpty()) {
      return model;
    }
    List<Quantity> quantities = new ArrayList<>(model.quantities());
    quantities.addAll(outer);
    return new OdeModel(
        model.id(), model.pool(), quantities, model.events(), model.species(), model.outputs());
  }

  private static void warnOfUnused(
      Map<String, ObservableRow> observables,
      Map<String, ConditionRow> conditions,
      MeasurementReader reader,
      ExperimentBuilder experiments,
      Findings findings) {
    Map<Place, String> unused = new LinkedHashMap<>();
    for (ObservableRow row : observables.values()) {
      if (!reader.isMeasured(row.id())) {
        unused.put(row.place(), "observable \"" + row.id() + "\"");
      }
    }
    for (ConditionRow row : conditions.values()) {
      if (!experiments.isUsed(row.id())) {
        unused.put(row.place(), "condition \"" + row.id() + "\"");
      }
    }
    unused.forEach(
        (place, what) ->
            findings.warning(
                place, what + " has no measurements", "remove the row if none is missing"));
  }
}
