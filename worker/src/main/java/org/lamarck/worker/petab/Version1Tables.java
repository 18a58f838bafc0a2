package org.lamarck.worker.petab;

import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.OdeModel;

/**
 * The tables of a PEtab 1 problem and what they say together.
 *
 * @param parameters parameter tables
 * @param conditions condition tables
 * @param observables observable tables
 * @param measurements measurement tables
 */
record Version1Tables(
    List<Table> parameters,
    List<Table> conditions,
    List<Table> observables,
    List<Table> measurements) {

  /** The problem that the tables pose for a model; not to be used when errors were found. */
  EstimationProblem assemble(String id, OdeModel model, Findings findings) {
    Map<String, ParameterRow> parameterRows = Version1Parameters.read(parameters, findings);
    Map<String, ConditionRow> conditionRows = ConditionRow.read(conditions, findings);
    Map<String, ObservableRow> observableRows =
        Version1Observables.read(observables, model.pool(), findings);
    Map<String, Place> targets = ConditionRow.targets(conditions);
    Scope scope = new Scope(model, parameterRows, targets);
    ObservableRow.checkNames(observableRows.values(), scope, findings);
    Version1Observables.checkSymbols(observableRows.values(), scope, findings);
    Version1Experiments experiments = new Version1Experiments(conditionRows, scope, findings);
    MeasurementReader reader = new MeasurementReader(observableRows, experiments, scope, findings);
    List<Measurement> values = reader.read(measurements);
    ConditionTargets checked =
        new ConditionTargets(model, targets, scope, "remove the column", findings);
    scope.checkParameters(findings);
    EstimationProblem problem =
        new EstimationProblem(
            id,
            checked.extended(),
            parameterRows.values().stream().map(ParameterRow::parameter).toList(),
            experiments.experiments(),
            observableRows.values().stream().flatMap(row -> row.observable().stream()).toList(),
            values,
            Loss.NEGATIVE_LOG_LIKELIHOOD);
    if (!findings.hasErrors()) {
      checked.checkSet(problem, reader.places());
      scope.checkUnused(findings);
      InnerParameters.check(problem, parameterRows, findings);
    }
    if (!findings.hasErrors()) {
      reader.warnOfUnmeasured();
      experiments.warnOfUnused();
    }
    return problem;
  }

  /** Reports what is wrong with rows by themselves, when there is no model to hold them against. */
  void checkAlone(Findings findings) {
    Version1Parameters.read(parameters, findings);
    ConditionRow.read(conditions, findings);
    Version1Observables.read(observables, new ExpressionPool(), findings);
  }
}
