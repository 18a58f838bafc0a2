package org.lamarck.worker.own;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/**
 * A table of numbers beside a problem, separated by commas or tabs, with names in its first row.
 *
 * @param place where it is named
 * @param file the table
 * @param rows each with a number for each name
 * @param lines 1-based, of the rows
 */
public record NumberTable(
    Place place, String file, List<String> names, List<double[]> rows, List<Integer> lines) {
  /** The table that a cell names; nothing when an error was found. */
  public static Optional<NumberTable> read(OwnFile file, Cell name, Findings findings) {
    Optional<SourceText> source = SourceText.read(file.beside(name), name.place(), findings);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = source.get().text().lines().toList();
    String separator = separator(lines);
    List<String> names =
        lines.isEmpty()
            ? List.of()
            : Arrays.stream(lines.get(0).split(separator, -1)).map(String::strip).toList();
    Optional<List<double[]>> rows =
        rows(source.get().file(), lines, 1, separator, names.size(), findings);
    List<Integer> numbers =
        IntStream.range(1, lines.size())
            .filter(row -> !lines.get(row).isBlank())
            .mapToObj(row -> row + 1)
            .toList();
    return rows.map(all -> new NumberTable(name.place(), source.get().file(), names, all, numbers));
  }

  /** The rows of a table without names; all are as long as the first. */
  public static Optional<List<double[]>> matrix(OwnFile file, Cell name, Findings findings) {
    Optional<SourceText> source = SourceText.read(file.beside(name), name.place(), findings);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = source.get().text().lines().toList();
    String separator = separator(lines);
    int columns = lines.isEmpty() ? 0 : lines.get(0).split(separator, -1).length;
    return rows(source.get().file(), lines, 0, separator, columns, findings);
  }

  private static String separator(List<String> lines) {
    return !lines.isEmpty() && lines.get(0).contains("\t") ? "\t" : ",";
  }

  private static Optional<List<double[]>> rows(
      String file,
      List<String> lines,
      int first,
      String separator,
      int columns,
      Findings findings) {
    List<double[]> rows = new ArrayList<>();
    for (int row = first; row < lines.size(); row++) {
      if (lines.get(row).isBlank()) {
        continue;
      }
      String[] fields = lines.get(row).split(separator, -1);
      if (fields.length != columns) {
        findings.error(
            new Place(file, row + 1, 0),
            "%d fields, and %d in the first row".formatted(fields.length, columns),
            "correct the row");
        return Optional.empty();
      }
      double[] numbers = new double[fields.length];
      for (int i = 0; i < fields.length; i++) {
        OptionalDouble number = Numbers.parse(fields[i].strip());
        if (number.isEmpty() || !Double.isFinite(number.getAsDouble())) {
          findings.error(
              new Place(file, row + 1, i + 1),
              "\"%s\" is no number".formatted(fields[i].strip()),
              "write a number");
          return Optional.empty();
        }
        numbers[i] = number.getAsDouble();
      }
      rows.add(numbers);
    }
    if (rows.isEmpty()) {
      findings.error(Place.of(file), "the table has no rows", "add some");
      return Optional.empty();
    }
    return Optional.of(rows);
  }

  /** Where a number stands, by its row and column from 0 on. */
  public Place place(int row, int column) {
    return new Place(file, lines.get(row), column + 1);
  }

  /** The position of a column; an error when there is none. */
  public int column(String name, Findings findings) {
    int column = names.indexOf(name);
    if (column < 0) {
      findings.error(
          place,
          "the table has no column %s, but %s".formatted(name, String.join(", ", names)),
          "name the column " + name);
    }
    return column;
  }
}
