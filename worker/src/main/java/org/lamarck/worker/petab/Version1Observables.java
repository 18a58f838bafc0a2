package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Observable;

/** Reads observable tables of PEtab 1, whose placeholders are known by their names. */
final class Version1Observables {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(observable|noise)Parameter(\\d+)_(\\w+)");

  private Version1Observables() {}

  /** The rows by id, in their order. */
  static Map<String, ObservableRow> read(
      Collection<Table> tables, ExpressionPool pool, NoiseCells noise, Findings findings) {
    return ObservableRow.read(tables, row -> read(row, pool, noise, findings), findings);
  }

  /** Reports names that formulas use and that nothing gives a meaning. */
  static void checkSymbols(Collection<ObservableRow> rows, Scope scope, Findings findings) {
    for (ObservableRow row : rows) {
      row.observable().ifPresent(observable -> checkSymbols(row, observable, scope, findings));
    }
  }

  private static void checkSymbols(
      ObservableRow row, Observable observable, Scope scope, Findings findings) {
    Set<String> own = new LinkedHashSet<>(observable.observablePlaceholders());
    checkSymbols(observable.formula(), row.formula(), own, scope, findings);
    own.addAll(observable.noisePlaceholders());
    own.add(row.id());
    checkSymbols(observable.noiseFormula(), row.noise(), own, scope, findings);
    for (Expression shape : observable.noise().distribution().shape()) {
      checkSymbols(shape, row.shape(), own, scope, findings);
    }
  }

  private static void checkSymbols(
      Expression formula, Cell cell, Set<String> own, Scope scope, Findings findings) {
    for (String symbol : Formulas.symbols(formula)) {
      if (own.contains(symbol) || scope.use(symbol)) {
        continue;
      }
      if (PLACEHOLDER.matcher(symbol).matches()) {
        findings.error(
            cell.place(),
            "placeholder \"%s\" does not belong here".formatted(symbol),
            "use observableParameterN_ID in formulas of the observable ID, and"
                + " noiseParameterN_ID in its noiseFormula alone");
      } else {
        findings.errorOnce(
            cell.place(),
            "\"%s\" is neither in the model nor in the parameter table".formatted(symbol),
            scope.suggest(symbol, scope.names(), "add it to the parameter table"));
      }
    }
  }

  private static ObservableRow read(
      Row row, ExpressionPool pool, NoiseCells noiseCells, Findings findings) {
    Cell idCell = row.cell("observableId");
    String id = Identifiers.requireIdentifier(idCell, "observableId", findings);
    Cell formulaCell = row.cell("observableFormula");
    Cell noiseCell = row.cell("noiseFormula");
    Optional<Expression> formula = Formulas.parse(formulaCell, "observableFormula", pool, findings);
    Optional<Expression> noiseFormula = Formulas.parse(noiseCell, "noiseFormula", pool, findings);
    Noise noise =
        new Noise(
            noiseCells.distribution(row, pool, findings),
            transformation(row.cell("observableTransformation"), findings));
    Optional<Observable> observable = Optional.empty();
    if (formula.isPresent() && noiseFormula.isPresent() && Identifiers.isIdentifier(id)) {
      ObservableRow.checkPositive(noiseFormula.get(), noiseCell, findings);
      List<String> inFormula = Formulas.symbols(formula.get());
      List<String> inNoise = new ArrayList<>(Formulas.symbols(noiseFormula.get()));
      noise.distribution().shape().forEach(one -> inNoise.addAll(Formulas.symbols(one)));
      observable =
          placeholders("observable", id, formulaCell, inFormula, inNoise, findings)
              .flatMap(
                  ofObservable ->
                      placeholders("noise", id, noiseCell, List.of(), inNoise, findings)
                          .map(
                              ofNoise ->
                                  new Observable(
                                      id,
                                      formula.get(),
                                      noiseFormula.get(),
                                      noise,
                                      ofObservable,
                                      ofNoise)));
    }
    return new ObservableRow(
        id, idCell.place(), formulaCell, noiseCell, row.cell(NoiseCells.SHAPE), observable);
  }

  private static Transformation transformation(Cell transformation, Findings findings) {
    return switch (transformation.isBlank() ? "lin" : transformation.text()) {
      case "lin" -> Transformation.IDENTITY;
      case "log" -> Transformation.LN;
      case "log10" -> Transformation.LOG10;
      default -> {
        findings.error(
            transformation.place(),
            "observableTransformation \"%s\" is unknown".formatted(transformation.text()),
            "write lin, log or log10");
        yield Transformation.IDENTITY;
      }
    };
  }

  /**
   * The placeholders of one kind, in the order of their numbers; nothing when they are not numbered
   * from 1 on.
   */
  private static Optional<List<String>> placeholders(
      String kind,
      String id,
      Cell cell,
      List<String> inFormula,
      List<String> inNoise,
      Findings findings) {
    TreeMap<Integer, String> numbered = new TreeMap<>();
    Stream.concat(inFormula.stream(), inNoise.stream())
        .forEach(
            symbol -> {
              Matcher matcher = PLACEHOLDER.matcher(symbol);
              if (matcher.matches()
                  && matcher.group(1).equals(kind)
                  && matcher.group(3).equals(id)
                  && matcher.group(2).length() < 6) {
                numbered.put(Integer.valueOf(matcher.group(2)), symbol);
              }
            });
    for (int i = 1; i <= numbered.size(); i++) {
      if (!numbered.containsKey(i)) {
        findings.error(
            cell.place(),
            "%sParameter%d_%s is missing among the placeholders %s"
                .formatted(kind, i, id, String.join(", ", numbered.values())),
            "number them from 1 on");
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(numbered.values()));
  }
}
