package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.Observable;

/**
 * Writes out observables in formulas of others (PEtab 2). An observable's own id in its noise
 * formula stays: there it means the formula's value.
 */
final class ObservableReferences {
  private final Map<String, ObservableRow> rows;
  private final Scope scope;
  private final Findings findings;

  /** Formulas without references, by observable; nothing for those that have none. */
  private final Map<String, Optional<Expression>> written = new HashMap<>();

  /** The observables on the way to the one that is being written out. */
  private final Set<String> open = new LinkedHashSet<>();

  private ObservableReferences(Map<String, ObservableRow> rows, Scope scope, Findings findings) {
    this.rows = rows;
    this.scope = scope;
    this.findings = findings;
  }

  /** The rows with formulas over the model, parameters and own placeholders alone. */
  static Map<String, ObservableRow> writeOut(
      Map<String, ObservableRow> rows, Scope scope, Findings findings) {
    ObservableReferences references = new ObservableReferences(rows, scope, findings);
    Map<String, ObservableRow> result = new LinkedHashMap<>();
    rows.forEach((id, row) -> result.put(id, references.writeOut(row)));
    return result;
  }

  private ObservableRow writeOut(ObservableRow row) {
    if (row.observable().isEmpty()) {
      return row;
    }
    Observable given = row.observable().get();
    Optional<Expression> formula = formula(row.id());
    Set<String> own = new LinkedHashSet<>(given.observablePlaceholders());
    own.addAll(given.noisePlaceholders());
    own.add(row.id());
    Optional<Expression> noise = replaced(given.noiseFormula(), row.noise(), own);
    List<Expression> shape = new ArrayList<>();
    for (Expression one : given.noise().distribution().shape()) {
      replaced(one, row.shape(), own).ifPresent(shape::add);
    }
    boolean isClear = shape.size() == given.noise().distribution().shape().size();
    return formula.isEmpty() || noise.isEmpty() || !isClear
        ? row.emptied()
        : row.with(
            new Observable(
                given.id(),
                formula.get(),
                noise.get(),
                given.noise().withShape(shape),
                given.observablePlaceholders(),
                given.noisePlaceholders()));
  }

  /** An observable's formula, written out; found once. */
  private Optional<Expression> formula(String id) {
    Optional<Expression> known = written.get(id);
    if (known != null) {
      return known;
    }
    ObservableRow row = rows.get(id);
    Optional<Observable> observable = row == null ? Optional.empty() : row.observable();
    if (row == null || observable.isEmpty()) {
      return Optional.empty();
    }
    open.add(id);
    Observable given = observable.get();
    Set<String> own = new LinkedHashSet<>(given.observablePlaceholders());
    Optional<Expression> result = replaced(given.formula(), row.formula(), own);
    open.remove(id);
    written.put(id, result);
    return result;
  }

  /** A formula with the observables in it replaced by their formulas. */
  private Optional<Expression> replaced(Expression formula, Cell cell, Set<String> own) {
    Map<Expression, Expression> replacements = new HashMap<>();
    boolean clear = true;
    for (String symbol : Formulas.symbols(formula)) {
      if (own.contains(symbol)) {
        continue;
      }
      if (!rows.containsKey(symbol) || scope.quantity(symbol).isPresent()) {
        clear &= isKnown(symbol, cell);
        continue;
      }
      Optional<Expression> other = other(symbol, cell);
      other.ifPresent(found -> replacements.put(formula.pool().symbol(symbol), found));
      clear &= other.isPresent();
    }
    return clear ? Optional.of(Substitution.substitute(formula, replacements)) : Optional.empty();
  }

  private Optional<Expression> other(String id, Cell cell) {
    if (open.contains(id)) {
      List<String> circle = new ArrayList<>(open);
      findings.error(
          cell.place(),
          "the formula depends on itself, by way of "
              + String.join(", ", circle.subList(circle.indexOf(id), circle.size())),
          "write one of these formulas without the others");
      return Optional.empty();
    }
    boolean hasPlaceholders =
        Optional.ofNullable(rows.get(id))
            .flatMap(ObservableRow::observable)
            .filter(observable -> !observable.observablePlaceholders().isEmpty())
            .isPresent();
    if (hasPlaceholders) {
      findings.error(
          cell.place(),
          "observable \"%s\" has placeholders, which measurements of another one do not give"
              .formatted(id),
          "write its formula here, with placeholders of this observable");
      return Optional.empty();
    }
    return formula(id);
  }

  private boolean isKnown(String symbol, Cell cell) {
    boolean known = scope.use(symbol);
    if (!known) {
      Set<String> names = scope.names();
      names.addAll(rows.keySet());
      findings.errorOnce(
          cell.place(),
          "\"%s\" is neither in the model nor in the parameter table, and no placeholder"
              .formatted(symbol),
          scope.suggest(
              symbol,
              names,
              "add it to the parameter table, or to observablePlaceholders or noisePlaceholders"));
    }
    return known;
  }
}
