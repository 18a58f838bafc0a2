package org.lamarck.worker.cells.chemistry;

import java.util.Arrays;

/**
 * A = L Lᵀ of a symmetric positive definite matrix whose rows begin somewhere: between the first
 * column that is not 0 and the diagonal a row is full (George and Liu 1981, envelope method).
 * Serves one thread and many matrices.
 */
final class EnvelopeCholesky {
  private final double[] rows; // n × n, of which the lower envelope is used
  private final int[] first;
  private int size;

  EnvelopeCholesky(int most) {
    rows = new double[most * most];
    first = new int[most];
  }

  /** A new matrix of zeros; all rows begin at their diagonal. */
  void begin(int rowsOfIt) {
    size = rowsOfIt;
    for (int i = 0; i < size; i++) {
      first[i] = i;
      Arrays.fill(rows, i * size, i * size + i + 1, 0);
    }
  }

  /** Adds to a place of the lower triangle, column ≤ row. */
  void add(int row, int column, double value) {
    rows[row * size + column] += value;
    first[row] = Math.min(first[row], column);
  }

  /** Whether the matrix is positive definite; it becomes its factor. */
  boolean factorise() {
    for (int i = 0; i < size; i++) {
      int row = i * size;
      for (int j = first[i]; j <= i; j++) {
        int other = j * size;
        double sum = rows[row + j] - product(row, other, Math.max(first[i], first[j]), j);
        if (j < i) {
          rows[row + j] = sum / rows[other + j];
        } else if (sum > 0) {
          rows[row + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Of two rows between columns; four sums, as one alone would wait for each of its additions. */
  private double product(int row, int other, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int k = from;
    for (; k + 3 < to; k += 4) {
      sum0 += rows[row + k] * rows[other + k];
      sum1 += rows[row + k + 1] * rows[other + k + 1];
      sum2 += rows[row + k + 2] * rows[other + k + 2];
      sum3 += rows[row + k + 3] * rows[other + k + 3];
    }
    for (; k < to; k++) {
      sum0 += rows[row + k] * rows[other + k];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** x becomes A⁻¹ x. */
  void solve(double[] x) {
    for (int i = 0; i < size; i++) {
      double sum = x[i];
      for (int k = first[i]; k < i; k++) {
        sum -= rows[i * size + k] * x[k];
      }
      x[i] = sum / rows[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      x[i] /= rows[i * size + i];
      for (int k = first[i]; k < i; k++) {
        x[k] -= rows[i * size + k] * x[i];
      }
    }
  }
}
