package org.lamarck.driver.report.page;

/** Tab-separated text. Cells have no tabs or newlines: those that come become spaces. */
public final class Table {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  public Table(String... header) {
    columns = header.length;
    row(header);
  }

  public void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells in " + columns + " columns");
    }
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : "\t").append(cells[i].replaceAll("[\\t\\r\\n]+", " "));
    }
    text.append('\n');
  }

  /** A number that reads back to the same double; {@code inf}, {@code -inf}, {@code nan}. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
