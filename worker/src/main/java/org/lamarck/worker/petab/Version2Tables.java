package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.Version2Reader.NamedModel;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.parameter.Version2Parameters;
import org.lamarck.worker.petab.reading.ReadingSettings;
import org.lamarck.worker.petab.sciml.Hybridization;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.EstimationProblem;
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
 * @param extended what extensions add
 */
record Version2Tables(
    List<Table> parameters,
    List<Table> conditions,
    List<Table> experiments,
    List<Table> observables,
    List<Table> measurements,
    List<Table> mappings,
    Extended extended) {

  /**
   * What extensions add.
   *
   * @param noises reads the noise of observables
   * @param networks what the models are joined with
   */
  record Extended(NoiseCells noises, Hybridization networks) {}

  /** What was read for one model, and by what. */
  private record Assembled(
      ModelPart part,
      List<ObservableRow> observables,
      Set<Place> measured,
      Version2Experiments experiments) {}

  /**
   * The problem that the tables pose for models; not to be used when errors were found.
   *
   * @param models at least one
   */
  EstimationProblem assemble(
      String id, List<NamedModel> models, ScaleChoice scales, Findings findings) {
    Map<String, ParameterRow> rows =
        Version2Parameters.read(parameters, scales, extended.networks().parameters(), findings);
    ModelNames names = new ModelNames(models, findings);
    List<Assembled> all = new ArrayList<>();
    for (NamedModel named : models) {
      OdeModel model =
          new Mappings(mappings, named.model(), names.models(), extended.networks(), findings)
              .renamed();
      all.add(assemble(id, model, names.share(named, this), rows, findings, names.about(named)));
    }
    measurements.forEach(names::check);
    List<ModelPart> parts = all.stream().map(Assembled::part).toList();
    EstimationProblem problem = ModelPart.join(parts, positions());
    List<Table> tables =
        Stream.of(conditions, experiments, observables, measurements, mappings)
            .flatMap(List::stream)
            .toList();
    ModelPart.check(parts, problem, rows, tables, findings);
    if (!findings.hasErrors()) {
      warnOfUnused(all, findings);
      names.warnOfUnmeasured(this);
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
      OdeModel plain,
      ModelShare share,
      Map<String, ParameterRow> parameterRows,
      Findings findings,
      Findings own) {
    Map<String, ConditionChanges> given = ConditionChanges.read(conditions, plain.pool(), findings);
    Map<String, Map<String, Expression>> set = ConditionChanges.values(given);
    Map<String, ConditionChanges> changes =
        ConditionChanges.with(given, extended.networks().conditions(plain, set));
    OdeModel model = extended.networks().applied(plain, set);
    Map<String, Place> targets = ConditionChanges.targets(conditions, share.conditions());
    Scope scope = new Scope(model, parameterRows, targets);
    Map<String, ObservableRow> asGiven =
        Version2Observables.read(observables, model.pool(), extended.noises(), findings);
    Map<String, ObservableRow> observableRows = observables(asGiven, share, scope, model, own);
    share.conditions(changes).forEach(change -> change.checkSymbols(scope, asGiven, own));
    Version2Experiments timed =
        new Version2Experiments(experiments, changes, scope, share, findings, own);
    MeasurementReader reader =
        new MeasurementReader(
            observableRows, timed, scope, ReadingSettings.of(observables, findings), findings);
    reader.read(measurements, share.measurements());
    reader.check();
    ConditionTargets checked = new ConditionTargets(model, targets, scope, "remove the row", own);
    scope.checkParameters(own);
    return new Assembled(
        ModelPart.of(
            id,
            scope,
            checked,
            parameterRows.values(),
            timed.experiments(),
            observableRows.values(),
            reader),
        List.copyOf(asGiven.values()),
        reader.measured(),
        timed);
  }

  /** The rows with what the model needs of them, without references to each other. */
  private static Map<String, ObservableRow> observables(
      Map<String, ObservableRow> asGiven,
      ModelShare share,
      Scope scope,
      OdeModel model,
      Findings own) {
    Set<String> needed = share.needed(asGiven, model);
    Map<String, ObservableRow> within = new LinkedHashMap<>();
    asGiven.forEach((id, row) -> within.put(id, needed.contains(id) ? row : row.emptied()));
    ObservableRow.checkNames(
        asGiven.values().stream().filter(row -> needed.contains(row.id())).toList(), scope, own);
    return ObservableReferences.writeOut(within, scope, own);
  }

  /** The rows of all measurement tables, counted. */
  private Map<Place, Integer> positions() {
    Map<Place, Integer> positions = new HashMap<>();
    for (Table table : measurements) {
      table.rows().forEach(row -> positions.put(row.place(), positions.size()));
    }
    return positions;
  }

  /** Models share all tables, so what one does not use another may. */
  private static void warnOfUnused(List<Assembled> all, Findings findings) {
    Set<String> experiments = new HashSet<>();
    Set<Place> observables = new HashSet<>();
    for (Assembled one : all) {
      experiments.addAll(one.experiments().measured());
      observables.addAll(one.measured());
    }
    Assembled any = all.get(0);
    any.experiments().warnOfUnused(experiments);
    ObservableRow.warnOfUnmeasured(any.observables(), observables, findings);
  }

  /** Reports what is wrong with rows by themselves, when there is no model to hold them against. */
  void checkAlone(ScaleChoice scales, Findings findings) {
    ExpressionPool pool = new ExpressionPool();
    Version2Parameters.read(parameters, scales, extended.networks().parameters(), findings);
    ConditionChanges.read(conditions, pool, findings);
    Version2Observables.read(observables, pool, extended.noises(), findings);
  }
}
