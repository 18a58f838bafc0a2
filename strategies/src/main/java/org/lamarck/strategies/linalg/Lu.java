package org.lamarck.strategies.linalg;

/**
 * P·A = L·U of a small dense matrix with row pivoting, in a workspace that is used again.
 *
 * <p>A kernel: it works on row-major arrays of the caller and allocates only when it is made. Not
 * thread-safe.
 */
public final class Lu {
  private final int n;
  private final double[] factors;
  private final int[] pivots;

  /** A workspace for n × n matrices. */
  public Lu(int n) {
    this.n = n;
    factors = new double[n * n];
    pivots = new int[n];
  }

  /**
   * Factors {@code a}, which is only read.
   *
   * @return whether no pivot vanished; when one did, the factors cannot be used
   */
  public boolean factor(double[] a) {
    System.arraycopy(a, 0, factors, 0, n * n);
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(factors[i * n + k]) > Math.abs(factors[pivot * n + k])) {
          pivot = i;
        }
      }
      pivots[k] = pivot;
      double largest = factors[pivot * n + k];
      if (!(Math.abs(largest) > 0) || Double.isInfinite(largest)) {
        return false;
      }
      if (pivot != k) {
        for (int j = 0; j < n; j++) {
          double swapped = factors[k * n + j];
          factors[k * n + j] = factors[pivot * n + j];
          factors[pivot * n + j] = swapped;
        }
      }
      for (int i = k + 1; i < n; i++) {
        double multiplier = factors[i * n + k] / largest;
        factors[i * n + k] = multiplier;
        for (int j = k + 1; j < n; j++) {
          factors[i * n + j] -= multiplier * factors[k * n + j];
        }
      }
    }
    return true;
  }

  /** Solves A·x = b in place: {@code b} becomes x. */
  public void solve(double[] b) {
    for (int k = 0; k < n; k++) {
      double swapped = b[pivots[k]];
      b[pivots[k]] = b[k];
      b[k] = swapped;
    }
    for (int i = 1; i < n; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= factors[i * n + j] * b[j];
      }
      b[i] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < n; j++) {
        sum -= factors[i * n + j] * b[j];
      }
      b[i] = sum / factors[i * n + i];
    }
  }
}
