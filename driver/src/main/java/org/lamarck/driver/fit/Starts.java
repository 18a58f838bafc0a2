package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Points to begin at, in a file or an earlier run: a table of parameters is one point, a table with
 * a column for each parameter has one in each row, and a run has its best point and its basins.
 */
final class Starts {
  private Starts() {}

  /**
   * The points, on the linear scale by id; ids that are left out have their nominal values.
   *
   * @param place a file or the folder of a run
   * @param parameters that may have values
   * @param searched which of them need a column in a table of rows; others are computed
   * @throws InputException when a row is wrong, or names a parameter that the problem does not have
   */
  static List<Map<String, Double>> read(
      Path place, List<Parameter> parameters, Set<String> searched)
      throws IOException, InputException {
    if (Files.isDirectory(place)) {
      return ofRun(place, parameters);
    }
    List<String> lines = Files.readAllLines(place);
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split("\t", -1));
    return header.contains("parameterId")
        ? List.of(ParameterTable.readValues(place, parameters))
        : rows(place, header, lines, parameters, searched);
  }

  private static List<Map<String, Double>> rows(
      Path file,
      List<String> header,
      List<String> lines,
      List<Parameter> parameters,
      Set<String> searched)
      throws InputException {
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (Parameter parameter : estimated(parameters)) {
      int column = header.indexOf(parameter.id());
      if (column >= 0) {
        columns.put(parameter.id(), column);
      } else if (searched.contains(parameter.id())) {
        findings.add(
            wrong(
                file,
                1,
                0,
                "there is no column " + parameter.id(),
                "add it, or write a table with the columns parameterId and value"));
      }
    }
    List<Map<String, Double>> points = new ArrayList<>();
    for (int row = 2; findings.isEmpty() && row <= lines.size(); row++) {
      String[] cells = lines.get(row - 1).split("\t", -1);
      if (!lines.get(row - 1).isBlank()) {
        points.add(point(file, row, cells, columns, findings));
      }
    }
    if (points.isEmpty() && findings.isEmpty()) {
      findings.add(wrong(file, 1, 0, "the table has no rows", "give each start a row"));
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
    return points;
  }

  private static Map<String, Double> point(
      Path file, int row, String[] cells, Map<String, Integer> columns, List<Finding> findings) {
    Map<String, Double> point = new LinkedHashMap<>();
    columns.forEach(
        (id, column) -> {
          String cell = column < cells.length ? cells[column].strip() : "";
          try {
            point.put(id, Double.parseDouble(cell));
          } catch (NumberFormatException e) {
            findings.add(
                wrong(
                    file,
                    row,
                    column + 1,
                    "\"" + cell + "\" is no value of " + id,
                    "write a number on the linear scale"));
          }
        });
    return point;
  }

  private static List<Map<String, Double>> ofRun(Path run, List<Parameter> parameters)
      throws IOException, InputException {
    Path file = run.resolve("result.json");
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          wrong(run, 0, 0, "the folder has no result.json", "name the folder of a run, or a file"));
    }
    Set<Map<String, Double>> points = new LinkedHashSet<>();
    try {
      Object loaded =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (loaded instanceof Map<?, ?> result) {
        add(result.get("best"), parameters, points);
        if (result.get("basins") instanceof List<?> basins) {
          basins.forEach(basin -> add(basin, parameters, points));
        }
      }
    } catch (YamlEngineException e) {
      throw new InputException(
          wrong(file, 0, 0, "it is damaged", "take another run, or its estimates.tsv"));
    }
    if (points.isEmpty()) {
      throw new InputException(
          wrong(
              file,
              0,
              0,
              "no point of this run has the parameters of the problem",
              "name a run of this problem"));
    }
    return List.copyOf(points);
  }

  /** What a run knows of parameters that this problem estimates, too. */
  private static void add(
      @Nullable Object entry, List<Parameter> parameters, Set<Map<String, Double>> points) {
    if (entry instanceof Map<?, ?> one && one.get("parameters") instanceof Map<?, ?> values) {
      Map<String, Double> point = new LinkedHashMap<>();
      for (Parameter parameter : estimated(parameters)) {
        if (values.get(parameter.id()) instanceof Number number) {
          point.put(parameter.id(), number.doubleValue());
        }
      }
      if (!point.isEmpty()) {
        points.add(point);
      }
    }
  }

  private static List<Parameter> estimated(List<Parameter> parameters) {
    return parameters.stream().filter(Parameter::estimated).toList();
  }

  private static Finding wrong(Path file, int row, int column, String what, String remedy) {
    return Finding.error(file.toString(), row, column, what, remedy);
  }
}
