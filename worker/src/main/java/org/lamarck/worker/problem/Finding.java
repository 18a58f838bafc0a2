package org.lamarck.worker.problem;

/**
 * Something wrong in an input file.
 *
 * @param file the file as the user named it
 * @param row 1-based line; 0 when it concerns the whole file
 * @param column 1-based column (of a table: the field's number); 0 when it concerns the whole row
 * @param severity whether it prevents use
 * @param what what is wrong, naming the value
 * @param remedy what to do
 */
public record Finding(
    String file, int row, int column, Severity severity, String what, String remedy) {
  /** Whether a finding prevents use. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Finding error(String file, int row, int column, String what, String remedy) {
    return new Finding(file, row, column, Severity.ERROR, what, remedy);
  }

  public static Finding warning(String file, int row, int column, String what, String remedy) {
    return new Finding(file, row, column, Severity.WARNING, what, remedy);
  }

  /** {@code FILE:ROW:COLUMN: error|warning: what; remedy}. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s: %s; %s"
        .formatted(
            file, row, column, severity == Severity.ERROR ? "error" : "warning", what, remedy);
  }
}
