package org.lamarck.worker.stochastic;

/**
 * Numbers with their sum, of which one changes in O(log n). Each sum is made of its two parts
 * whenever one of them changes, so rounding does not pile up.
 */
final class SumTree {
  private final int leaves; // a power of two
  private final double[] sums; // sums[1] of all; the parts of i are 2i and 2i + 1

  SumTree(int size) {
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * size - 1)));
    sums = new double[2 * leaves];
  }

  void setAll(double[] values) {
    System.arraycopy(values, 0, sums, leaves, values.length);
    for (int i = leaves - 1; i > 0; i--) {
      sums[i] = sums[2 * i] + sums[2 * i + 1];
    }
  }

  void set(int leaf, double value) {
    int i = leaves + leaf;
    sums[i] = value;
    for (i >>= 1; i > 0; i >>= 1) {
      sums[i] = sums[2 * i] + sums[2 * i + 1];
    }
  }

  double total() {
    return sums[1];
  }

  /** The leaf at which the sum from the left exceeds {@code target}, which is below the total. */
  int find(double target) {
    double rest = target;
    int i = 1;
    while (i < leaves) {
      i <<= 1;
      if (rest >= sums[i] && sums[i + 1] > 0) {
        rest -= sums[i];
        i++;
      }
    }
    return i - leaves;
  }
}
