package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * Gives each algebraic row an algebraic state of its own that it depends on, itself where it can:
 * an assignment by augmenting paths (Kuhn 1955). Where the pattern has none for a row, it gets one
 * that is left: the matrix is singular whatever its numbers are.
 */
final class Transversal {
  private static final int NONE = -1;

  private final SparsePattern pattern;
  private final int[] algebraic;
  private final int[] slot; // by algebraic row, the index of its state among the algebraic ones
  private final int[] owner; // by algebraic state
  private final boolean[] tried;

  /**
   * Assigns.
   *
   * @param pattern of J, all rows
   * @param algebraic rows and states, ascending
   */
  Transversal(SparsePattern pattern, int[] algebraic) {
    this.pattern = pattern;
    this.algebraic = algebraic;
    slot = new int[algebraic.length];
    owner = new int[algebraic.length];
    tried = new boolean[algebraic.length];
    Arrays.fill(slot, NONE);
    Arrays.fill(owner, NONE);
    for (int k = 0; k < algebraic.length; k++) {
      if (uses(algebraic[k], algebraic[k])) {
        slot[k] = k;
        owner[k] = k;
      }
    }
    for (int k = 0; k < algebraic.length; k++) {
      if (slot[k] == NONE) {
        Arrays.fill(tried, false);
        augment(k);
      }
    }
    fillUp();
  }

  /** For each algebraic row its state. */
  int[] slots() {
    return Arrays.stream(slot).map(k -> algebraic[k]).toArray();
  }

  private boolean uses(int row, int state) {
    for (int e = pattern.start()[row]; e < pattern.start()[row + 1]; e++) {
      if (pattern.column()[e] == state) {
        return true;
      }
    }
    return false;
  }

  private boolean augment(int k) {
    int row = algebraic[k];
    for (int e = pattern.start()[row]; e < pattern.start()[row + 1]; e++) {
      int state = Arrays.binarySearch(algebraic, pattern.column()[e]);
      if (state >= 0 && !tried[state]) {
        tried[state] = true;
        if (owner[state] == NONE || augment(owner[state])) {
          owner[state] = k;
          slot[k] = state;
          return true;
        }
      }
    }
    return false;
  }

  private void fillUp() {
    int free = 0;
    for (int k = 0; k < slot.length; k++) {
      if (slot[k] == NONE) {
        while (owner[free] != NONE) {
          free++;
        }
        owner[free] = k;
        slot[k] = free;
      }
    }
  }
}
