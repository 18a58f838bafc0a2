package org.lamarck.strategies.linalg;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.lamarck.strategies.random.RandomStream;

/** Matrices for tests, and the same as Commons Math has them. */
public final class Matrices {
  private Matrices() {}

  /** Of independent normal numbers, row-major. */
  public static double[] normal(int rows, int columns, RandomStream random) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  /** A vector of independent normal numbers. */
  public static Vector normal(int size, RandomStream random) {
    return Vector.of(normal(size, 1, random));
  }

  /** Q of a random matrix, row-major: any rotation or reflection is as likely as another. */
  public static double[] orthogonal(int n, RandomStream random) {
    return array(new QRDecomposition(real(n, n, normal(n, n, random))).getQ());
  }

  /** Q Λ Qᵀ with a random Q, exactly symmetric. */
  public static double[] withSpectrum(double[] lambda, RandomStream random) {
    int n = lambda.length;
    double[] q = orthogonal(n, random);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += q[i * n + k] * lambda[k] * q[j * n + k];
        }
        a[i * n + j] = sum;
        a[j * n + i] = sum;
      }
    }
    return a;
  }

  /** The matrix in Commons Math's form. */
  public static RealMatrix real(int rows, int columns, double[] values) {
    RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.setEntry(i, j, values[i * columns + j]);
      }
    }
    return matrix;
  }

  /** Row-major. */
  public static double[] array(RealMatrix matrix) {
    int columns = matrix.getColumnDimension();
    double[] values = new double[matrix.getRowDimension() * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.getEntry(i / columns, i % columns);
    }
    return values;
  }

  /** 1/(i + j + 1): the classic of bad condition. */
  public static double[] hilbert(int n) {
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        values[i * n + j] = 1.0 / (i + j + 1);
      }
    }
    return values;
  }

  /** Max |A x − b| over max |A| max |x| n: a few ulps of 1 for any backward stable solver. */
  public static double backwardError(double[] a, double[] x, double[] b) {
    int n = x.length;
    Vector residual = Matrix.of(n, n, a).times(Vector.of(x)).minus(Vector.of(b));
    double scale = n * Vector.of(a).maxNorm() * Vector.of(x).maxNorm();
    return residual.maxNorm() / scale;
  }
}
