package org.lamarck.worker.petab.parameter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;

/**
 * A parameter and where it stands.
 *
 * @param parameter what the row says; where it is wrong, a stand-in for what was meant
 * @param place of its id
 */
public record ParameterRow(Parameter parameter, Place place) {
  private static final Map<String, Inner> INNER =
      Map.of("offset", Inner.OFFSET, "scaling", Inner.SCALING, "sigma", Inner.SIGMA);

  /** The rows of parameter tables by id, in their order. */
  static Map<String, ParameterRow> read(
      Collection<Table> tables,
      Function<Row, ParameterRow> reader,
      RowExpansion expansion,
      Findings findings) {
    Map<String, ParameterRow> rows = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows().stream().flatMap(r -> expansion.expanded(r).stream()).toList()) {
        ParameterRow parameter = reader.apply(row);
        ParameterRow first = rows.putIfAbsent(parameter.parameter().id(), parameter);
        if (first != null) {
          findings.error(
              parameter.place(),
              "parameter \"%s\" stands twice, first in %s"
                  .formatted(parameter.parameter().id(), first.place().line()),
              "remove one of the rows");
        }
      }
    }
    return rows;
  }

  /** Whether there is a value for it; an error when it is neither estimated nor given. */
  public void requireValue(Findings findings) {
    if (!parameter.estimated() && Double.isNaN(parameter.nominal())) {
      findings.error(
          place,
          parameter.id() + " is neither estimated nor has a nominalValue",
          "give it one of both");
    }
  }

  /** The number in a column; one that is not needed may be left out. */
  static double number(
      Row row, String column, boolean needed, double otherwise, Findings findings) {
    Cell cell = row.cell(column);
    if (cell.isBlank() && !needed) {
      return otherwise;
    }
    return Numbers.require(cell, column, findings).orElse(otherwise);
  }

  /** What the column parameterType says: what the parameter is to the observables. */
  static Inner inner(Row row, String id, boolean estimated, Findings findings) {
    Cell cell = row.cell("parameterType");
    if (cell.isBlank() || cell.text().equals("none")) {
      return Inner.NONE;
    }
    Inner inner = INNER.get(cell.text());
    if (inner == null) {
      findings.error(
          cell.place(),
          "parameterType \"%s\" is unknown".formatted(cell.text()),
          "write offset, scaling or sigma, or nothing");
      return Inner.NONE;
    }
    if (!estimated) {
      findings.warning(
          cell.place(),
          "the parameterType of \"%s\" has no effect, because it is not estimated".formatted(id),
          "remove it, or let the parameter be estimated");
      return Inner.NONE;
    }
    return inner;
  }

  /**
   * Where starts are drawn from when a row does not say it: uniformly between the bounds on the
   * scale; around 1, or around 0 for an offset, where a bound of an inner parameter is infinite.
   */
  static Prior initialization(Parameter plain, Inner inner) {
    if (inner == Inner.NONE || Double.isFinite(plain.upper() - plain.lower())) {
      return plain.initialization();
    }
    Family family = inner == Inner.OFFSET ? Family.NORMAL : Family.LOG_NORMAL;
    return new Prior(family, 0, 1, Limits.clipping(plain.lower(), plain.upper()));
  }

  /** Reports bounds that leave nothing to search. */
  static void checkBounds(Parameter parameter, Row row, Findings findings) {
    Cell lower = row.cell("lowerBound");
    if (parameter.lower() > parameter.upper()) {
      findings.error(
          lower.place(),
          "the bounds of \"%s\" are crossed: %s > %s"
              .formatted(parameter.id(), lower.text(), row.cell("upperBound").text()),
          "exchange them");
    } else if (parameter.lower() == parameter.upper()) {
      findings.warning(
          lower.place(),
          "the bounds of \"%s\" are equal: nothing is left to search".formatted(parameter.id()),
          "widen them, or do not estimate it");
    }
  }

  /** Reports infinite bounds, where a search needs finite ones. */
  static void checkFinite(Row row, String unless, Findings findings) {
    for (String column : List.of("lowerBound", "upperBound")) {
      Cell cell = row.cell(column);
      OptionalDouble bound = Numbers.parse(cell.text());
      if (bound.isPresent() && Double.isInfinite(bound.getAsDouble())) {
        findings.error(
            cell.place(), column + " is infinite", "give a finite bound to search within" + unless);
      }
    }
  }

  /** Reports a nominal value that the search cannot reach. */
  static void checkNominal(Parameter parameter, Row row, Findings findings) {
    double nominal = parameter.nominal();
    if (parameter.lower() <= parameter.upper()
        && (nominal < parameter.lower() || nominal > parameter.upper())) {
      Cell cell = row.cell("nominalValue");
      findings.warning(
          cell.place(),
          "nominalValue %s of \"%s\" is outside its bounds [%s, %s]"
              .formatted(cell.text(), parameter.id(), parameter.lower(), parameter.upper()),
          "check which of them is wrong");
    }
  }
}
