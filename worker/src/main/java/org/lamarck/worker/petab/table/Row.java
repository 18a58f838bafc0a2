package org.lamarck.worker.petab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A row of a table, with the physical line on which it begins. */
public final class Row {
  private final String file;
  private final int line;
  private final Map<String, Integer> columns;
  private final List<String> fields;

  Row(String file, int line, Map<String, Integer> columns, List<String> fields) {
    this.file = file;
    this.line = line;
    this.columns = columns;
    this.fields = fields;
  }

  /** The field under a column's name; a blank one when there is no such column or field. */
  public Cell cell(String column) {
    Integer position = columns.get(column);
    if (position == null) {
      return new Cell("", new Place(file, line, 0));
    }
    String raw = position < fields.size() ? fields.get(position) : "";
    return new Cell(raw, new Place(file, line, position + 1));
  }

  /** The row with other fields under some columns; those of columns that are not there are lost. */
  public Row with(Map<String, String> changes) {
    List<String> changed = new ArrayList<>(fields);
    changes.forEach(
        (column, text) -> {
          Integer position = columns.get(column);
          if (position != null) {
            while (changed.size() <= position) {
              changed.add("");
            }
            changed.set(position, text);
          }
        });
    return new Row(file, line, columns, changed);
  }

  public Place place() {
    return new Place(file, line, 0);
  }

  /** All fields, for comparing rows. */
  public List<String> fields() {
    return fields;
  }
}
