package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * SparsePattern of column indices, compressed: row r is {@code column[start[r]] … column[start[r +
 * 1] − 1]}. Callers must not write to the arrays.
 */
public final class SparsePattern {
  private final int[] start;
  private final int[] column;

  public SparsePattern(int[] start, int[] column) {
    this.start = start;
    this.column = column;
  }

  /** A pattern of n rows and columns in which every entry stands. */
  public static SparsePattern dense(int n) {
    int[] start = new int[n + 1];
    int[] column = new int[n * n];
    Arrays.setAll(start, i -> i * n);
    Arrays.setAll(column, e -> e % n);
    return new SparsePattern(start, column);
  }

  public int size() {
    return column.length;
  }

  public int[] start() {
    return start;
  }

  public int[] column() {
    return column;
  }

  /** For each entry its row. */
  public int[] rows() {
    int[] row = new int[column.length];
    for (int r = 0; r + 1 < start.length; r++) {
      Arrays.fill(row, start[r], start[r + 1], r);
    }
    return row;
  }
}
