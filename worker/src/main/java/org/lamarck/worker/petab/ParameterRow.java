package org.lamarck.worker.petab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * A parameter and where it stands.
 *
 * @param parameter what the row says; where it is wrong, a stand-in for what was meant
 * @param place of its id
 */
record ParameterRow(Parameter parameter, Place place) {
  static final Map<String, Prior.Family> FAMILIES = families();

  /** The rows of parameter tables by id, in their order. */
  static Map<String, ParameterRow> read(Collection<Table> tables, Findings findings) {
    Map<String, ParameterRow> rows = new LinkedHashMap<>();
    for (Table table : tables) {
      for (Row row : table.rows()) {
        ParameterRow parameter = read(row, findings);
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

  private static ParameterRow read(Row row, Findings findings) {
    Cell idCell = row.cell("parameterId");
    String id = Spelling.requireIdentifier(idCell, "parameterId", findings);
    Scale scale = scale(row.cell("parameterScale"), findings);
    boolean estimated = estimated(row.cell("estimate"), findings);
    double lower = bound(row.cell("lowerBound"), estimated, Double.NEGATIVE_INFINITY, findings);
    double upper = bound(row.cell("upperBound"), estimated, Double.POSITIVE_INFINITY, findings);
    Cell nominalCell = row.cell("nominalValue");
    double nominal = Double.NaN;
    if (!nominalCell.isBlank() || !estimated) {
      nominal = Numbers.require(nominalCell, "nominalValue", findings).orElse(Double.NaN);
    }
    Parameter plain = new Parameter(id, scale, lower, upper, nominal, estimated, null);
    Prior initialization =
        prior("initializationPrior", row, plain, findings).orElse(plain.initialization());
    Optional<Prior> objective = prior("objectivePrior", row, plain, findings);
    if (estimated) {
      checkBounds(plain, row, findings);
      checkNominal(plain, nominalCell, findings);
    } else if (objective.isPresent()) {
      findings.warning(
          row.cell("objectivePriorType").place(),
          "the prior of \"%s\" has no effect, because it is not estimated".formatted(id),
          "remove the prior or write 1 in column estimate");
    }
    @Nullable Prior prior = estimated ? objective.orElse(null) : null;
    return new ParameterRow(
        new Parameter(id, scale, lower, upper, nominal, estimated, prior, initialization),
        idCell.place());
  }

  private static Scale scale(Cell cell, Findings findings) {
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

  private static boolean estimated(Cell cell, Findings findings) {
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

  private static double bound(Cell cell, boolean needed, double otherwise, Findings findings) {
    if (cell.isBlank() && !needed) {
      return otherwise;
    }
    String name = otherwise < 0 ? "lowerBound" : "upperBound";
    OptionalDouble number = Numbers.require(cell, name, findings);
    if (needed && number.isPresent() && Double.isInfinite(number.getAsDouble())) {
      findings.error(cell.place(), name + " is infinite", "give a finite bound to search within");
    }
    return number.orElse(otherwise);
  }

  private static void checkBounds(Parameter parameter, Row row, Findings findings) {
    Cell lower = row.cell("lowerBound");
    Cell upper = row.cell("upperBound");
    if (parameter.lower() > parameter.upper()) {
      findings.error(
          lower.place(),
          "the bounds of \"%s\" are crossed: %s > %s"
              .formatted(parameter.id(), lower.text(), upper.text()),
          "exchange them");
    } else if (parameter.lower() == parameter.upper()) {
      findings.warning(
          lower.place(),
          "the bounds of \"%s\" are equal: nothing is left to search".formatted(parameter.id()),
          "widen them, or write 0 in column estimate");
    }
    if (parameter.scale() == Scale.LIN) {
      return;
    }
    for (Cell cell : List.of(lower, upper)) {
      OptionalDouble bound = Numbers.parse(cell.text());
      if (bound.isPresent() && !(bound.getAsDouble() > 0)) {
        findings.error(
            cell.place(),
            "bound %s of \"%s\" has no logarithm, but its parameterScale is %s"
                .formatted(
                    cell.text(), parameter.id(), parameter.scale().name().toLowerCase(Locale.ROOT)),
            "write a positive bound, on the linear scale, or the scale lin");
      }
    }
  }

  private static void checkNominal(Parameter parameter, Cell cell, Findings findings) {
    double nominal = parameter.nominal();
    if (Double.isNaN(nominal)) {
      return;
    }
    if (parameter.scale() != Scale.LIN && nominal <= 0) {
      findings.error(
          cell.place(),
          "nominalValue %s of \"%s\" has no logarithm, but its parameterScale is %s"
              .formatted(
                  cell.text(), parameter.id(), parameter.scale().name().toLowerCase(Locale.ROOT)),
          "write a positive value, on the linear scale, or the scale lin");
    } else if (parameter.lower() <= parameter.upper()
        && (nominal < parameter.lower() || nominal > parameter.upper())) {
      findings.warning(
          cell.place(),
          "nominalValue %s of \"%s\" is outside its bounds [%s, %s]"
              .formatted(cell.text(), parameter.id(), parameter.lower(), parameter.upper()),
          "check which of them is wrong");
    }
  }

  /** The prior in the columns of this name; nothing when none is given. */
  private static Optional<Prior> prior(
      String column, Row row, Parameter parameter, Findings findings) {
    Cell type = row.cell(column + "Type");
    Cell numbers = row.cell(column + "Parameters");
    if (type.isBlank()) {
      if (!numbers.isBlank()) {
        findings.error(
            type.place(),
            "%sParameters \"%s\" are given without a type".formatted(column, numbers.text()),
            "write one of " + String.join(", ", FAMILIES.keySet()) + " as " + column + "Type");
      }
      return Optional.empty();
    }
    Prior.Family family = FAMILIES.get(type.text());
    if (family == null) {
      findings.error(
          type.place(),
          "%sType \"%s\" is unknown".formatted(column, type.text()),
          "write one of " + String.join(", ", FAMILIES.keySet()));
      return Optional.empty();
    }
    boolean uniform =
        family == Prior.Family.UNIFORM || family == Prior.Family.PARAMETER_SCALE_UNIFORM;
    if (numbers.isBlank() && uniform) {
      return Optional.of(
          family == Prior.Family.UNIFORM
              ? new Prior(family, parameter.lower(), parameter.upper())
              : parameter.initialization());
    }
    return pair(numbers, column + "Parameters", findings)
        .filter(pair -> isProper(pair, uniform, numbers, findings))
        .map(pair -> new Prior(family, pair[0], pair[1]));
  }

  private static Optional<double[]> pair(Cell cell, String column, Findings findings) {
    List<Cell> parts = cell.parts();
    if (parts.size() != 2) {
      findings.error(
          cell.place(),
          "%s \"%s\" must be two numbers".formatted(column, cell.text()),
          "write them with a semicolon between, as 0;1");
      return Optional.empty();
    }
    OptionalDouble first = Numbers.require(parts.get(0), column, findings);
    OptionalDouble second = Numbers.require(parts.get(1), column, findings);
    return first.isPresent() && second.isPresent()
        ? Optional.of(new double[] {first.getAsDouble(), second.getAsDouble()})
        : Optional.empty();
  }

  private static boolean isProper(double[] pair, boolean uniform, Cell cell, Findings findings) {
    boolean proper = uniform ? pair[0] < pair[1] : pair[1] > 0;
    if (!proper) {
      findings.error(
          cell.place(),
          uniform
              ? "the bounds %s of the prior are crossed or equal".formatted(cell.text())
              : "the scale of the prior (%s) is not positive".formatted(cell.text()),
          uniform ? "write lower;upper" : "write location;scale with a positive scale");
    }
    return proper;
  }

  private static Map<String, Prior.Family> families() {
    Map<String, Prior.Family> families = new LinkedHashMap<>();
    families.put("uniform", Prior.Family.UNIFORM);
    families.put("normal", Prior.Family.NORMAL);
    families.put("laplace", Prior.Family.LAPLACE);
    families.put("logNormal", Prior.Family.LOG_NORMAL);
    families.put("logLaplace", Prior.Family.LOG_LAPLACE);
    families.put("parameterScaleUniform", Prior.Family.PARAMETER_SCALE_UNIFORM);
    families.put("parameterScaleNormal", Prior.Family.PARAMETER_SCALE_NORMAL);
    families.put("parameterScaleLaplace", Prior.Family.PARAMETER_SCALE_LAPLACE);
    return families;
  }
}
