package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.ParameterTypes;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;

/**
 * One model of a problem and what was measured of it.
 *
 * @param problem of this model alone, with all parameters
 * @param scope with all uses of names
 * @param targets of the model's conditions
 * @param places of the measurements
 */
record ModelPart(
    EstimationProblem problem, Scope scope, ConditionTargets targets, List<Place> places) {
  private record Located(Measurement measurement, int position) {}

  /** What a reader found to be measured of a model. */
  static ModelPart of(
      String id,
      Scope scope,
      ConditionTargets targets,
      Collection<ParameterRow> parameters,
      List<Experiment> experiments,
      Collection<ObservableRow> observables,
      MeasurementReader reader) {
    EstimationProblem problem =
        new EstimationProblem(
            id,
            targets.extended(),
            parameters.stream().map(ParameterRow::parameter).toList(),
            experiments,
            observables.stream().flatMap(row -> row.observable().stream()).toList(),
            reader.measurements().stream().map(one -> targets.resolved(one, experiments)).toList(),
            MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    return new ModelPart(problem, scope, targets, reader.places());
  }

  /**
   * The problem of all models.
   *
   * @param parts at least one
   * @param positions by which measurements are put in order; those of one model stay in theirs, and
   *     so do the models where none is given
   */
  static EstimationProblem join(List<ModelPart> parts, Map<Place, Integer> positions) {
    EstimationProblem first = parts.get(0).problem();
    if (parts.size() == 1) {
      return first;
    }
    List<OdeModel> models = new ArrayList<>();
    List<Experiment> experiments = new ArrayList<>();
    List<Observable> observables = new ArrayList<>();
    List<Located> located = new ArrayList<>();
    for (ModelPart part : parts) {
      EstimationProblem own = part.problem();
      for (int m = 0; m < own.measurements().size(); m++) {
        Measurement one = own.measurements().get(m);
        located.add(
            new Located(
                one.at(
                    one.observable() + observables.size(), one.experiment() + experiments.size()),
                positions.getOrDefault(part.places().get(m), 0)));
      }
      own.experiments().forEach(one -> experiments.add(one.withModel(models.size())));
      own.observables().forEach(one -> observables.add(one.withModel(models.size())));
      models.add(own.model());
    }
    located.sort(Comparator.comparingInt(Located::position));
    return new EstimationProblem(
        first.id(),
        models,
        first.parameters(),
        experiments,
        observables,
        located.stream().map(Located::measurement).toList(),
        MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
  }

  /**
   * Reports what only all tables of all models say together; when there are other errors, what can
   * be believed in spite of them.
   *
   * @param joined the problem of all models
   * @param tables all but those of parameters
   */
  static void check(
      List<ModelPart> parts,
      EstimationProblem joined,
      Map<String, ParameterRow> parameters,
      List<Table> tables,
      Findings findings) {
    List<Scope> scopes = parts.stream().map(ModelPart::scope).toList();
    if (findings.hasErrors()) {
      Scope.checkUnused(scopes, mentioned(tables), findings);
      return;
    }
    parts.forEach(part -> part.targets().checkSet(part.problem(), part.places()));
    Scope.checkUnused(scopes, Set.of(), findings);
    ParameterTypes.check(joined, parameters, findings);
  }

  /** All that stands in tables and may be a name. */
  private static Set<String> mentioned(List<Table> tables) {
    Set<String> names = new HashSet<>();
    for (Table table : tables) {
      names.addAll(table.columns().keySet());
      for (Row row : table.rows()) {
        row.fields().forEach(field -> names.addAll(List.of(field.split("\\W+", -1))));
      }
    }
    return names;
  }
}
