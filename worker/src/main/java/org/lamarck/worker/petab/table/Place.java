package org.lamarck.worker.petab.table;

import java.io.Serializable;

/**
 * Where something stands in an input file.
 *
 * @param file the file as the user named it
 * @param row 1-based line; 0 for the whole file
 * @param column 1-based column (of a table: the field's number); 0 for the whole row
 */
public record Place(String file, int row, int column) implements Serializable {
  /** The whole of a file. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  /** {@code file:row}, for mention in a message about another place. */
  public String line() {
    return file + ":" + row;
  }
}
