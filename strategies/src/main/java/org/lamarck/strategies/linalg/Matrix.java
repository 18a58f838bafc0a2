package org.lamarck.strategies.linalg;

import java.io.Serializable;
import java.util.Arrays;

/** An immutable dense matrix, row-major. Equality is by value, bit for bit. */
public final class Matrix implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int columns;
  private final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** The matrix of these values, row-major, which are copied. */
  public static Matrix of(int rows, int columns, double... values) {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values do not fill a " + rows + " × " + columns + " matrix");
    }
    return new Matrix(rows, columns, values.clone());
  }

  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  public static Matrix identity(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return new Matrix(size, size, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double get(int row, int column) {
    return values[row * columns + column];
  }

  public Vector row(int row) {
    return Vector.copyOf(values, row * columns, columns);
  }

  /** A fresh row-major array of the values. */
  public double[] toArray() {
    return values.clone();
  }

  /** This matrix and {@code factor} times another of its shape. */
  public Matrix plus(double factor, Matrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          "a %d × %d matrix meets a %d × %d matrix"
              .formatted(rows, columns, other.rows, other.columns));
    }
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.values[i];
    }
    return new Matrix(rows, columns, sum);
  }

  /** this · {@code x}. */
  public Vector times(Vector x) {
    requireSize(rows, columns, x);
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += values[i * columns + j] * x.get(j);
      }
      product[i] = sum;
    }
    return Vector.of(product);
  }

  /** thisᵀ · {@code x}. */
  public Vector transposeTimes(Vector x) {
    requireSize(columns, rows, x);
    double[] product = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        product[j] += values[i * columns + j] * x.get(i);
      }
    }
    return Vector.of(product);
  }

  /** thisᵀ · this, the Gauss–Newton matrix of a Jacobian. */
  public Matrix gram() {
    double[] product = new double[columns * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double left = values[i * columns + j];
        if (left != 0) {
          for (int k = 0; k < columns; k++) {
            product[j * columns + k] += left * values[i * columns + k];
          }
        }
      }
    }
    return new Matrix(columns, columns, product);
  }

  private static void requireSize(int rows, int columns, Vector x) {
    if (x.size() != columns) {
      throw new IllegalArgumentException(
          "a %d × %d matrix meets a vector of size %d".formatted(rows, columns, x.size()));
    }
  }

  public boolean isFinite() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix matrix
        && rows == matrix.rows
        && columns == matrix.columns
        && Arrays.equals(values, matrix.values);
  }

  @Override
  public int hashCode() {
    return 31 * columns + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return rows + " × " + columns + " " + Arrays.toString(values);
  }
}
