package org.lamarck.worker.cells;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * Living cells and what they have.
 *
 * @param rows cells × columns of their properties
 */
public record Tissue(Fields fields, Matrix rows) implements Serializable {
  public Tissue {
    if (rows.columns() != fields.width()) {
      throw new IllegalArgumentException(
          "%d columns for %d of the fields".formatted(rows.columns(), fields.width()));
    }
  }

  /**
   * Cells of one type.
   *
   * @param positions cells × 2 or 3
   */
  public static Tissue of(Matrix positions, Vector radii) {
    Fields fields = Fields.plain(positions.columns());
    if (positions.rows() != radii.size()) {
      throw new IllegalArgumentException(
          "%d positions for %d radii".formatted(positions.rows(), radii.size()));
    }
    double[] rows = new double[positions.rows() * fields.width()];
    for (int i = 0; i < positions.rows(); i++) {
      int row = i * fields.width();
      for (int c = 0; c < positions.columns(); c++) {
        rows[row + c] = positions.get(i, c);
      }
      rows[row + Property.RADIUS.first(fields)] = radii.get(i);
      rows[row + Property.TYPE.first(fields)] = 1;
      rows[row + Property.DIVISION.first(fields)] = 1;
    }
    return new Tissue(fields, Matrix.of(positions.rows(), fields.width(), rows));
  }

  /** No cells. */
  static Tissue none(Fields fields) {
    return new Tissue(fields, Matrix.zeros(0, fields.width()));
  }

  public int cells() {
    return rows.rows();
  }

  public int dimensions() {
    return fields.dimensions();
  }

  /** Cells × the columns of a property. */
  public Matrix of(Property property) {
    int first = property.first(fields);
    int count = property.count(fields);
    double[] values = new double[cells() * count];
    for (int i = 0; i < cells(); i++) {
      for (int c = 0; c < count; c++) {
        values[i * count + c] = rows.get(i, first + c);
      }
    }
    return Matrix.of(cells(), count, values);
  }

  /** Cells × dimensions. */
  public Matrix positions() {
    return of(Property.POSITION);
  }

  /** Of all cells. */
  public Vector radii() {
    return Vector.of(of(Property.RADIUS).toArray());
  }
}
