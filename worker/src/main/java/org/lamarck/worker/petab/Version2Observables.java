package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Observable;

/** Reads observable tables of PEtab 2, whose placeholders have columns of their own. */
final class Version2Observables {
  private final ExpressionPool pool;
  private final NoiseCells noises;
  private final Findings findings;

  private Version2Observables(ExpressionPool pool, NoiseCells noises, Findings findings) {
    this.pool = pool;
    this.noises = noises;
    this.findings = findings;
  }

  /** The rows by id, in their order; formulas may still refer to other observables. */
  static Map<String, ObservableRow> read(
      Collection<Table> tables, ExpressionPool pool, NoiseCells noises, Findings findings) {
    return ObservableRow.read(
        tables, new Version2Observables(pool, noises, findings)::read, findings);
  }

  private ObservableRow read(Row row) {
    Cell idCell = row.cell("observableId");
    String id = Identifiers.requireUnreserved(idCell, "observableId", findings);
    Cell formulaCell = row.cell("observableFormula");
    Cell noiseCell = row.cell("noiseFormula");
    Optional<Expression> formula = Formulas.parse(formulaCell, "observableFormula", pool, findings);
    Optional<Expression> noiseFormula = Formulas.parse(noiseCell, "noiseFormula", pool, findings);
    Noise noise = noises.noise(row, pool, findings);
    Optional<List<String>> ofObservable = placeholders(row, "observablePlaceholders", List.of());
    Optional<List<String>> ofNoise =
        placeholders(row, "noisePlaceholders", ofObservable.orElse(List.of()));
    noiseFormula.ifPresent(given -> ObservableRow.checkPositive(given, noiseCell, findings));
    Optional<Observable> observable = Optional.empty();
    if (formula.isPresent()
        && noiseFormula.isPresent()
        && ofObservable.isPresent()
        && ofNoise.isPresent()) {
      Observable given =
          new Observable(
              id, formula.get(), noiseFormula.get(), noise, ofObservable.get(), ofNoise.get());
      warnOfUnused(given, row);
      observable = Optional.of(given);
    }
    return new ObservableRow(
        id, idCell.place(), formulaCell, noiseCell, row.cell(NoiseCells.SHAPE), observable);
  }

  /** The placeholders in a column; nothing when one of them is wrong. */
  private Optional<List<String>> placeholders(Row row, String column, List<String> others) {
    List<String> placeholders = new ArrayList<>();
    boolean clear = true;
    for (Cell part : row.cell(column).parts()) {
      String id = Identifiers.requireUnreserved(part, "placeholder", findings);
      boolean twice = placeholders.contains(id) || others.contains(id);
      if (twice) {
        findings.error(
            part.place(),
            "placeholder \"" + id + "\" stands twice",
            "remove one of them; the noise may use placeholders of the formula");
      }
      clear &= Identifiers.isIdentifier(id) && !twice;
      placeholders.add(id);
    }
    return clear ? Optional.of(placeholders) : Optional.empty();
  }

  private void warnOfUnused(Observable observable, Row row) {
    Set<String> used = new LinkedHashSet<>();
    observable.noiseFormulas().forEach(one -> used.addAll(Formulas.symbols(one)));
    warnOfUnused(observable.noisePlaceholders(), used, row.cell("noisePlaceholders"));
    used.addAll(Formulas.symbols(observable.formula()));
    warnOfUnused(observable.observablePlaceholders(), used, row.cell("observablePlaceholders"));
  }

  private void warnOfUnused(List<String> placeholders, Set<String> used, Cell cell) {
    for (String placeholder : placeholders) {
      if (!used.contains(placeholder)) {
        findings.warning(
            cell.place(),
            "no formula uses the placeholder \"" + placeholder + "\"",
            "remove it and its values, or correct the formula");
      }
    }
  }
}
