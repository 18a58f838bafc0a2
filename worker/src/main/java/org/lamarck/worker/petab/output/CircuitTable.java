package org.lamarck.worker.petab.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lamarck.worker.petab.parameter.ParameterCells;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.Parameter;

/**
 * Parameters of a circuit in a table of their own, beside a copy of its YAML file that names it.
 */
final class CircuitTable {
  private static final String NAME = "circuit-parameters.tsv";
  private static final Pattern KEY = Pattern.compile("(?m)^parameters:[ \\t]*(.*?)[ \\t]*$");

  private CircuitTable() {}

  /**
   * Writes both.
   *
   * @param rows the parameters, as the circuit has them
   * @param cells what is written in their rows in place of it, by id and column
   */
  static void write(
      Path yaml, Path copy, List<Parameter> rows, Map<String, Map<String, String>> cells)
      throws IOException {
    String table = ParameterTable.format(rows, Map.of(), FormatVersion.V1);
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    Files.write(copy.resolveSibling(NAME), ParameterCells.replaceCells(bytes, cells));
    String text = Files.readString(yaml);
    Matcher key = KEY.matcher(text);
    Files.writeString(
        copy,
        key.find()
            ? key.replaceFirst(Matcher.quoteReplacement(named(key.group(1))))
            : text.stripTrailing() + "\nparameters: " + NAME + "\n");
  }

  private static String named(String before) {
    String inside = before.startsWith("[") ? before.substring(1, before.length() - 1) : before;
    return "parameters: [" + inside + ", " + NAME + "]";
  }
}
