package org.lamarck.worker.petab;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;

/**
 * What the measurements of one model use of tables that all models of a PEtab 2 problem share. Only
 * this must make sense for the model. The only model of a problem has all.
 *
 * @param measurements which rows of measurement tables are the model's
 * @param observables ids that the rows name
 * @param experiments ids that the rows name
 * @param conditions ids that these experiments name
 */
record ModelShare(
    Predicate<Row> measurements,
    Set<String> observables,
    Set<String> experiments,
    Set<String> conditions) {

  /** All of all tables. */
  static ModelShare whole(Version2Tables tables) {
    return new ModelShare(
        row -> true,
        ids(tables.observables(), "observableId", row -> true),
        ids(tables.experiments(), "experimentId", row -> true),
        ids(tables.conditions(), "conditionId", row -> true));
  }

  /** What the rows use that name a model. */
  static ModelShare of(String model, Version2Tables tables) {
    Predicate<Row> own = row -> row.cell("modelId").text().equals(model);
    Set<String> experiments = ids(tables.measurements(), "experimentId", own);
    return new ModelShare(
        own,
        ids(tables.measurements(), "observableId", own),
        experiments,
        ids(
            tables.experiments(),
            "conditionId",
            row -> experiments.contains(row.cell("experimentId").text())));
  }

  private static Set<String> ids(Collection<Table> tables, String column, Predicate<Row> wanted) {
    Set<String> ids = new LinkedHashSet<>();
    for (Table table : tables) {
      table.rows().stream().filter(wanted).forEach(row -> ids.add(row.cell(column).text()));
    }
    return ids;
  }

  /** Whether no measurement is the model's. */
  boolean isEmpty() {
    return observables.isEmpty();
  }

  /** The conditions of the share, of all. */
  List<ConditionChanges> conditions(Map<String, ConditionChanges> all) {
    return all.values().stream().filter(one -> conditions.contains(one.id())).toList();
  }

  /** The ids of the observables that the model needs: measured ones, and those they refer to. */
  Set<String> needed(Map<String, ObservableRow> all, OdeModel model) {
    Set<String> needed = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(observables);
    while (!open.isEmpty()) {
      String id = open.pop();
      ObservableRow row = all.get(id);
      boolean isObservable = observables.contains(id) || model.quantity(id).isEmpty();
      if (row != null && isObservable && needed.add(id)) {
        row.observable().ifPresent(given -> open.addAll(references(given)));
      }
    }
    return needed;
  }

  private static Set<String> references(Observable observable) {
    Set<String> references = new LinkedHashSet<>(Formulas.symbols(observable.formula()));
    observable.noiseFormulas().forEach(one -> references.addAll(Formulas.symbols(one)));
    observable.observablePlaceholders().forEach(references::remove);
    observable.noisePlaceholders().forEach(references::remove);
    return references;
  }
}
