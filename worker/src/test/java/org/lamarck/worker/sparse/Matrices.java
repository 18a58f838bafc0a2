package org.lamarck.worker.sparse;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.lamarck.strategies.random.RandomStream;

/** Small dense matrices, row by row, and what of them sparse ones are made of. */
public final class Matrices {
  private Matrices() {}

  /** Numbers between −1 and 1, of which this share is not 0. */
  public static double[][] random(RandomStream random, int rows, int columns, double density) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextDouble() < density ? random.nextDouble(-1, 1) : 0;
      }
    }
    return matrix;
  }

  public static double[] vector(RandomStream random, int size) {
    double[] x = new double[size];
    Arrays.setAll(x, i -> random.nextDouble(-1, 1));
    return x;
  }

  /** The places of what is not 0. */
  public static SparsePattern pattern(double[][] matrix) {
    int[] start = new int[matrix.length + 1];
    int[] column = new int[matrix.length == 0 ? 0 : matrix.length * matrix[0].length];
    int size = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        if (matrix[i][j] != 0) {
          column[size++] = j;
        }
      }
      start[i + 1] = size;
    }
    return new SparsePattern(start, Arrays.copyOf(column, size));
  }

  /** What is not 0, in the order of {@link #pattern}. */
  public static double[] values(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).filter(v -> v != 0).toArray();
  }

  public static double[][] transposed(double[][] matrix) {
    return new Array2DRowRealMatrix(matrix).transpose().getData();
  }

  public static double[] times(double[][] matrix, double[] x) {
    return new Array2DRowRealMatrix(matrix).operate(x);
  }

  /** σM − J, where M is the identity without the algebraic rows. */
  public static double[][] shifted(double[][] jacobian, double sigma, int... algebraic) {
    double[][] w = new double[jacobian.length][jacobian.length];
    for (int i = 0; i < w.length; i++) {
      int row = i;
      for (int j = 0; j < w.length; j++) {
        w[i][j] = -jacobian[i][j];
      }
      w[i][i] += Arrays.stream(algebraic).anyMatch(a -> a == row) ? 0 : sigma;
    }
    return w;
  }

  /** By Commons Math: dense, with partial pivoting. */
  public static double[] solve(double[][] matrix, double[] right) {
    return new LUDecomposition(new Array2DRowRealMatrix(matrix), 0)
        .getSolver()
        .solve(new ArrayRealVector(right))
        .toArray();
  }

  /** ‖W⁻¹‖ ‖W‖ in the norm of largest rows: how many times larger than ulps errors may be. */
  public static double condition(double[][] matrix) {
    Array2DRowRealMatrix w = new Array2DRowRealMatrix(matrix);
    return new LUDecomposition(w, 0).getSolver().getInverse().transpose().getNorm()
        * w.transpose().getNorm();
  }
}
