package org.lamarck.worker.petab.parameter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;

/** Reads parameter tables of PEtab 1. */
public final class Version1Parameters {
  private final Findings findings;

  private Version1Parameters(Findings findings) {
    this.findings = findings;
  }

  /** The rows by id, in their order. */
  public static Map<String, ParameterRow> read(Collection<Table> tables, Findings findings) {
    return ParameterRow.read(
        tables, new Version1Parameters(findings)::read, RowExpansion.NONE, findings);
  }

  /** The rows of the table that a key of a file of Lamarck's own format names; none in error. */
  public static Map<String, ParameterRow> read(OwnFile file, String key, Findings findings) {
    return file.root()
        .text(key, "the name of a PEtab parameter table", findings)
        .flatMap(cell -> SourceText.read(file.beside(cell), cell.place(), findings))
        .flatMap(source -> Table.read(source, TableLayout.PARAMETERS_1, findings))
        .map(table -> read(List.of(table), findings))
        .orElse(Map.of());
  }

  private ParameterRow read(Row row) {
    Cell idCell = row.cell("parameterId");
    String id = Identifiers.requireIdentifier(idCell, "parameterId", findings);
    Scale scale = scale(row.cell("parameterScale"));
    boolean estimated = estimated(row.cell("estimate"));
    Inner inner = ParameterRow.inner(row, id, estimated, findings);
    double lower =
        ParameterRow.number(row, "lowerBound", estimated, Double.NEGATIVE_INFINITY, findings);
    double upper =
        ParameterRow.number(row, "upperBound", estimated, Double.POSITIVE_INFINITY, findings);
    double nominal = nominal(row, scale, estimated);
    Parameter plain = new Parameter(id, scale, lower, upper, nominal, estimated, null);
    Prior usual = ParameterRow.initialization(plain, inner);
    boolean isFixed = row.cell("estimate").text().equals("0");
    Findings priorFindings = isFixed ? new Findings() : findings; // what means nothing is not wrong
    Prior initialization =
        new PriorCells(row, "initializationPrior", FormatVersion.V1, priorFindings)
            .read(Limits.clipping(lower, upper), usual)
            .orElse(usual);
    Optional<Prior> objective =
        new PriorCells(row, "objectivePrior", FormatVersion.V1, priorFindings)
            .read(Limits.NONE, unlimited(plain.initialization()));
    check(plain, inner, row);
    if (!row.cell("objectivePriorType").isBlank() && isFixed) {
      findings.warning(
          row.cell("objectivePriorType").place(),
          "the prior of \"%s\" has no effect, because it is not estimated".formatted(id),
          "remove the prior or write 1 in column estimate");
    }
    @Nullable Prior prior = estimated ? objective.orElse(null) : null;
    return new ParameterRow(
        new Parameter(id, scale, lower, upper, nominal, estimated, prior, initialization, inner),
        idCell.place());
  }

  private static Prior unlimited(Prior prior) {
    return new Prior(prior.family(), prior.first(), prior.second());
  }

  private void check(Parameter parameter, Inner inner, Row row) {
    if (!parameter.estimated()) {
      return;
    }
    ParameterRow.checkBounds(parameter, row, findings);
    if (inner == Inner.NONE) {
      ParameterRow.checkFinite(row, "", findings);
    }
    if (parameter.scale() != Scale.LIN && !haveLogarithms(parameter, row)) {
      return;
    }
    if (parameter.scale() == Scale.LIN || parameter.nominal() != 0) { // of which was warned
      ParameterRow.checkNominal(parameter, row, findings);
    }
  }

  /**
   * The nominal value. One that has no logarithm on a logarithmic scale is the scale's end, 0: a
   * value is wanted there, as published problems have it, though no search goes so far.
   */
  private double nominal(Row row, Scale scale, boolean estimated) {
    double nominal = ParameterRow.number(row, "nominalValue", !estimated, Double.NaN, findings);
    if (!estimated || scale == Scale.LIN || nominal > 0 || Double.isNaN(nominal)) {
      return nominal;
    }
    Cell cell = row.cell("nominalValue");
    findings.warning(
        cell.place(),
        "nominalValue %s of \"%s\" has no logarithm, but its parameterScale is %s"
            .formatted(cell.text(), row.cell("parameterId").text(), lower(scale)),
        "write a positive value, or the scale lin; it is evaluated at 0, and searches begin within"
            + " the bounds");
    return 0;
  }

  private static String lower(Scale scale) {
    return scale.name().toLowerCase(Locale.ROOT);
  }

  private Scale scale(Cell cell) {
    return switch (cell.text()) {
      case "lin" -> Scale.LIN;
      case "log" -> Scale.LOG;
      case "log10" -> Scale.LOG10;
      default -> {
        findings.error(
            cell.place(),
            cell.isBlank()
                ? "parameterScale is missing"
                : "parameterScale \"" + cell.text() + "\" is unknown",
            "write lin, log or log10");
        yield Scale.LIN;
      }
    };
  }

  private boolean estimated(Cell cell) {
    OptionalDouble number = Numbers.parse(cell.text());
    if (number.isEmpty() || (number.getAsDouble() != 0 && number.getAsDouble() != 1)) {
      findings.error(
          cell.place(),
          cell.isBlank()
              ? "estimate is missing"
              : "estimate \"" + cell.text() + "\" is neither 0 nor 1",
          "write 1 to search for the parameter, 0 to keep it at its nominal value");
    }
    return number.orElse(0) == 1;
  }

  private boolean haveLogarithms(Parameter parameter, Row row) {
    boolean all = true;
    for (String column : List.of("lowerBound", "upperBound")) {
      Cell cell = row.cell(column);
      OptionalDouble number = Numbers.parse(cell.text());
      if (number.isPresent() && !(number.getAsDouble() > 0)) {
        all = false;
        findings.error(
            cell.place(),
            "bound %s of \"%s\" has no logarithm, but its parameterScale is %s"
                .formatted(cell.text(), parameter.id(), lower(parameter.scale())),
            "write a positive bound, on the linear scale, or the scale lin");
      }
    }
    return all;
  }
}
