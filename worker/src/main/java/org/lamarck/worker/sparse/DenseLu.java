package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * Dense LU factorisation with partial pivoting of W = σM − J, with rows scaled by their largest
 * entry when pivots are compared; M is the identity but for zeros in algebraic rows. Its n² numbers
 * are allocated when first needed.
 */
final class DenseLu {
  private static final double[] NONE = {};

  private final int size;
  private final boolean[] isAlgebraic;
  private final int[] pivot; // the row exchanged with row k at step k
  private double[] lu = NONE; // row-major; L with unit diagonal
  private double[] scale = NONE;

  DenseLu(int size, int[] algebraic) {
    this.size = size;
    this.isAlgebraic = new boolean[size];
    for (int row : algebraic) {
      isAlgebraic[row] = true;
    }
    this.pivot = new int[size];
  }

  /** False when the matrix is singular or not finite. */
  boolean factorise(SparsePattern pattern, double[] jacobian, double sigma) {
    if (lu.length == 0) {
      lu = new double[size * size];
      scale = new double[size];
    }
    Arrays.fill(lu, 0.0);
    for (int i = 0; i < size; i++) {
      lu[i * size + i] = isAlgebraic[i] ? 0 : sigma;
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        lu[i * size + pattern.column()[e]] -= jacobian[e];
      }
      double largest = 0;
      for (int j = 0; j < size; j++) {
        largest = Math.max(largest, Math.abs(lu[i * size + j]));
      }
      if (!(largest <= Double.MAX_VALUE)) {
        return false;
      }
      scale[i] = 1 / largest;
    }
    for (int k = 0; k < size; k++) {
      choosePivot(k);
      double inverse = 1 / lu[k * size + k];
      if (!(Math.abs(inverse) <= Double.MAX_VALUE)) {
        return false;
      }
      for (int i = k + 1; i < size; i++) {
        double l = lu[i * size + k] * inverse;
        lu[i * size + k] = l;
        if (l != 0) {
          for (int j = k + 1; j < size; j++) {
            lu[i * size + j] -= l * lu[k * size + j];
          }
        }
      }
    }
    return true;
  }

  private void choosePivot(int k) {
    int best = k;
    for (int i = k + 1; i < size; i++) {
      if (Math.abs(lu[i * size + k]) * scale[i] > Math.abs(lu[best * size + k]) * scale[best]) {
        best = i;
      }
    }
    pivot[k] = best;
    if (best != k) {
      swapRows(lu, 0, k, best, size);
      double held = scale[k];
      scale[k] = scale[best];
      scale[best] = held;
    }
  }

  /** X ← W⁻¹ X for X of n × width, row-major. */
  void solve(double[] x, int offset, int width) {
    for (int k = 0; k < size; k++) {
      if (pivot[k] != k) {
        swapRows(x, offset, k, pivot[k], width);
      }
    }
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        subtractRow(x, offset, i, k, width);
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        subtractRow(x, offset, i, k, width);
      }
      double inverse = 1 / lu[i * size + i];
      for (int j = offset + i * width; j < offset + (i + 1) * width; j++) {
        x[j] *= inverse;
      }
    }
  }

  /** x ← W⁻ᵀ x. */
  void solveTransposed(double[] x, int offset) {
    for (int i = 0; i < size; i++) {
      double value = x[offset + i] / lu[i * size + i];
      x[offset + i] = value;
      for (int k = i + 1; k < size; k++) {
        x[offset + k] -= lu[i * size + k] * value;
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      double value = x[offset + i];
      for (int k = 0; k < i; k++) {
        x[offset + k] -= lu[i * size + k] * value;
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      if (pivot[k] != k) {
        swapRows(x, offset, k, pivot[k], 1);
      }
    }
  }

  private void subtractRow(double[] x, int offset, int i, int k, int width) {
    double l = lu[i * size + k];
    if (l != 0) {
      int to = offset + i * width;
      int from = offset + k * width;
      for (int j = 0; j < width; j++) {
        x[to + j] -= l * x[from + j];
      }
    }
  }

  private static void swapRows(double[] x, int offset, int i, int k, int width) {
    for (int j = 0; j < width; j++) {
      double held = x[offset + i * width + j];
      x[offset + i * width + j] = x[offset + k * width + j];
      x[offset + k * width + j] = held;
    }
  }
}
