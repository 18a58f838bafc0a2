package org.lamarck.worker.sparse;

import java.util.Arrays;
import java.util.BitSet;
import org.lamarck.worker.bytecode.Unrolled;

/**
 * How {@link SparseLu} factorises W = σM − J for a fixed pattern of J, where M is the identity but
 * for zeros in algebraic rows: the order of elimination, chosen once, with pivots on the diagonal
 * and little fill (Markowitz 1957), and the places of all numbers. Algebraic rows are exchanged
 * among themselves so that each has its pivot in the pattern of J. A plan does not change: threads
 * share it.
 */
public final class SymbolicLu {
  final int size;
  final SparsePattern pattern;
  final int[] order; // the state eliminated at each position
  final int[] rowStart; // by position: entries left of the diagonal, diagonal, right of it
  final int[] diagonal;
  final int[] column; // the state of each entry
  final int[] position; // the position at which the state of each entry is eliminated
  final int[] place; // of each entry of the pattern of J among the entries
  final int[] target; // of each multiplication, in sequence
  final double[] mass; // by position, what σ is multiplied by
  final int[] algebraic;
  final int[] slot; // of each algebraic row, the state that it is eliminated for
  final boolean isExchanged;
  final Unrolled solve;
  final Unrolled solveTransposed;

  /**
   * Plans the elimination.
   *
   * @param size n
   * @param pattern of J, n rows; the diagonal need not be in it
   * @param algebraic the rows without σ, ascending
   */
  public SymbolicLu(int size, SparsePattern pattern, int[] algebraic) {
    this.size = size;
    this.pattern = pattern;
    this.algebraic = algebraic;
    this.slot = new Transversal(pattern, algebraic).slots();
    this.isExchanged = !Arrays.equals(slot, algebraic);
    int[] slotOf = new int[size];
    Arrays.setAll(slotOf, i -> i);
    for (int k = 0; k < algebraic.length; k++) {
      slotOf[algebraic[k]] = slot[k];
    }
    this.order = new int[size];
    BitSet[] filled = eliminate(size, pattern, slotOf, order);
    int[] positionOf = new int[size];
    for (int k = 0; k < size; k++) {
      positionOf[order[k]] = k;
    }
    int entries = 0;
    for (BitSet row : filled) {
      entries += row.cardinality();
    }
    this.rowStart = new int[size + 1];
    this.diagonal = new int[size];
    this.column = new int[entries];
    this.position = new int[entries];
    int next = 0;
    for (int k = 0; k < size; k++) {
      rowStart[k] = next;
      next = layOut(filled[order[k]], k, positionOf, next);
    }
    rowStart[size] = next;
    this.place = places(positionOf, slotOf);
    this.target = targets();
    this.mass = new double[size];
    Arrays.fill(mass, 1.0);
    for (int row : algebraic) {
      mass[positionOf[row]] = 0;
    }
    this.solve = new Unrolled(entries, new SubstitutionWriter(this)::solve);
    this.solveTransposed = new Unrolled(entries, new SubstitutionWriter(this)::solveTransposed);
  }

  /** The number of entries of L and U together. */
  public int entries() {
    return column.length;
  }

  /** The number of multiplications of a factorisation. */
  public int multiplications() {
    return target.length;
  }

  /**
   * Chooses pivots by the smallest product of further entries in row and column, the lowest state
   * first among equals, and follows the fill.
   *
   * @param slotOf the state that each row is eliminated for
   * @return by state, the filled row that is eliminated for it
   */
  private static BitSet[] eliminate(int size, SparsePattern pattern, int[] slotOf, int[] order) {
    BitSet[] rows = new BitSet[size]; // all entries, to be returned
    BitSet[] columns = new BitSet[size]; // rows not yet eliminated
    for (int i = 0; i < size; i++) {
      rows[i] = new BitSet(size);
      columns[i] = new BitSet(size);
    }
    for (int i = 0; i < size; i++) {
      rows[i].set(i);
      columns[i].set(i);
    }
    for (int i = 0; i < size; i++) {
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        rows[slotOf[i]].set(pattern.column()[e]);
        columns[pattern.column()[e]].set(slotOf[i]);
      }
    }
    int[] rowCount = new int[size];
    int[] columnCount = new int[size];
    for (int i = 0; i < size; i++) {
      rowCount[i] = rows[i].cardinality();
      columnCount[i] = columns[i].cardinality();
    }
    BitSet left = new BitSet(size);
    left.set(0, size);
    for (int k = 0; k < size; k++) {
      int pivot = cheapest(left, rowCount, columnCount);
      order[k] = pivot;
      left.clear(pivot);
      BitSet pivotRow = (BitSet) rows[pivot].clone();
      pivotRow.and(left);
      for (int i = columns[pivot].nextSetBit(0); i >= 0; i = columns[pivot].nextSetBit(i + 1)) {
        if (i != pivot) {
          for (int j = pivotRow.nextSetBit(0); j >= 0; j = pivotRow.nextSetBit(j + 1)) {
            if (!rows[i].get(j)) {
              rows[i].set(j);
              columns[j].set(i);
              rowCount[i]++;
              columnCount[j]++;
            }
          }
          rowCount[i]--;
        }
      }
      for (int j = pivotRow.nextSetBit(0); j >= 0; j = pivotRow.nextSetBit(j + 1)) {
        columns[j].clear(pivot);
        columnCount[j]--;
      }
    }
    return rows;
  }

  private static int cheapest(BitSet left, int[] rowCount, int[] columnCount) {
    int best = -1;
    long bestCost = Long.MAX_VALUE;
    for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
      long cost = (rowCount[i] - 1L) * (columnCount[i] - 1L);
      if (cost < bestCost) {
        best = i;
        bestCost = cost;
      }
    }
    return best;
  }

  /** Writes the entries of position k in order of elimination. */
  private int layOut(BitSet row, int k, int[] positionOf, int from) {
    int next = from;
    for (int j = row.nextSetBit(0); j >= 0; j = row.nextSetBit(j + 1)) {
      position[next++] = positionOf[j];
    }
    Arrays.sort(position, from, next);
    for (int e = from; e < next; e++) {
      column[e] = order[position[e]];
      if (position[e] == k) {
        diagonal[k] = e;
      }
    }
    return next;
  }

  private int[] places(int[] positionOf, int[] slotOf) {
    int[] result = new int[pattern.size()];
    for (int i = 0; i < size; i++) {
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        result[e] = find(positionOf[slotOf[i]], positionOf[pattern.column()[e]]);
      }
    }
    return result;
  }

  private int find(int k, int columnPosition) {
    return Arrays.binarySearch(position, rowStart[k], rowStart[k + 1], columnPosition);
  }

  private int[] targets() {
    int count = 0;
    for (int k = 0; k < size; k++) {
      for (int e = rowStart[k]; e < diagonal[k]; e++) {
        count += rowStart[position[e] + 1] - diagonal[position[e]] - 1;
      }
    }
    int[] result = new int[count];
    int next = 0;
    for (int k = 0; k < size; k++) {
      for (int e = rowStart[k]; e < diagonal[k]; e++) {
        int j = position[e];
        for (int u = diagonal[j] + 1; u < rowStart[j + 1]; u++) {
          result[next++] = find(k, position[u]);
        }
      }
    }
    return result;
  }
}
