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
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Observable.Noise;

/** Reads observable tables of PEtab 2, whose placeholders have columns of their own. */
final class Version2Observables {
  private final ExpressionPool pool;
  private final Findings findings;

  private Version2Observables(ExpressionPool pool, Findings findings) {
    this.pool = pool;
    this.findings = findings;
  }

  /** The rows by id, in their order; formulas may still refer to other observables. */
  static Map<String, ObservableRow> read(
      Collection<Table> tables, ExpressionPool pool, Findings findings) {
    return ObservableRow.read(tables, new Version2Observables(pool, findings)::read, findings);
  }

  private ObservableRow read(Row row) {
    Cell idCell = row.cell("observableId");
    String id = Spelling.requireUnreserved(idCell, "observableId", findings);
    Cell formulaCell = row.cell("observableFormula");
    Cell noiseCell = row.cell("noiseFormula");
    Optional<Expression> formula = Formulas.parse(formulaCell, "observableFormula", pool, findings);
    Optional<Expression> noiseFormula = Formulas.parse(noiseCell, "noiseFormula", pool, findings);
    Noise noise = noise(row.cell("noiseDistribution"));
    List<String> ofObservable = placeholders(row, "observablePlaceholders");
    List<String> ofNoise = placeholders(row, "noisePlaceholders");
    for (String shared : ofNoise) {
      if (ofObservable.contains(shared)) {
        findings.error(
            row.cell("noisePlaceholders").place(),
            "placeholder \"%s\" is one of the formula and of the noise".formatted(shared),
            "remove it here; the noise may use placeholders of the formula");
      }
    }
    noiseFormula.ifPresent(given -> ObservableRow.checkPositive(given, noiseCell, findings));
    Optional<Observable> observable =
        formula.flatMap(
            f -> noiseFormula.map(n -> new Observable(id, f, n, noise, ofObservable, ofNoise)));
    observable.ifPresent(given -> warnOfUnused(given, row));
    return new ObservableRow(id, idCell.place(), formulaCell, noiseCell, observable);
  }

  private Noise noise(Cell cell) {
    return switch (cell.isBlank() ? "normal" : cell.text()) {
      case "normal" -> Noise.NORMAL;
      case "laplace" -> Noise.LAPLACE;
      case "log-normal" -> Noise.LOG_NORMAL;
      case "log-laplace" -> Noise.LOG_LAPLACE;
      default -> {
        findings.error(
            cell.place(),
            "noiseDistribution \"%s\" is unknown".formatted(cell.text()),
            "write normal, laplace, log-normal or log-laplace");
        yield Noise.NORMAL;
      }
    };
  }

  private List<String> placeholders(Row row, String column) {
    List<String> placeholders = new ArrayList<>();
    for (Cell part : row.cell(column).parts()) {
      Cell stripped = new Cell(part.text(), part.place());
      String id = Spelling.requireUnreserved(stripped, "placeholder", findings);
      if (placeholders.contains(id)) {
        findings.error(
            part.place(), "placeholder \"" + id + "\" stands twice", "remove one of them");
      }
      placeholders.add(id);
    }
    return placeholders;
  }

  private void warnOfUnused(Observable observable, Row row) {
    Set<String> used = new LinkedHashSet<>(Formulas.symbols(observable.noiseFormula()));
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
