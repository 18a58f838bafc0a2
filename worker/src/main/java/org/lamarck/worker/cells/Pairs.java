package org.lamarck.worker.cells;

import java.util.Arrays;

/**
 * Pairs of cells that may act on each other, each once, the same for the same positions: all of
 * them for few cells, those of neighbouring boxes of the cutoff's size for many.
 */
final class Pairs {
  private static final int FEW = 500;

  private final int dimensions;
  private final double cutoff;
  private final int most;
  private boolean
      isEvery; // whether all pairs of few cells are listed, those of the first ones first
  private int count;
  private int[] first = new int[64];
  private int[] second = new int[64];
  private final int[] next; // in the same box
  private final int[] head;

  Pairs(int cells, int dimensions, double cutoff) {
    this.dimensions = dimensions;
    this.cutoff = cutoff;
    next = new int[cells];
    head = new int[Math.max(1, Integer.highestOneBit(4 * cells))];
    most = Math.min(cells, FEW);
  }

  private void listEvery() {
    count = 0;
    for (int j = 1; j < most; j++) {
      for (int i = 0; i < j; i++) {
        add(i, j);
      }
    }
    isEvery = true;
  }

  private void add(int i, int j) {
    if (count == first.length) {
      first = Arrays.copyOf(first, 2 * count);
      second = Arrays.copyOf(second, 2 * count);
    }
    first[count] = i;
    second[count++] = j;
  }

  int count() {
    return count;
  }

  int first(int pair) {
    return first[pair];
  }

  int second(int pair) {
    return second[pair];
  }

  /** Finds the pairs of some cells at these positions. */
  void find(double[] x, int cells) {
    if (cells <= FEW) {
      if (!isEvery) {
        listEvery();
      }
      count = cells * (cells - 1) / 2;
      return;
    }
    isEvery = false;
    count = 0;
    Arrays.fill(head, -1);
    for (int i = 0; i < cells; i++) {
      int box = box(x, i, 0, 0, 0);
      next[i] = head[box];
      head[box] = i;
    }
    int depth = dimensions == 3 ? 1 : 0;
    for (int i = 0; i < cells; i++) {
      for (int dz = -depth; dz <= depth; dz++) {
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            for (int j = head[box(x, i, dx, dy, dz)]; j >= 0; j = next[j]) {
              if (j > i && isNeighbour(x, i, j, dx, dy, dz)) {
                add(i, j);
              }
            }
          }
        }
      }
    }
  }

  private long place(double[] x, int i, int axis) {
    return (long) Math.floor(x[i * dimensions + axis] / cutoff);
  }

  /** Boxes far apart may share a slot; {@link #isNeighbour} tells them apart. */
  private int box(double[] x, int i, int dx, int dy, int dz) {
    long hash = (place(x, i, 0) + dx) * 73_856_093L ^ (place(x, i, 1) + dy) * 19_349_663L;
    if (dimensions == 3) {
      hash ^= (place(x, i, 2) + dz) * 83_492_791L;
    }
    return (int) (hash ^ hash >>> 32) & (head.length - 1);
  }

  private boolean isNeighbour(double[] x, int i, int j, int dx, int dy, int dz) {
    if (place(x, j, 0) != place(x, i, 0) + dx
        || place(x, j, 1) != place(x, i, 1) + dy
        || (dimensions == 3 && place(x, j, 2) != place(x, i, 2) + dz)) {
      return false;
    }
    double square = 0;
    for (int c = 0; c < dimensions; c++) {
      double off = x[i * dimensions + c] - x[j * dimensions + c];
      square += off * off;
    }
    return square < cutoff * cutoff;
  }
}
