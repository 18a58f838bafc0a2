package org.lamarck.strategies.objective;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.lamarck.strategies.linalg.Matrix;

/**
 * A table of numbers to be seen: as a file, and as a picture.
 *
 * @param name of a file, without its ending: letters, digits, hyphens and underscores
 * @param title for people, with units where there are some
 * @param columns names, the first of what the others are drawn over
 * @param values rows × columns; NaN where there is none
 * @param look what the picture is
 */
public record Exhibit(String name, String title, List<String> columns, Matrix values, Look look)
    implements Serializable {

  /** How a table is drawn. */
  public enum Look {
    /** Each column as a curve over the first one; one called as {@link #dataOf} says as rings. */
    CURVES,
    /** There is no picture, only the file. */
    NONE,
    /**
     * Bands and paths over the first column: the next five are quantiles, the lowest and the
     * highest of them the border of a wide band, the second and the fourth that of a narrow one,
     * and the middle one a curve; further ones are paths.
     */
    FAN,
    /**
     * Discs that move: {@code frame}, {@code cell}, {@code x}, {@code y}, {@code radius} and {@code
     * type}, a row for each cell that there is in a frame.
     */
    CELLS
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  public Exhibit {
    columns = List.copyOf(columns);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must consist of letters, digits, hyphens and underscores");
    }
    if (columns.isEmpty() || values.columns() != columns.size()) {
      throw new IllegalArgumentException(
          "%d names for %d columns of %s".formatted(columns.size(), values.columns(), name));
    }
  }

  /** Curves of the columns over the first one. */
  public Exhibit(String name, String title, List<String> columns, Matrix values) {
    this(name, title, columns, values, Look.CURVES);
  }

  /** The name of the column of what a column is to be. */
  public static String dataOf(String column) {
    return column + " (data)";
  }

  /** As comma-separated values with a header; a field is empty where there is no number. */
  public String csv() {
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (int row = 0; row < values.rows(); row++) {
      for (int c = 0; c < columns.size(); c++) {
        double value = values.get(row, c);
        csv.append(c == 0 ? "" : ",").append(Double.isNaN(value) ? "" : Double.toString(value));
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
