package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;

/** Parameter values in files: a point to evaluate is read, estimates are written. */
public final class ParameterTable {
  private static final List<String> COLUMNS =
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
          "objectivePriorParameters");

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
      String id = Spelling.requireIdentifier(cell, "parameterId", findings);
      OptionalDouble value = Numbers.require(row.cell(column), column, findings);
      if (Spelling.isIdentifier(id) && !known.contains(id)) {
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
    StringBuilder text = new StringBuilder(String.join("\t", COLUMNS)).append('\n');
    for (Parameter parameter : parameters) {
      double nominal = values.getOrDefault(parameter.id(), parameter.nominal());
      text.append(
              String.join(
                  "\t",
                  parameter.id(),
                  parameter.scale().name().toLowerCase(Locale.ROOT),
                  number(parameter.lower()),
                  number(parameter.upper()),
                  number(nominal),
                  parameter.estimated() ? "1" : "0",
                  prior(parameter.initialization()),
                  prior(parameter.prior())))
          .append('\n');
    }
    return text.toString();
  }

  private static String prior(@Nullable Prior prior) {
    if (prior == null) {
      return "\t";
    }
    Optional<String> name =
        FormatVersion.V1.families().entrySet().stream()
            .filter(family -> family.getValue() == prior.family())
            .map(Map.Entry::getKey)
            .findFirst();
    return name.orElseThrow() + "\t" + prior.first() + ";" + prior.second();
  }

  /** Empty for what is not given. */
  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
