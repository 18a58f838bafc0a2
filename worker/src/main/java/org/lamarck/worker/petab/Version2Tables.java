package org.lamarck.worker.petab;

import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.Version2Reader.NamedModel;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.OdeModel;

/**
 * The tables of a PEtab 2 problem and what they say together.
 *
 * @param parameters parameter tables
 * @param conditions condition tables, perhaps none
 * @param experiments experiment tables, perhaps none
 * @param observables observable tables
 * @param measurements measurement tables
 * @param mappings mapping tables, perhaps none
 */
record Version2Tables(
    List<Table> parameters,
    List<Table> conditions,
    List<Table> experiments,
    List<Table> observables,
    List<Table> measurements,
    List<Table> mappings) {

  /** The problem that the tables pose for a model; not to be used when errors were found. */
  EstimationProblem assemble(String id, NamedModel named, ScaleChoice scales, Findings findings) {
    OdeModel model = new Mappings(mappings, named.model(), findings).renamed();
    Map<String, ParameterRow> parameterRows = Version2Parameters.read(parameters, scales, findings);
    Map<String, ConditionChanges> changes =
        ConditionChanges.read(conditions, model.pool(), findings);
    Map<String, Place> targets = ConditionChanges.targets(conditions);
    Scope scope = new Scope(model, parameterRows, targets);
    Map<String, ObservableRow> asGiven =
        Version2Observables.read(observables, model.pool(), findings);
    ObservableRow.checkNames(asGiven.values(), scope, findings);
    Map<String, ObservableRow> observableRows =
        ObservableReferences.writeOut(asGiven, scope, findings);
    changes.values().forEach(change -> change.checkSymbols(scope, asGiven, findings));
    Version2Experiments timed = new Version2Experiments(experiments, changes, scope, findings);
    measurements.forEach(table -> checkModel(table, named.name(), findings));
    MeasurementReader reader = new MeasurementReader(observableRows, timed, scope, findings);
    List<Measurement> values = reader.read(measurements);
    ConditionTargets checked =
        new ConditionTargets(model, targets, scope, "remove the row", findings);
    scope.checkParameters(findings);
    EstimationProblem problem =
        new EstimationProblem(
            id,
            checked.extended(),
            parameterRows.values().stream().map(ParameterRow::parameter).toList(),
            timed.experiments(),
            observableRows.values().stream().flatMap(row -> row.observable().stream()).toList(),
            values,
            Loss.NEGATIVE_LOG_LIKELIHOOD);
    if (!findings.hasErrors()) {
      checked.checkSet(problem, reader.places());
      scope.checkUnused(findings);
      InnerParameters.check(problem, parameterRows, findings);
    }
    if (!findings.hasErrors()) {
      timed.warnOfUnused();
      reader.warnOfUnmeasured();
    }
    return problem;
  }

  /** Reports what is wrong with rows by themselves, when there is no model to hold them against. */
  void checkAlone(ScaleChoice scales, Findings findings) {
    ExpressionPool pool = new ExpressionPool();
    Version2Parameters.read(parameters, scales, findings);
    ConditionChanges.read(conditions, pool, findings);
    Version2Observables.read(observables, pool, findings);
  }

  private static void checkModel(Table table, String name, Findings findings) {
    for (Row row : table.rows()) {
      Cell cell = row.cell("modelId");
      if (!cell.isBlank() && !cell.text().equals(name)) {
        findings.error(
            cell.place(),
            "modelId \"%s\" is not the model \"%s\" of this problem".formatted(cell.text(), name),
            "write \"" + name + "\", or nothing");
      }
    }
  }
}
