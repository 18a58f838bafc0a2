package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * A sparse matrix restricted to some of its rows and columns, which are numbered anew, while its
 * values stay where they are in an array of all entries. Row i is entries {@code start[i] … start[i
 * + 1] − 1}, of which each is {@code values[entry]} in {@code column}.
 */
public final class SparseRows {
  final int[] start;
  final int[] entry;
  final int[] column;

  private SparseRows(int[] start, int[] entry, int[] column) {
    this.start = start;
    this.entry = entry;
    this.column = column;
  }

  /**
   * A matrix without what is outside.
   *
   * @param pattern of all entries
   * @param place by row and column its new number; −1 of what is left out
   * @param size how many are kept, numbered in their order
   */
  public static SparseRows of(SparsePattern pattern, int[] place, int size) {
    Builder builder = new Builder(size);
    for (int i = 0; i < place.length; i++) {
      if (place[i] >= 0) {
        for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
          builder.add(e, place[pattern.column()[e]]);
        }
        builder.endRow();
      }
    }
    return builder.build();
  }

  int rows() {
    return start.length - 1;
  }

  /** Rows, one after another. */
  static final class Builder {
    private final int[] start;
    private int[] entry = new int[16];
    private int[] column = new int[16];
    private int size;
    private int row;

    Builder(int rows) {
      start = new int[rows + 1];
    }

    /** Adds to the present row, unless the column is left out. */
    void add(int value, int at) {
      if (at >= 0) {
        if (size == entry.length) {
          entry = Arrays.copyOf(entry, 2 * size);
          column = Arrays.copyOf(column, 2 * size);
        }
        entry[size] = value;
        column[size++] = at;
      }
    }

    void endRow() {
      start[++row] = size;
    }

    SparseRows build() {
      return new SparseRows(start, Arrays.copyOf(entry, size), Arrays.copyOf(column, size));
    }
  }
}
