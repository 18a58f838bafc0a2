package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;

/**
 * A condition of PEtab 2: what it sets, in several rows.
 *
 * @param id its name
 * @param place of its first row's id
 * @param changes in the order of the rows
 */
record ConditionChanges(String id, Place place, List<Change> changes) {
  /**
   * A target and its new value.
   *
   * @param target the id of what is set
   * @param value over parameters and current values of quantities; nothing when it cannot be read
   * @param cell of the value
   */
  record Change(String target, Optional<Expression> value, Cell cell) {}

  /** The conditions of condition tables by id, in their order. */
  static Map<String, ConditionChanges> read(
      Collection<Table> tables, ExpressionPool pool, Findings findings) {
    Map<String, ConditionChanges> conditions = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        Cell idCell = row.cell("conditionId");
        String id = Identifiers.requireUnreserved(idCell, "conditionId", findings);
        ConditionChanges condition =
            conditions.computeIfAbsent(
                id, key -> new ConditionChanges(id, idCell.place(), new ArrayList<>()));
        condition.add(row, pool, findings);
      }
    }
    return conditions;
  }

  private void add(Row row, ExpressionPool pool, Findings findings) {
    Cell targetCell = row.cell("targetId");
    Cell valueCell = row.cell("targetValue");
    String target = Identifiers.requireIdentifier(targetCell, "targetId", findings);
    Optional<Expression> value = Formulas.parse(valueCell, "targetValue", pool, findings);
    value
        .filter(given -> given.isConstant() && !Double.isFinite(given.value()))
        .ifPresent(
            given ->
                findings.error(
                    valueCell.place(),
                    "targetValue \"%s\" is not finite".formatted(valueCell.text()),
                    "write a finite number or a formula"));
    if (changes.stream().anyMatch(change -> change.target().equals(target))) {
      findings.error(
          targetCell.place(),
          "condition \"%s\" sets \"%s\" twice".formatted(id, target),
          "remove one of the rows");
      return;
    }
    changes.add(new Change(target, value, valueCell));
  }

  /**
   * These conditions with what networks make them set besides.
   *
   * @param more by condition, target and value; it may have conditions that no table has
   */
  static Map<String, ConditionChanges> with(
      Map<String, ConditionChanges> conditions, Map<String, Map<String, Expression>> more) {
    Map<String, ConditionChanges> extended = new LinkedHashMap<>(conditions);
    more.forEach(
        (id, changes) -> {
          ConditionChanges known = conditions.get(id);
          Place place = known == null ? Place.of("array files") : known.place();
          List<Change> all = new ArrayList<>(known == null ? List.of() : known.changes());
          changes.forEach(
              (target, value) ->
                  all.add(new Change(target, Optional.of(value), new Cell("", place))));
          extended.put(id, new ConditionChanges(id, place, all));
        });
    return extended;
  }

  /** What each condition sets, by id. */
  static Map<String, Map<String, Expression>> values(Map<String, ConditionChanges> conditions) {
    Map<String, Map<String, Expression>> values = new LinkedHashMap<>();
    conditions.forEach(
        (id, condition) -> {
          Map<String, Expression> set = new LinkedHashMap<>();
          condition.changes().forEach(c -> c.value().ifPresent(v -> set.put(c.target(), v)));
          values.put(id, set);
        });
    return values;
  }

  /** The targets of some conditions of all condition tables, with their first place. */
  static Map<String, Place> targets(Collection<Table> tables, Set<String> conditions) {
    Map<String, Place> targets = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        Cell cell = row.cell("targetId");
        if (conditions.contains(row.cell("conditionId").text())
            && Identifiers.isIdentifier(cell.text())) {
          targets.putIfAbsent(cell.text(), cell.place());
        }
      }
    }
    return targets;
  }

  /** Reports names in values that mean nothing there. */
  void checkSymbols(Scope scope, Map<String, ObservableRow> observables, Findings findings) {
    for (Change change : changes) {
      for (String symbol : change.value().map(Formulas::symbols).orElse(List.of())) {
        if (scope.use(symbol)) {
          continue;
        }
        findings.errorOnce(
            change.cell().place(),
            observables.containsKey(symbol)
                ? "observable \"" + symbol + "\" cannot be used in a condition"
                : "\"%s\" is neither in the model nor in the parameter table".formatted(symbol),
            observables.containsKey(symbol)
                ? "write its formula"
                : scope.suggest(symbol, scope.names(), "add it to the parameter table"));
      }
    }
  }
}
