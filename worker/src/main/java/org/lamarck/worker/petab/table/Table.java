package org.lamarck.worker.petab.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with named columns, separated by tabs, whose cells know where they stand. */
public final class Table {
  private static final CSVFormat TABS =
      CSVFormat.Builder.create(CSVFormat.DEFAULT)
          .setDelimiter('\t')
          .setIgnoreEmptyLines(true)
          .get();

  private final String file;
  private final int headerLine;
  private final Map<String, Integer> columns;
  private final List<Row> rows;

  private Table(String file, int headerLine, Map<String, Integer> columns, List<Row> rows) {
    this.file = file;
    this.headerLine = headerLine;
    this.columns = Collections.unmodifiableMap(columns);
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a table of a layout, and checks its header against it.
   *
   * @return nothing when its rows cannot be told apart
   */
  public static Optional<Table> read(SourceText source, TableLayout layout, Findings findings) {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(source.text()), TABS)) {
      for (CSVRecord row : parser) {
        records.add(row);
      }
    } catch (IOException | UncheckedIOException e) {
      int from = records.isEmpty() ? 0 : position(records.get(records.size() - 1));
      findings.error(
          new Place(source.file(), line(source.text(), from) + (records.isEmpty() ? 0 : 1), 0),
          "a quoted field is not closed or goes on behind its closing quote",
          "remove the quotes");
      return Optional.empty();
    }
    if (records.isEmpty()) {
      findings.error(Place.of(source.file()), "the table is empty", "write a header and rows");
      return Optional.empty();
    }
    List<String> header = List.of(records.get(0).values());
    int headerLine = line(source.text(), position(records.get(0)));
    if (!hasTabs(source.file(), headerLine, header, layout, findings)
        || !hasNames(source.file(), headerLine, header, layout, findings)) {
      return Optional.empty();
    }
    Map<String, Integer> columns = new LinkedHashMap<>();
    if (!readHeader(new Place(source.file(), headerLine, 0), header, columns, findings)) {
      return Optional.empty();
    }
    layout.check(new Place(source.file(), headerLine, 0), columns, findings);
    List<Row> rows = new ArrayList<>();
    LineCounter lines = new LineCounter(source.text());
    for (CSVRecord fields : records.subList(1, records.size())) {
      if (isBlank(fields)) {
        continue;
      }
      int line = lines.lineAt(position(fields));
      if (isComment(fields)) {
        findings.error(
            new Place(source.file(), line, 1),
            "a line that begins with # is no comment: the format has none",
            "remove it");
        continue;
      }
      Row row = new Row(source.file(), line, columns, List.of(fields.values()));
      rows.add(row);
      layout.checkSpaces(row, columns.keySet(), findings);
      for (int i = header.size(); i < fields.size(); i++) {
        if (!fields.get(i).isBlank()) {
          findings.error(
              new Place(source.file(), line, i + 1),
              "\"%s\" stands beyond the last of %d columns".formatted(fields.get(i), header.size()),
              "remove it, or the tab too many before it");
        }
      }
    }
    return Optional.of(new Table(source.file(), headerLine, columns, rows));
  }

  private static int position(CSVRecord fields) {
    return Math.toIntExact(fields.getCharacterPosition());
  }

  private static int line(String text, int position) {
    return new LineCounter(text).lineAt(position);
  }

  private static boolean isBlank(CSVRecord fields) {
    for (String field : fields) {
      if (!field.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** What people take for a comment: a # and words, no id and values. */
  private static boolean isComment(CSVRecord fields) {
    for (int i = 1; i < fields.size(); i++) {
      if (!fields.get(i).isBlank()) {
        return false;
      }
    }
    return fields.get(0).startsWith("#");
  }

  /** Tells a table without a header, or with something before it. */
  private static boolean hasNames(
      String file, int line, List<String> header, TableLayout layout, Findings findings) {
    if (header.stream().map(String::strip).anyMatch(layout::resembles)) {
      return true;
    }
    findings.error(
        new Place(file, line, 0),
        "the header is missing: row %d has none of the columns %s"
            .formatted(line, String.join(", ", layout.required())),
        header.get(0).startsWith("#")
            ? "remove the row: a line that begins with # is no comment"
            : "write the names of the columns into the first row, separated by tabs");
    return false;
  }

  /** Tells a table that is separated by something else from one with a single column. */
  private static boolean hasTabs(
      String file, int line, List<String> header, TableLayout layout, Findings findings) {
    if (header.size() > 1) {
      return true;
    }
    for (String separator : List.of(",", ";", " ")) {
      List<String> parts = List.of(header.get(0).strip().split(separator + "\\s*"));
      if (parts.size() > 1 && parts.stream().map(String::strip).anyMatch(layout::knows)) {
        findings.error(
            new Place(file, line, 1),
            "the columns are separated by \"%s\", not by tabs".formatted(separator),
            "save the table as tab-separated values");
        return false;
      }
    }
    return true;
  }

  /** Fills the columns; no when one stands twice, so that its fields cannot be told apart. */
  private static boolean readHeader(
      Place row, List<String> header, Map<String, Integer> columns, Findings findings) {
    boolean clear = true;
    for (int i = 0; i < header.size(); i++) {
      String raw = header.get(i);
      String name = raw.strip();
      Place place = new Place(row.file(), row.row(), i + 1);
      if (name.isEmpty()) {
        findings.warning(place, "a column has no name", "name it, or remove the tab too many");
        continue;
      }
      if (!name.equals(raw)) {
        findings.error(
            place,
            "there are spaces around the column name \"" + name + "\"",
            "remove them; other tools do not know the column so");
      }
      Integer first = columns.putIfAbsent(name, i);
      if (first != null) {
        clear = false;
        findings.error(
            place,
            "column \"%s\" stands twice, first as column %d".formatted(name, first + 1),
            "remove one of them");
      }
    }
    return clear;
  }

  /** The same table with other rows. */
  public Table mapped(UnaryOperator<Row> change) {
    return new Table(file, headerLine, columns, rows.stream().map(change).toList());
  }

  public String file() {
    return file;
  }

  /** Where the names of the columns stand. */
  public Place header() {
    return new Place(file, headerLine, 0);
  }

  /** Where the name of a column stands; the first one's place when there is none of the name. */
  public Place header(String column) {
    return new Place(file, headerLine, columns.getOrDefault(column, 0) + 1);
  }

  public List<Row> rows() {
    return rows;
  }

  public boolean hasColumn(String name) {
    return columns.containsKey(name);
  }

  /** The names of the columns and the places of the fields, from 0, in their order. */
  public Map<String, Integer> columns() {
    return columns;
  }

  /** Counts lines up to positions that do not decrease. */
  private static final class LineCounter {
    private final String text;
    private int position;
    private int line = 1;

    LineCounter(String text) {
      this.text = text;
    }

    /** The line of the first character from a position on that does not end a line. */
    int lineAt(int start) {
      while (position < text.length() && (position < start || isLineEnd(text.charAt(position)))) {
        char c = text.charAt(position);
        boolean first =
            c == '\r' && position + 1 < text.length() && text.charAt(position + 1) == '\n';
        if (isLineEnd(c) && !first) {
          line++;
        }
        position++;
      }
      return line;
    }

    private static boolean isLineEnd(char c) {
      return c == '\n' || c == '\r';
    }
  }
}
