package org.lamarck.worker.cells;

import java.util.Arrays;

/**
 * Pairs of cells that may act on each other, each once: those nearer than the cutoff and a margin,
 * found anew when a cell has moved by half of the margin (Verlet 1967). Few cells are all compared,
 * and their pairs are in the order of all; many are looked for in neighbouring boxes.
 */
final class Pairs {
  private static final int FEW = 500;
  private static final double MARGIN = 0.15; // of the cutoff

  private final int dimensions;
  private final double reach;
  private final double leeway; // square of how far cells may move before pairs are found anew
  private final double[] found; // positions then
  private int cells;
  private int count;
  private int[] first = new int[64];
  private int[] second = new int[64];
  private final int[] next; // in the same box
  private final int[] head;

  Pairs(int most, int dimensions, double cutoff) {
    this.dimensions = dimensions;
    reach = cutoff * (1 + MARGIN);
    leeway = cutoff * MARGIN / 2 * (cutoff * MARGIN / 2);
    found = new double[most * dimensions];
    next = new int[most];
    head = new int[Math.max(1, Integer.highestOneBit(4 * most))];
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

  /** Forgets what was found, so that what is found next depends on the next positions alone. */
  void forget() {
    cells = -1;
  }

  /** Finds the pairs of some cells at these positions. */
  void find(double[] x, int living) {
    if (living == cells && isStill(x)) {
      return;
    }
    cells = living;
    count = 0;
    System.arraycopy(x, 0, found, 0, cells * dimensions);
    if (cells <= FEW) {
      compareAll(x);
    } else {
      compareBoxes(x);
    }
  }

  private boolean isStill(double[] x) {
    for (int i = 0; i < cells; i++) {
      double square = 0;
      for (int c = i * dimensions; c < (i + 1) * dimensions; c++) {
        double off = x[c] - found[c];
        square += off * off;
      }
      if (!(square < leeway)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNear(double[] x, int i, int j) {
    double square = 0;
    for (int c = 0; c < dimensions; c++) {
      double off = x[i * dimensions + c] - x[j * dimensions + c];
      square += off * off;
    }
    return square < reach * reach;
  }

  private void compareAll(double[] x) {
    for (int j = 1; j < cells; j++) {
      for (int i = 0; i < j; i++) {
        if (isNear(x, i, j)) {
          add(i, j);
        }
      }
    }
  }

  private void compareBoxes(double[] x) {
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
              if (j > i && isInBox(x, i, j, dx, dy, dz) && isNear(x, i, j)) {
                add(i, j);
              }
            }
          }
        }
      }
    }
  }

  private long place(double[] x, int i, int axis) {
    return (long) Math.floor(x[i * dimensions + axis] / reach);
  }

  /** Boxes far apart may share a slot; {@link #isInBox} tells them apart. */
  private int box(double[] x, int i, int dx, int dy, int dz) {
    long hash = (place(x, i, 0) + dx) * 73_856_093L ^ (place(x, i, 1) + dy) * 19_349_663L;
    if (dimensions == 3) {
      hash ^= (place(x, i, 2) + dz) * 83_492_791L;
    }
    return (int) (hash ^ hash >>> 32) & (head.length - 1);
  }

  private boolean isInBox(double[] x, int i, int j, int dx, int dy, int dz) {
    return place(x, j, 0) == place(x, i, 0) + dx
        && place(x, j, 1) == place(x, i, 1) + dy
        && (dimensions == 2 || place(x, j, 2) == place(x, i, 2) + dz);
  }
}
