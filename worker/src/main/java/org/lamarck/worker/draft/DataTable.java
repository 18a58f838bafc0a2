package org.lamarck.worker.draft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/**
 * A table of texts with a header, its fields apart by commas, semicolons or tabs, whichever the
 * header has most of.
 *
 * @param file for messages
 * @param columns names, each once
 * @param rows with a field for each column
 */
record DataTable(Path file, List<String> columns, List<Row> rows) {
  /** A row and its line in the file. */
  record Row(long line, List<String> fields) {}

  static DataTable read(Path file) throws InputException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw wrong(file, 0, 0, "there is no such file", "correct its name");
    } catch (IOException e) {
      throw wrong(file, 0, 0, "the file cannot be read as text in UTF-8", "save it as CSV");
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter(header)).setTrim(true).get();
    List<Row> rows = new ArrayList<>();
    List<String> columns = List.of();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord one : parser) {
        if (one.size() == 1 && one.get(0).isEmpty()) {
          continue;
        }
        List<String> fields = List.copyOf(one.toList());
        if (columns.isEmpty()) {
          columns = fields;
          requireDistinct(file, columns);
        } else if (fields.size() != columns.size()) {
          throw wrong(
              file,
              parser.getCurrentLineNumber(),
              0,
              "the row has %d fields, the header %d".formatted(fields.size(), columns.size()),
              "leave a field empty where there is no value");
        } else {
          rows.add(new Row(parser.getCurrentLineNumber(), fields));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw wrong(
          file,
          rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1,
          0,
          "a quoted field is not closed or goes on behind its closing quote",
          "remove the quotes");
    }
    if (rows.isEmpty()) {
      throw wrong(file, 1, 0, "the table has no rows", "give a header and data below it");
    }
    return new DataTable(file, columns, rows);
  }

  private static char delimiter(String header) {
    char best = ',';
    for (char one : new char[] {'\t', ';'}) {
      if (count(header, one) > count(header, best)) {
        best = one;
      }
    }
    return best;
  }

  private static long count(String text, char one) {
    return text.chars().filter(c -> c == one).count();
  }

  private static void requireDistinct(Path file, List<String> columns) throws InputException {
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < columns.size(); c++) {
      String name = columns.get(c);
      if (name.isEmpty() || !seen.add(name)) {
        throw wrong(
            file,
            1,
            c + 1,
            name.isEmpty() ? "a column has no name" : "column " + name + " stands twice",
            "name each column once");
      }
    }
  }

  /** The number in a field; NaN when it is empty or says that there is none. */
  double number(Row row, int column) throws InputException {
    String field = row.fields().get(column);
    if (field.isEmpty() || field.equalsIgnoreCase("nan") || field.equalsIgnoreCase("na")) {
      return Double.NaN;
    }
    OptionalDouble value = Numbers.parse(field);
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      return value.getAsDouble();
    }
    throw wrong(
        file,
        row.line(),
        column + 1,
        "\"" + field + "\" is not a number",
        "write one with a decimal point, or leave the field empty");
  }

  static InputException wrong(Path file, long row, int column, String what, String remedy) {
    return new InputException(Finding.error(file.toString(), (int) row, column, what, remedy));
  }
}
