package org.lamarck.worker.petab.parameter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;

/** Reads parameter tables of PEtab 2, which have no scales: those are chosen. */
public final class Version2Parameters {
  private final ScaleChoice scales;
  private final RowExpansion expansion;
  private final Findings findings;

  private Version2Parameters(ScaleChoice scales, RowExpansion expansion, Findings findings) {
    this.scales = scales;
    this.expansion = expansion;
    this.findings = findings;
  }

  /**
   * The rows by id, in their order. When at least one parameter has a prior, those that are given
   * none have the uniform one between their bounds.
   */
  public static Map<String, ParameterRow> read(
      Collection<Table> tables, ScaleChoice scales, RowExpansion expansion, Findings findings) {
    Version2Parameters reader = new Version2Parameters(scales, expansion, findings);
    Map<String, ParameterRow> rows = ParameterRow.read(tables, reader::read, expansion, findings);
    boolean anyPrior = rows.values().stream().anyMatch(row -> row.parameter().prior() != null);
    if (!anyPrior) {
      return rows;
    }
    Map<String, ParameterRow> completed = new LinkedHashMap<>();
    rows.forEach((id, row) -> completed.put(id, reader.withPrior(row)));
    return completed;
  }

  private ParameterRow withPrior(ParameterRow row) {
    Parameter p = row.parameter();
    boolean isUnbounded =
        Double.isInfinite(p.upper() - p.lower())
            && (p.inner() != Inner.NONE || expansion.spread(p.id()).isPresent());
    if (!p.estimated() || p.prior() != null || isUnbounded) {
      return row;
    }
    return new ParameterRow(
        new Parameter(
            p.id(),
            p.scale(),
            p.lower(),
            p.upper(),
            p.nominal(),
            true,
            new Prior(
                Family.UNIFORM, p.lower(), p.upper(), Limits.truncating(p.lower(), p.upper())),
            p.initialization(),
            p.inner()),
        row.place());
  }

  private ParameterRow read(Row row) {
    Cell idCell = row.cell("parameterId");
    String id = Identifiers.requireUnreserved(idCell, "parameterId", findings);
    boolean estimated = estimated(row.cell("estimate"));
    Inner inner = ParameterRow.inner(row, id, estimated, findings);
    double lower =
        ParameterRow.number(row, "lowerBound", estimated, Double.NEGATIVE_INFINITY, findings);
    double upper =
        ParameterRow.number(row, "upperBound", estimated, Double.POSITIVE_INFINITY, findings);
    double nominal = ParameterRow.number(row, "nominalValue", !estimated, Double.NaN, findings);
    boolean isLinear = !estimated || nominal < 0; // which has no logarithm
    Scale scale = isLinear ? Scale.LIN : scales.scale(lower, upper);
    Parameter plain = new Parameter(id, scale, lower, upper, nominal, estimated, null);
    Optional<Prior> given = prior(plain, row);
    check(plain, given, inner, row);
    @Nullable Prior prior = estimated ? given.orElse(null) : null;
    return new ParameterRow(
        new Parameter(
            id,
            scale,
            lower,
            upper,
            nominal,
            estimated,
            prior,
            given.orElse(initialization(plain, inner)),
            inner),
        idCell.place());
  }

  private Prior initialization(Parameter plain, Inner inner) {
    OptionalDouble spread = expansion.spread(plain.id());
    return spread.isPresent() && Double.isInfinite(plain.upper() - plain.lower())
        ? new Prior(
            Family.NORMAL, 0, spread.getAsDouble(), Limits.clipping(plain.lower(), plain.upper()))
        : ParameterRow.initialization(plain, inner);
  }

  private Optional<Prior> prior(Parameter parameter, Row row) {
    Limits limits = Limits.truncating(parameter.lower(), parameter.upper());
    boolean isFixed = row.cell("estimate").text().equalsIgnoreCase("false");
    Findings own = isFixed ? new Findings() : findings; // what means nothing is not wrong
    Optional<Prior> prior = new PriorCells(row, "prior", FormatVersion.V2, own).read(limits);
    if (prior.isPresent()
        && parameter.estimated()
        && parameter.lower() <= parameter.upper()
        && !(prior.get().mass(parameter.scale()) > 0)) {
      findings.error(
          row.cell("priorDistribution").place(),
          "the prior of \"%s\" has no mass between the bounds %s and %s"
              .formatted(parameter.id(), parameter.lower(), parameter.upper()),
          "widen the bounds or change the prior");
    }
    return prior;
  }

  private void check(Parameter parameter, Optional<Prior> prior, Inner inner, Row row) {
    if (!parameter.estimated()) {
      if (!row.cell("priorDistribution").isBlank()
          && row.cell("estimate").text().equalsIgnoreCase("false")) {
        findings.warning(
            row.cell("priorDistribution").place(),
            "the prior of \"%s\" has no effect, because it is not estimated"
                .formatted(parameter.id()),
            "remove the prior or write true in column estimate");
      }
      return;
    }
    ParameterRow.checkBounds(parameter, row, findings);
    if (prior.isEmpty() && inner == Inner.NONE && expansion.spread(parameter.id()).isEmpty()) {
      ParameterRow.checkFinite(row, ", or a prior to draw starts from", findings);
    }
    ParameterRow.checkNominal(parameter, row, findings);
    if (scales == ScaleChoice.LOG10 && parameter.scale() == Scale.LIN) {
      findings.warning(
          row.cell("lowerBound").place(),
          "bound %s of \"%s\" has no logarithm, so it is searched on the linear scale"
              .formatted(row.cell("lowerBound").text(), parameter.id()),
          "write a positive bound to search on the scale log10");
    }
  }

  private boolean estimated(Cell cell) {
    String text = cell.text().toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      findings.error(
          cell.place(),
          cell.isBlank()
              ? "estimate is missing"
              : "estimate \"" + cell.text() + "\" is neither true nor false",
          "write true to search for the parameter, false to keep it at its nominal value");
    }
    return text.equals("true");
  }
}
