package org.lamarck.worker.integrate;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.integrate.SystemStructure.Rows;

/**
 * LU factorisation of W = σM − J for a fixed pattern of J, where M is the identity but for zeros in
 * algebraic rows. The order of elimination, chosen once, has pivots on the diagonal and little fill
 * (Markowitz 1957); factorising then is a fixed sequence of multiplications. Vectors keep the
 * numbering of the states: the order is in the index tables. Algebraic rows are exchanged among
 * themselves so that each has its pivot in the pattern of J.
 *
 * <p>W of a small step is dominated by its diagonal and needs no pivoting. Where it does — an
 * elimination makes a row grow beyond {@link #GROWTH_LIMIT} — this factorisation is done again,
 * dense, with partial pivoting.
 */
public final class SparseLu {
  /**
   * Growth of a row's sum of sizes in elimination that would cost more than six of sixteen digits.
   */
  static final double GROWTH_LIMIT = 1e6;

  private final int size;
  private final Rows pattern;
  private final int[] order; // the state eliminated at each position
  private final int[] rowStart; // by position: entries left of the diagonal, diagonal, right of it
  private final int[] diagonal;
  private final int[] column; // the state of each entry
  private final int[] position; // the position at which the state of each entry is eliminated
  private final int[] place; // of each entry of the pattern of J in values
  private final int[] target; // of each multiplication, in sequence
  private final double[] values;
  private final double[] inverse; // of the pivots, by position
  private final double[] sums; // of the sizes in each row of U, by position
  private final double[] mass; // by position, what σ is multiplied by
  private final int[] algebraic;
  private final int[] slot; // of each algebraic row, the state that it is eliminated for
  private final boolean isExchanged;
  private final DenseLu dense;
  private @Nullable Part whole;
  private double[] held = {};
  private boolean isDense;

  /** Plans the elimination for M = I. */
  public SparseLu(int size, Rows pattern) {
    this(size, pattern, new int[0]);
  }

  /**
   * Plans the elimination.
   *
   * @param size n
   * @param pattern of J, n rows; the diagonal need not be in it
   * @param algebraic the rows without σ, ascending
   */
  public SparseLu(int size, Rows pattern, int[] algebraic) {
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
    this.values = new double[entries];
    this.inverse = new double[size];
    this.sums = new double[size];
    this.mass = new double[size];
    Arrays.fill(mass, 1.0);
    for (int row : algebraic) {
      mass[positionOf[row]] = 0;
    }
    this.dense = new DenseLu(size, algebraic);
  }

  /** The number of entries of L and U together. */
  public int entries() {
    return values.length;
  }

  /** The number of multiplications of a factorisation. */
  public int multiplications() {
    return target.length;
  }

  /** Whether the present factorisation is the dense one. */
  public boolean isDense() {
    return isDense;
  }

  /**
   * Factorises σM − J.
   *
   * @param jacobian J in the order of the pattern
   * @return false when the matrix is singular or not finite
   */
  public boolean factorise(double[] jacobian, double sigma) {
    Arrays.fill(values, 0.0);
    for (int k = 0; k < size; k++) {
      values[diagonal[k]] = sigma * mass[k];
    }
    for (int e = 0; e < place.length; e++) {
      values[place[e]] -= jacobian[e];
    }
    isDense = !eliminate();
    return !isDense || dense.factorise(pattern, jacobian, sigma);
  }

  private boolean eliminate() {
    int multiplication = 0;
    boolean stable = true;
    for (int k = 0; k < size && stable; k++) {
      int end = rowStart[k + 1];
      int pivotPlace = diagonal[k];
      double before = 0;
      for (int e = rowStart[k]; e < end; e++) {
        before += Math.abs(values[e]);
      }
      double grown = 0;
      for (int e = rowStart[k]; e < pivotPlace; e++) {
        int j = position[e];
        double l = values[e] * inverse[j];
        values[e] = l;
        grown += Math.abs(l) * sums[j];
        for (int u = diagonal[j] + 1; u < rowStart[j + 1]; u++) {
          values[target[multiplication++]] -= l * values[u];
        }
      }
      double sum = 0;
      for (int e = pivotPlace; e < end; e++) {
        sum += Math.abs(values[e]);
      }
      sums[k] = sum;
      inverse[k] = 1 / values[pivotPlace];
      stable = grown <= GROWTH_LIMIT * before && Math.abs(inverse[k]) <= Double.MAX_VALUE;
    }
    return stable;
  }

  /** x ← W⁻¹ x. */
  public void solve(double[] x, int offset) {
    if (isDense) {
      dense.solve(x, offset, 1);
      return;
    }
    if (isExchanged) {
      exchange(algebraic, slot, x, offset, 1);
    }
    for (int k = 0; k < size; k++) {
      double sum = x[offset + order[k]];
      for (int e = rowStart[k]; e < diagonal[k]; e++) {
        sum -= values[e] * x[offset + column[e]];
      }
      x[offset + order[k]] = sum;
    }
    for (int k = size - 1; k >= 0; k--) {
      double sum = x[offset + order[k]];
      for (int e = diagonal[k] + 1; e < rowStart[k + 1]; e++) {
        sum -= values[e] * x[offset + column[e]];
      }
      x[offset + order[k]] = sum * inverse[k];
    }
  }

