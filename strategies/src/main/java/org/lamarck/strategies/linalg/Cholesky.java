package org.lamarck.strategies.linalg;

/**
 * L·Lᵀ = A + shift·I of a symmetric positive definite matrix, in a workspace that is used again.
 *
 * <p>A kernel: it works on row-major arrays of the caller and allocates only when it is made. Not
 * thread-safe. Columns of L are made in blocks and taken off what is right of them at once, along
 * rows, which a compiler turns into vector instructions: a third of the time of sums of products
 * from 100 rows on. Each number is the same to the last bit as theirs.
 *
 * <p>Zeros are passed over: of a matrix of blocks along the diagonal, each coupled to the next one
 * and all to the last rows, no more than these blocks fill, and eliminating W blocks of S rows
 * before p last ones takes of the order of W S (S + p)² products.
 */
public final class Cholesky {
  private static final int BLOCK = 4;

  /** Lᵀ, of which the upper triangle is used; rows of length n. */
  private final double[] factor;

  /** The rows of Lᵀ that are being made. */
  private final double[][] block;

  /** Where not all of them are 0: ranges of columns, from and to of each. */
  private final int[] ranges;

  private int rangeCount;
  private long products;

  private int n;

  /** A workspace for matrices of at most {@code size} rows. */
  public Cholesky(int size) {
    n = size;
    factor = new double[size * size];
    block = new double[BLOCK][size];
    ranges = new int[size + 2];
  }

  /** Factors {@code a} + {@code shift}·I, of as many rows as there is room for. */
  public boolean factor(double[] a, double shift) {
    return factor(a, block[0].length, shift);
  }

  /**
   * Factors {@code a} + {@code shift}·I; only the lower triangle of {@code a} is read.
   *
   * @param size number of rows of {@code a}, n of what follows
   * @return whether the matrix is numerically positive definite; when it is not, the factor cannot
   *     be used
   */
  public boolean factor(double[] a, int size, double shift) {
    n = size;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        factor[j * n + i] = a[i * n + j];
      }
      factor[i * n + i] = a[i * n + i] + shift;
    }
    for (int first = 0; first < n; first += BLOCK) {
      int rows = Math.min(BLOCK, n - first);
      for (int k = 0; k < rows; k++) {
        int i = first + k;
        double[] row = block[k];
        System.arraycopy(factor, i * n + i, row, i, n - i);
        for (int before = 0; before < k; before++) {
          takeOff(row, i, n, block[before]);
        }
        double pivot = row[i];
        if (!(pivot > Math.ulp(a[i * n + i] + shift))) {
          return false;
        }
        double root = Math.sqrt(pivot);
        row[i] = root;
        for (int j = i + 1; j < n; j++) {
          row[j] /= root;
        }
        System.arraycopy(row, i, factor, i * n + i, n - i);
      }
      if (first + BLOCK < n) {
        findRanges(first + BLOCK);
        for (int r = 0; r < rangeCount; r++) {
          for (int i = ranges[2 * r]; i < ranges[2 * r + 1]; i++) {
            takeOff(i, r);
          }
        }
      }
    }
    return true;
  }

  /** Finds the ranges from a column on. */
  private void findRanges(int from) {
    rangeCount = 0;
    boolean isWithin = false;
    for (int j = from; j < n; j++) {
      boolean isZero = block[0][j] == 0 && block[1][j] == 0 && block[2][j] == 0 && block[3][j] == 0;
      if (isZero == isWithin) {
        ranges[2 * rangeCount + (isWithin ? 1 : 0)] = j;
        rangeCount += isWithin ? 1 : 0;
        isWithin = !isWithin;
      }
    }
    if (isWithin) {
      ranges[2 * rangeCount++ + 1] = n;
    }
  }

  /** The products that factorisations have taken: a measure of cost. */
  public long products() {
    return products;
  }

  private static void takeOff(double[] row, int from, int to, double[] before) {
    double c = before[from];
    for (int j = from; j < to; j++) {
      row[j] -= c * before[j];
    }
  }

  /** Takes a whole block off a row, which is in one of its ranges, in the order of the block. */
  private void takeOff(int row, int range) {
    takeOff(factor, row * n, row, row, ranges[2 * range + 1]);
    for (int r = range + 1; r < rangeCount; r++) {
      takeOff(factor, row * n, row, ranges[2 * r], ranges[2 * r + 1]);
    }
  }

  private void takeOff(double[] target, int offset, int row, int from, int to) {
    double[] r0 = block[0];
    double[] r1 = block[1];
    double[] r2 = block[2];
    double[] r3 = block[3];
    double c0 = r0[row];
    double c1 = r1[row];
    double c2 = r2[row];
    double c3 = r3[row];
    products += 4L * (to - from);
    for (int j = from; j < to; j++) {
      target[offset + j] = target[offset + j] - c0 * r0[j] - c1 * r1[j] - c2 * r2[j] - c3 * r3[j];
    }
  }

  /** Solves L·Lᵀ·x = b; {@code x} may be {@code b}. */
  public void solve(double[] b, double[] x) {
    solveLower(b, x);
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[i * n + k] * x[k];
      }
      x[i] = sum / factor[i * n + i];
    }
  }

  /** Solves L·x = b; {@code x} may be {@code b}. */
  public void solveLower(double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, n);
    for (int k = 0; k < n; k++) {
      double solved = x[k] / factor[k * n + k];
      x[k] = solved;
      for (int i = k + 1; i < n; i++) {
        x[i] -= factor[k * n + i] * solved;
      }
    }
  }
}
