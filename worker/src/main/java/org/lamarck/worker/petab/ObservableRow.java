package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Observable.Noise;

/**
 * An observable and where it stands.
 *
 * @param id its name
 * @param place of its id
 * @param formula the cell of its formula
 * @param noise the cell of its noise formula
 * @param observable what the row says; nothing when one of its formulas cannot be used
 */
record ObservableRow(
    String id, Place place, Cell formula, Cell noise, Optional<Observable> observable) {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(observable|noise)Parameter(\\d+)_(\\w+)");

  /** The rows of observable tables by id, in their order. */
  static Map<String, ObservableRow> read(
      Collection<Table> tables, ExpressionPool pool, Findings findings) {
    Map<String, ObservableRow> rows = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        ObservableRow observable = read(row, pool, findings);
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

  private static ObservableRow read(Row row, ExpressionPool pool, Findings findings) {
    Cell idCell = row.cell("observableId");
    String id = Spelling.requireIdentifier(idCell, "observableId", findings);
    Cell formulaCell = row.cell("observableFormula");
    Cell noiseCell = row.cell("noiseFormula");
    Optional<Expression> formula = Formulas.parse(formulaCell, "observableFormula", pool, findings);
    Optional<Expression> noiseFormula = Formulas.parse(noiseCell, "noiseFormula", pool, findings);
    Noise noise = noise(row, findings);
    Optional<Observable> observable = Optional.empty();
    if (formula.isPresent() && noiseFormula.isPresent()) {
      checkPositive(noiseFormula.get(), noiseCell, findings);
      List<String> inFormula = Formulas.symbols(formula.get());
      List<String> inNoise = Formulas.symbols(noiseFormula.get());
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
    return new ObservableRow(id, idCell.place(), formulaCell, noiseCell, observable);
  }

  private static void checkPositive(Expression noise, Cell cell, Findings findings) {
    if (noise.isConstant() && !(noise.value() > 0)) {
      findings.error(
          cell.place(),
          "noiseFormula \"%s\" is not positive".formatted(cell.text()),
          "write a positive number or a formula");
    }
  }

  private static Noise noise(Row row, Findings findings) {
    Cell transformation = row.cell("observableTransformation");
    Cell distribution = row.cell("noiseDistribution");
    boolean laplace = false;
    switch (distribution.isBlank() ? "normal" : distribution.text()) {
      case "normal" -> laplace = false;
      case "laplace" -> laplace = true;
      default ->
          findings.error(
              distribution.place(),
              "noiseDistribution \"%s\" is unknown".formatted(distribution.text()),
              "write normal or laplace");
    }
    return switch (transformation.isBlank() ? "lin" : transformation.text()) {
      case "lin" -> laplace ? Noise.LAPLACE : Noise.NORMAL;
      case "log" -> laplace ? Noise.LOG_LAPLACE : Noise.LOG_NORMAL;
      case "log10" -> laplace ? Noise.LOG10_LAPLACE : Noise.LOG10_NORMAL;
      default -> {
        findings.error(
            transformation.place(),
            "observableTransformation \"%s\" is unknown".formatted(transformation.text()),
            "write lin, log or log10");
        yield Noise.NORMAL;
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

  /** Whether a name has the form of a placeholder, of any observable. */
  static boolean isPlaceholder(String symbol) {
    return PLACEHOLDER.matcher(symbol).matches();
  }
}
