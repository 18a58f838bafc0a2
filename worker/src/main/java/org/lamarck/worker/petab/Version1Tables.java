package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.reading.ReadingSettings;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.OdeModel;

/**
 * The tables of one entry of {@code problems} in a PEtab 1 problem and what they say together.
 *
 * @param conditions condition tables
 * @param observables observable tables
 * @param measurements measurement tables
 * @param noises reads the noise of observables
 */
record Version1Tables(
    List<Table> conditions, List<Table> observables, List<Table> measurements, NoiseCells noises) {

  /** What was read for one model, and by what. */
  private record Assembled(
      ModelPart part,
      List<ObservableRow> observables,
      Set<Place> measured,
      Version1Experiments experiments) {}

  /**
   * The problem that the tables pose for models; not to be used when errors were found.
   *
   * @param parameters parameter tables, of all models
   * @param tables one for each model
   * @param models at least one
   */
  static EstimationProblem assemble(
      String id,
      List<Table> parameters,
      List<Version1Tables> tables,
      List<OdeModel> models,
      Findings findings) {
    Map<String, ParameterRow> rows = Version1Parameters.read(parameters, findings);
    List<Assembled> all = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      Findings own = models.size() == 1 ? findings : findings.about("problem " + (m + 1));
      all.add(tables.get(m).assemble(id, models.get(m), rows, findings, own));
    }
    List<ModelPart> parts = all.stream().map(Assembled::part).toList();
    EstimationProblem problem = ModelPart.join(parts, Map.of());
    ModelPart.check(
        parts, problem, rows, tables.stream().flatMap(Version1Tables::all).toList(), findings);
    if (!findings.hasErrors()) {
      warnOfUnused(all, findings);
    }
    return problem;
  }

  /**
   * Reads what is measured of one model.
   *
   * @param findings of files, which other models may share
   * @param own of what files say of this model
   */
  private Assembled assemble(
      String id,
      OdeModel model,
      Map<String, ParameterRow> parameterRows,
      Findings findings,
      Findings own) {
    Map<String, ConditionRow> conditionRows = ConditionRow.read(conditions, findings);
    Map<String, ObservableRow> observableRows =
        Version1Observables.read(observables, model.pool(), noises, findings);
    Map<String, Place> targets = ConditionRow.targets(conditions);
    Scope scope = new Scope(model, parameterRows, targets);
    ObservableRow.checkNames(observableRows.values(), scope, own);
    Version1Observables.checkSymbols(observableRows.values(), scope, own);
    Version1Experiments experiments =
        new Version1Experiments(conditionRows, scope, model.pool(), own);
    MeasurementReader reader =
        new MeasurementReader(
            observableRows,
            experiments,
            scope,
            ReadingSettings.of(observables, findings),
            findings);
    reader.read(measurements);
    reader.check();
    ConditionTargets checked =
        new ConditionTargets(model, targets, scope, "remove the column", own);
    scope.checkParameters(own);
    return new Assembled(
        ModelPart.of(
            id,
            scope,
            checked,
            parameterRows.values(),
            experiments.experiments(),
            observableRows.values(),
            reader),
        List.copyOf(observableRows.values()),
        reader.measured(),
        experiments);
  }

  private Stream<Table> all() {
    return Stream.of(conditions, observables, measurements).flatMap(List::stream);
  }

  /** Models may share files, so what one does not use another may. */
  private static void warnOfUnused(List<Assembled> all, Findings findings) {
    Set<Place> measured = new HashSet<>();
    Set<Place> used = new HashSet<>();
    for (Assembled one : all) {
      measured.addAll(one.measured());
      used.addAll(one.experiments().used());
    }
    all.forEach(one -> ObservableRow.warnOfUnmeasured(one.observables(), measured, findings));
    all.forEach(one -> one.experiments().warnOfUnused(used, findings));
  }

  /** Reports what is wrong with rows by themselves, when there is no model to hold them against. */
  void checkAlone(Findings findings) {
    ConditionRow.read(conditions, findings);
    Version1Observables.read(observables, new ExpressionPool(), noises, findings);
  }
}
