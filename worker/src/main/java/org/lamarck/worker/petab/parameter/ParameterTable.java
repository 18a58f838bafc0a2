package org.lamarck.worker.petab.parameter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Spelling;

/** Parameter values in files: a point to evaluate is read, estimates are written. */
public final class ParameterTable {
  private static final List<String> COLUMNS_1 =
      List.of(
          "parameterId",
          "parameterScale",
          "lowerBound",
          "upperBound",
          "nominalValue",
          "estimate",
          "initializationPriorType",
          "initializationPriorParameters",
          "objectivePriorType",
          "objectivePriorParameters",
          "parameterType");
  private static final List<String> COLUMNS_2 =
      List.of(
          "parameterId",
          "lowerBound",
          "upperBound",
          "nominalValue",
          "estimate",
          "priorDistribution",
          "priorParameters",
          "parameterType");

  private ParameterTable() {}

  /**
   * Reads values on the linear scale from a table with the columns parameterId and value; a PEtab
   * parameter table, with its nominalValue, serves as well.
   *
   * @param parameters those of the problem
   * @return the values given, by id, in the order of the file
   * @throws InputException when a row is wrong or names a parameter that the problem does not have
   */
  public static Map<String, Double> readValues(Path file, List<Parameter> parameters)
      throws InputException {
    Findings findings = new Findings();
    Map<String, Double> values = new LinkedHashMap<>();
    SourceText.read(file, Place.of(file.toString()), findings)
        .flatMap(source -> Table.read(source, TableLayout.VALUES, findings))
        .ifPresent(table -> readValues(table, parameters, values, findings));
    if (findings.hasErrors()) {
      throw findings.toException();
    }
    return values;
  }

  private static void readValues(
      Table table, List<Parameter> parameters, Map<String, Double> values, Findings findings) {
    String column = table.hasColumn("value") ? "value" : "nominalValue";
    if (!table.hasColumn(column)) {
      findings.error(new Place(table.file(), 1, 0), "column \"value\" is missing", "add it");
      return;
    }
    Set<String> known = parameters.stream().map(Parameter::id).collect(Collectors.toSet());
    for (Row row : table.rows()) {
      Cell cell = row.cell("parameterId");
      String id = Identifiers.requireIdentifier(cell, "parameterId", findings);
      OptionalDouble value = Numbers.require(row.cell(column), column, findings);
      if (Identifiers.isIdentifier(id) && !known.contains(id)) {
        findings.error(
            cell.place(),
            "the problem has no parameter \"" + id + "\"",
            Spelling.suggest(id, known, "remove the row"));
      } else if (value.isPresent() && values.put(id, value.getAsDouble()) != null) {
        findings.error(
            cell.place(), "parameter \"" + id + "\" stands twice", "remove one of the rows");
      }
    }
  }

  /**
   * A PEtab 1 parameter table with new nominal values, as text. Numbers read back as the same
   * doubles.
   *
   * @param values on the linear scale, by id; the others keep their nominal values
   */
  public static String format(List<Parameter> parameters, Map<String, Double> values) {
    return format(parameters, values, FormatVersion.V1);
  }

  /**
   * A parameter table with new nominal values, as text. Numbers read back as the same doubles.
   *
   * @param values on the linear scale, by id; the others keep their nominal values
   * @throws IllegalArgumentException when the version has no priors of a family that is used
   */
  public static String format(
      List<Parameter> parameters, Map<String, Double> values, FormatVersion version) {
    boolean typed = parameters.stream().anyMatch(p -> p.inner() != Parameter.Inner.NONE);
    List<String> columns = version == FormatVersion.V1 ? COLUMNS_1 : COLUMNS_2;
    int width = typed ? columns.size() : columns.size() - 1;
    StringBuilder text =
        new StringBuilder(String.join("\t", columns.subList(0, width))).append('\n');
    for (Parameter parameter : parameters) {
      double nominal = values.getOrDefault(parameter.id(), parameter.nominal());
      List<String> row = new ArrayList<>();
      if (version == FormatVersion.V1) {
        addVersion1(parameter, nominal, row);
      } else {
        addVersion2(parameter, nominal, row);
      }
      row.add(parameter.inner() == Parameter.Inner.NONE ? "" : lower(parameter.inner()));
      text.append(String.join("\t", row.subList(0, width))).append('\n');
    }
    return text.toString();
  }

  private static void addVersion1(Parameter parameter, double nominal, List<String> row) {
    row.add(parameter.id());
    row.add(lower(parameter.scale()));
    row.add(bound(parameter.lower(), parameter.estimated()));
    row.add(bound(parameter.upper(), parameter.estimated()));
    row.add(Double.isNaN(nominal) ? "" : Double.toString(nominal));
    row.add(parameter.estimated() ? "1" : "0");
    addPrior(parameter.initialization(), FormatVersion.V1, row);
    addPrior(parameter.prior(), FormatVersion.V1, row);
  }

  private static void addVersion2(Parameter parameter, double nominal, List<String> row) {
    row.add(parameter.id());
    row.add(bound(parameter.lower(), parameter.estimated()));
    row.add(bound(parameter.upper(), parameter.estimated()));
    row.add(Double.isNaN(nominal) ? "" : Double.toString(nominal));
    row.add(Boolean.toString(parameter.estimated()));
    addPrior(parameter.prior(), FormatVersion.V2, row);
  }

  private static void addPrior(@Nullable Prior prior, FormatVersion version, List<String> row) {
    boolean given =
        prior != null && Double.isFinite(prior.first()) && Double.isFinite(prior.second());
    if (prior == null || !given) { // uniform between infinite bounds is what no prior means
      row.addAll(List.of("", ""));
      return;
    }
    row.add(version.familyName(prior));
    row.add(prior.first() + (prior.family().arity() == 1 ? "" : ";" + prior.second()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a bound that is not given. */
  private static String bound(double value, boolean estimated) {
    return Double.isFinite(value) ? Double.toString(value) : estimated ? Numbers.print(value) : "";
  }
}
