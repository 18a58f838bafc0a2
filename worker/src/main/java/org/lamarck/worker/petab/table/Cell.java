package org.lamarck.worker.petab.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a table.
 *
 * @param raw as it stands in the file; empty when the column or the field is absent
 */
public record Cell(String raw, Place place) {
  /** The field without spaces around it. */
  public String text() {
    return raw.strip();
  }

  /** Whether nothing is given: the field is empty or NaN. */
  public boolean isBlank() {
    String text = text();
    return text.isEmpty() || text.equalsIgnoreCase("nan");
  }

  /** The parts of a list that is separated by semicolons; a blank field is an empty list. */
  public List<Cell> parts() {
    List<Cell> parts = new ArrayList<>();
    if (!isBlank()) {
      for (String part : raw.split(";", -1)) {
        parts.add(new Cell(part, place));
      }
    }
    return parts;
  }
}
