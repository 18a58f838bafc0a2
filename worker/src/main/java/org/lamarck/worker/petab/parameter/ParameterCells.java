package org.lamarck.worker.petab.parameter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes cells of a parameter table's text and nothing else. */
public final class ParameterCells {
  private static final String NOMINAL = "nominalValue";

  private final String text;
  private final StringBuilder result = new StringBuilder();

  /** Up to where the text was copied. */
  private int copied;

  /**
   * A field of a table.
   *
   * @param start its first character, perhaps a quote
   * @param end behind its last one
   */
  private record Field(int start, int end) {}

  private ParameterCells(String text) {
    this.text = text;
  }

  /**
   * The table with new nominal values; a column for them is added where there is none.
   *
   * @param table in UTF-8
   * @param values by parameter
   */
  static byte[] replace(byte[] table, Map<String, Double> values) {
    Map<String, Map<String, String>> cells = new HashMap<>();
    values.forEach((id, value) -> cells.put(id, Map.of(NOMINAL, Double.toString(value))));
    return replaceCells(table, cells);
  }

  /**
   * The table with new contents of cells; columns are added where there are none.
   *
   * @param table in UTF-8
   * @param cells by parameter, then by column
   */
  public static byte[] replaceCells(byte[] table, Map<String, Map<String, String>> cells) {
    String text = new String(table, StandardCharsets.UTF_8);
    for (String column :
        new TreeSet<>(
            cells.values().stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toSet()))) {
      Map<String, String> contents = new HashMap<>();
      cells.forEach(
          (id, row) -> {
            String content = row.get(column);
            if (content != null) {
              contents.put(id, content);
            }
          });
      text = new ParameterCells(text).replace(column, contents);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String replace(String name, Map<String, String> contents) {
    List<List<Field>> records = records();
    List<Field> header = records.get(0);
    List<String> names = header.stream().map(field -> content(field).strip()).toList();
    int id = names.indexOf("parameterId");
    int column = names.indexOf(name);
    if (column < 0) {
      put(header, header.size(), name);
    }
    for (List<Field> fields : records.subList(1, records.size())) {
      String content = id < fields.size() ? contents.get(content(fields.get(id)).strip()) : null;
      if (content != null) {
        put(fields, column < 0 ? header.size() : column, content);
      }
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** Puts a content in the place of a field, with empty fields before it where the row is short. */
  private void put(List<Field> fields, int column, String content) {
    if (column < fields.size()) {
      Field field = fields.get(column);
      result.append(text, copied, field.start()).append(content);
      copied = field.end();
      return;
    }
    int end = fields.get(fields.size() - 1).end();
    result.append(text, copied, end);
    result.append("\t".repeat(column - fields.size() + 1)).append(content);
    copied = end;
  }

  private String content(Field field) {
    String raw = text.substring(field.start(), field.end());
    boolean quoted = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
    return quoted ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : raw;
  }

  /** The fields of all rows that are not empty. */
  private List<List<Field>> records() {
    List<List<Field>> records = new ArrayList<>();
    List<Field> row = new ArrayList<>();
    int position = text.startsWith("\uFEFF") ? 1 : 0;
    while (position < text.length()) {
      int end = endOfField(position);
      row.add(new Field(position, end));
      boolean more = end < text.length() && text.charAt(end) == '\t';
      if (!more) {
        boolean empty = row.size() == 1 && row.get(0).start() == end;
        if (!empty) {
          records.add(row);
        }
        row = new ArrayList<>();
      } else if (end + 1 == text.length()) {
        row.add(new Field(end + 1, end + 1)); // an empty last field without a line end
        records.add(row);
      }
      position = end + 1;
    }
    return records;
  }

  private int endOfField(int start) {
    int i = start;
    if (text.charAt(i) == '"') {
      i = closing(i);
    }
    while (i < text.length() && "\t\r\n".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  /** Behind the quote that closes the one at a position; two quotes stand for one. */
  private int closing(int open) {
    int i = open + 1;
    while (i < text.length()) {
      if (text.charAt(i) != '"') {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return i;
  }
}
