package org.lamarck.strategies.linalg;

/**
 * L·Lᵀ = A + shift·I of a symmetric positive definite matrix, in a workspace that is used again.
 *
 * <p>A kernel: it works on row-major arrays of the caller and allocates only when it is made. Not
 * thread-safe.
 */
public final class Cholesky {
  private final int n;
  private final double[] factor;

  /** A workspace for n × n matrices. */
  public Cholesky(int n) {
    this.n = n;
    this.factor = new double[n * n];
  }

  /**
   * Factors {@code a} + {@code shift}·I; only the lower triangle of {@code a} is read.
   *
   * @return whether the matrix is numerically positive definite; when it is not, the factor cannot
   *     be used
   */
  public boolean factor(double[] a, double shift) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * n + j];
        if (i == j) {
          sum += shift;
        }
        double diagonal = sum;
        for (int k = 0; k < j; k++) {
          sum -= factor[i * n + k] * factor[j * n + k];
        }
        if (i > j) {
          factor[i * n + j] = sum / factor[j * n + j];
        } else if (sum > Math.ulp(diagonal)) {
          factor[i * n + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Solves L·Lᵀ·x = b; {@code x} may be {@code b}. */
  public void solve(double[] b, double[] x) {
    solveLower(b, x);
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[k * n + i] * x[k];
      }
      x[i] = sum / factor[i * n + i];
    }
  }

  /** Solves L·x = b; {@code x} may be {@code b}. */
  public void solveLower(double[] b, double[] x) {
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i * n + k] * x[k];
      }
      x[i] = sum / factor[i * n + i];
    }
  }
}
