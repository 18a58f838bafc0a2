package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;

/**
 * A condition: what it sets, not yet resolved.
 *
 * @param id its name
 * @param place of its id
 * @param cells by target, in the order of the columns
 */
record ConditionRow(String id, Place place, Map<String, Cell> cells) {
  /** The rows of condition tables by id, in their order. */
  static Map<String, ConditionRow> read(Collection<Table> tables, Findings findings) {
    Map<String, ConditionRow> conditions = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        Cell idCell = row.cell("conditionId");
        String id = Identifiers.requireIdentifier(idCell, "conditionId", findings);
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (String column : table.columns().keySet()) {
          if (!TableLayout.CONDITIONS_1.knows(column)) {
            cells.put(column, row.cell(column));
          }
        }
        ConditionRow first =
            conditions.putIfAbsent(id, new ConditionRow(id, idCell.place(), cells));
        if (first != null) {
          findings.error(
              idCell.place(),
              "condition \"%s\" stands twice, first in %s".formatted(id, first.place().line()),
              "remove or rename one of the rows");
        }
      }
    }
    return conditions;
  }

  /** The targets of all condition tables, with the place of their first column. */
  static Map<String, Place> targets(Collection<Table> tables) {
    Map<String, Place> targets = new LinkedHashMap<>();
    for (Table table : tables) {
      for (String column : table.columns().keySet()) {
        if (!TableLayout.CONDITIONS_1.knows(column)) {
          targets.putIfAbsent(column, table.header(column));
        }
      }
    }
    return targets;
  }
}
