package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Observable;

/**
 * An observable and where it stands.
 *
 * @param id its name
 * @param place of its id
 * @param formula the cell of its formula
 * @param noise the cell of its noise formula
 * @param shape the cell of the formulas of its noise's shape
 * @param observable what the row says; nothing when one of its formulas cannot be used
 */
record ObservableRow(
    String id, Place place, Cell formula, Cell noise, Cell shape, Optional<Observable> observable) {

  /** The rows of observable tables by id, in their order. */
  static Map<String, ObservableRow> read(
      Collection<Table> tables, Function<Row, ObservableRow> reader, Findings findings) {
    Map<String, ObservableRow> rows = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        ObservableRow observable = reader.apply(row);
        ObservableRow first = rows.putIfAbsent(observable.id(), observable);
        if (first != null) {
          findings.error(
              observable.place(),
              "observable \"%s\" stands twice, first in %s"
                  .formatted(observable.id(), first.place().line()),
              "remove or rename one of the rows");
        }
      }
    }
    return rows;
  }

  /** The same without what it says, for models that do not need it. */
  ObservableRow emptied() {
    return new ObservableRow(id, place, formula, noise, shape, Optional.empty());
  }

  /** The same with other formulas. */
  ObservableRow with(Observable other) {
    return new ObservableRow(id, place, formula, noise, shape, Optional.of(other));
  }

  /**
   * Warns of observables that no measurement names.
   *
   * @param measured where those stand that one does
   */
  static void warnOfUnmeasured(
      Collection<ObservableRow> rows, Set<Place> measured, Findings findings) {
    for (ObservableRow row : rows) {
      if (!measured.contains(row.place())) {
        findings.warning(
            row.place(),
            "observable \"" + row.id() + "\" has no measurements",
            "remove the row if none is missing");
      }
    }
  }

  /** Reports a constant noise formula that is no scale. */
  static void checkPositive(Expression noise, Cell cell, Findings findings) {
    if (noise.isConstant() && !(noise.value() > 0 && Double.isFinite(noise.value()))) {
      findings.error(
          cell.place(),
          "noiseFormula \"%s\" is not positive and finite".formatted(cell.text()),
          "write a positive number or a formula");
    }
  }

  /**
   * Reports an id that the model or the parameter table has as well, so that it says two things.
   */
  static void checkNames(Collection<ObservableRow> rows, Scope scope, Findings findings) {
    for (ObservableRow row : rows) {
      if (scope.quantity(row.id()).isPresent()) {
        findings.error(
            row.place(),
            "\"%s\" is an observable and stands in the model".formatted(row.id()),
            "rename the observable");
      } else if (scope.isKnown(row.id())) {
        findings.error(
            row.place(),
            "\"%s\" is an observable and a parameter".formatted(row.id()),
            "rename one of them");
      }
      row.observable().ifPresent(given -> row.checkPlaceholders(given, scope, findings));
    }
  }

  private void checkPlaceholders(Observable observable, Scope scope, Findings findings) {
    Stream.concat(
            observable.observablePlaceholders().stream(), observable.noisePlaceholders().stream())
        .filter(name -> scope.quantity(name).isPresent() || scope.isKnown(name))
        .forEach(
            name ->
                findings.error(
                    place,
                    "\"%s\" is a placeholder and stands in the model or another table"
                        .formatted(name),
                    "rename the placeholder, or remove it from the other table"));
  }
}
