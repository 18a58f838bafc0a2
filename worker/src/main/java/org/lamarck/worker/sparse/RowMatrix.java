package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * A dense matrix in an array, row-major: entry (i, j) is {@code values()[i * columns() + j]}.
 * Kernels work on the array; it is the matrix's own, or whoever made it looks at it too.
 */
public final class RowMatrix {
  private final int columns;
  private final double[] values;

  /** A matrix of zeros. */
  public RowMatrix(int rows, int columns) {
    this(columns, new double[rows * columns]);
  }

  /**
   * A matrix in an array that is not copied.
   *
   * @param values rows × columns
   */
  public RowMatrix(int columns, double[] values) {
    this.columns = columns;
    this.values = values;
  }

  public int columns() {
    return columns;
  }

  /** The entries, to be read and written. */
  public double[] values() {
    return values;
  }

  /** The place of the first entry of a row. */
  public int row(int i) {
    return i * columns;
  }

  /** Whether it has so many entries, in rows of so many. */
  public boolean isOf(int rows, int width) {
    return columns == width && values.length == rows * width;
  }

  /** Sets a row to 0. */
  public void clearRow(int i) {
    Arrays.fill(values, row(i), row(i) + columns, 0.0);
  }

  /** Sets all to 0. */
  public void clear() {
    Arrays.fill(values, 0.0);
  }

  /** row i ← row i + factor · a row of another matrix. */
  public void addToRow(int i, double factor, RowMatrix other, int row) {
    int to = row(i);
    int from = other.row(row);
    for (int j = 0; j < columns; j++) {
      values[to + j] += factor * other.values[from + j];
    }
  }

  /** row i ← a row of another matrix. */
  public void copyRow(int i, RowMatrix other, int row) {
    System.arraycopy(other.values, other.row(row), values, row(i), columns);
  }
}