  /** x ← W⁻ᵀ x. */
  public void solveTransposed(double[] x, int offset) {
    if (isDense) {
      dense.solveTransposed(x, offset);
      return;
    }
    for (int k = 0; k < size; k++) {
      double value = x[offset + order[k]] * inverse[k];
      x[offset + order[k]] = value;
      for (int e = diagonal[k] + 1; e < rowStart[k + 1]; e++) {
        x[offset + column[e]] -= values[e] * value;
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      double value = x[offset + order[k]];
      for (int e = rowStart[k]; e < diagonal[k]; e++) {
        x[offset + column[e]] -= values[e] * value;
      }
    }
    if (isExchanged) {
      exchange(slot, algebraic, x, offset, 1);
    }
  }

  /** Moves rows {@code from} to where {@code to} says. */
  private void exchange(int[] from, int[] to, double[] x, int offset, int width) {
    if (held.length < from.length * width) {
      held = new double[from.length * width];
    }
    for (int k = 0; k < from.length; k++) {
      System.arraycopy(x, offset + from[k] * width, held, k * width, width);
    }
    for (int k = 0; k < to.length; k++) {
      System.arraycopy(held, k * width, x, offset + to[k] * width, width);
    }
  }

  /**
   * The part of L and U for some of the states: a set that W⁻¹ does not lead out of, so that a
   * solution is 0 outside where the right-hand side is.
   */
  public static final class Part {
    private static final double[] ONE = {1};

    private final int[] place;
    private final int[] lowerTarget;
    private final SparseRows lower;
    private final int[] lowerScale; // of zeros
    private final int[] upperTarget;
    private final SparseRows upper;
    private final int[] pivot; // by row of upper, its position
    private double[] full = {};

    private Part(SparseLu lu, int[] place, int size) {
      this.place = place;
      lowerTarget = new int[size];
      upperTarget = new int[size];
      pivot = new int[size];
      SparseRows.Builder below = new SparseRows.Builder(size);
      int next = 0;
      for (int k = 0; k < lu.size; k++) {
        if (place[lu.order[k]] >= 0) {
          lowerTarget[next++] = place[lu.order[k]];
          add(lu, lu.rowStart[k], lu.diagonal[k], below);
        }
      }
      lower = below.build();
      lowerScale = new int[size];
      SparseRows.Builder above = new SparseRows.Builder(size);
      next = 0;
      for (int k = lu.size - 1; k >= 0; k--) {
        if (place[lu.order[k]] >= 0) {
          upperTarget[next] = place[lu.order[k]];
          pivot[next++] = k;
          add(lu, lu.diagonal[k] + 1, lu.rowStart[k + 1], above);
        }
      }
      upper = above.build();
    }

    private void add(SparseLu lu, int from, int to, SparseRows.Builder rows) {
      for (int e = from; e < to; e++) {
        rows.add(e, place[lu.column[e]]);
      }
      rows.endRow();
    }
  }

  /**
   * The part for some states.
   *
   * @param place by state, its row in the matrices to be solved for; −1 outside. With algebraic
   *     states every state is in it, in order.
   * @param size how many states are in it
   */
  public Part part(int[] place, int size) {
    if (size < this.size && isExchanged) {
      throw new IllegalArgumentException("algebraic rows are exchanged: give all states");
    }
    return new Part(this, place, size);
  }

  /** X ← W⁻¹ X for X of n × width, row-major; width is one of {@link RowKernel#width}. */
  public void solveMany(double[] x, int width) {
    Part part = whole;
    if (part == null) {
      int[] place = new int[size];
      Arrays.setAll(place, i -> i);
      part = part(place, size);
      whole = part;
    }
    solveMany(part, x, width);
  }

  /**
   * X ← W⁻¹ X.
   *
   * @param x rows of the part's states, row-major
   * @param width one of {@link RowKernel#width}
   */
  public void solveMany(Part part, double[] x, int width) {
    if (isDense) {
      solveDense(part, x, width);
      return;
    }
    if (isExchanged) {
      exchange(algebraic, slot, x, 0, width);
    }
    RowKernel kernel = RowKernel.fastest();
    kernel.eliminate(values, part.lower, part.lowerTarget, Part.ONE, part.lowerScale, x, width);
    kernel.eliminate(values, part.upper, part.upperTarget, inverse, part.pivot, x, width);
  }

  private void solveDense(Part part, double[] x, int width) {
    if (part.pivot.length == size) {
      dense.solve(x, 0, width);
      return;
    }
    if (part.full.length < size * width) {
      part.full = new double[size * width];
    }
    Arrays.fill(part.full, 0.0);
    for (int i = 0; i < size; i++) {
      if (part.place[i] >= 0) {
        System.arraycopy(x, part.place[i] * width, part.full, i * width, width);
      }
    }
    dense.solve(part.full, 0, width);
    for (int i = 0; i < size; i++) {
      if (part.place[i] >= 0) {
        System.arraycopy(part.full, i * width, x, part.place[i] * width, width);
      }
    }
  }

  /**
   * Chooses pivots by the smallest product of further entries in row and column, the lowest state
   * first among equals, and follows the fill.
   *
   * @param slotOf the state that each row is eliminated for
   * @return by state, the filled row that is eliminated for it
   */
  private static BitSet[] eliminate(int size, Rows pattern, int[] slotOf, int[] order) {
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
