package org.lamarck.worker.sparse;

import java.util.Arrays;

/**
 * LU factorisation with partial pivoting of W = σM − J, column by column (Gilbert &amp; Peierls
 * 1988), with rows scaled by their largest entry when pivots are compared; M is the identity but
 * for zeros in algebraic rows. Columns are eliminated in an order given, and the diagonal is the
 * pivot where it is within {@link #PREFERENCE} of the largest. Its arrays are allocated when first
 * needed.
 *
 * <p>What is found where depends on the numbers, so each factorisation follows the fill anew: some
 * ten times the work of {@link SparseLu} without pivots, and a small part of that of a dense one.
 */
final class PivotedLu {
  /** A pivot is at least so many times the largest candidate. */
  private static final double PREFERENCE = 0.1;

  private static final int NONE = -1;

  private final int size;
  private final SparsePattern pattern;
  private final int[] order; // the column eliminated at each position
  private final boolean[] isAlgebraic;
  private double[] scale = {}; // by row, 1 over its largest entry
  // W by columns
  private final int[] start;
  private final int[] row;
  private final int[] entry; // of J; NONE for the place of σ
  // L by columns, without its diagonal of ones, and U by columns, without its diagonal
  private final Columns lower;
  private final Columns upper;
  private double[] pivot = {}; // by position
  private int[] pivotRow = {}; // by position
  private int[] positionOf = {}; // by row; NONE as long as it is no pivot
  // of the present column
  private double[] x = {}; // by row
  private int[] mark = {}; // by row, the last column in which it was reached
  private int[] reached = {}; // topological order, from the end
  private int[] stack = {};
  private int[] next = {}; // of each row in the stack, where its column of L is read on
  private double[] held = {}; // of a solution

  /** Entries by columns, which are appended. */
  private static final class Columns {
    private final int[] start;
    private int[] row = new int[64];
    private double[] value = new double[64];
    private int count;

    private Columns(int size) {
      start = new int[size + 1];
    }

    private void add(int i, double number) {
      if (count == row.length) {
        row = Arrays.copyOf(row, 2 * count);
        value = Arrays.copyOf(value, 2 * count);
      }
      row[count] = i;
      value[count++] = number;
    }
  }

  /**
   * Of size n.
   *
   * @param pattern of J, n rows
   * @param order the columns in the order of elimination
   * @param algebraic the rows without σ
   */
  PivotedLu(int size, SparsePattern pattern, int[] order, int[] algebraic) {
    this.size = size;
    this.pattern = pattern;
    this.order = order;
    this.isAlgebraic = new boolean[size];
    for (int i : algebraic) {
      isAlgebraic[i] = true;
    }
    this.start = new int[size + 1];
    this.row = new int[size + pattern.size()];
    this.entry = new int[size + pattern.size()];
    byColumns();
    this.lower = new Columns(size);
    this.upper = new Columns(size);
  }

  /** The place of σ comes first in each column; that of an entry of the diagonal of J after it. */
  private void byColumns() {
    int[] count = new int[size];
    for (int column : pattern.column()) {
      count[column]++;
    }
    for (int j = 0; j < size; j++) {
      start[j + 1] = start[j] + 1 + count[j];
      row[start[j]] = j;
      entry[start[j]] = NONE;
      count[j] = start[j] + 1;
    }
    for (int i = 0; i < size; i++) {
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        int place = count[pattern.column()[e]]++;
        row[place] = i;
        entry[place] = e;
      }
    }
  }

  /** False when the matrix is singular or not finite. */
  boolean factorise(double[] jacobian, double sigma) {
    if (pivot.length < size) {
      allocate();
    }
    Arrays.fill(positionOf, NONE);
    Arrays.fill(mark, NONE);
    lower.count = 0;
    upper.count = 0;
    if (!scaleRows(jacobian, sigma)) {
      return false;
    }
    for (int k = 0; k < size; k++) {
      int first = reach(k);
      for (int e = start[order[k]]; e < start[order[k] + 1]; e++) {
        x[row[e]] += number(e, jacobian, sigma);
      }
      eliminate(first);
      if (!choose(k, first)) {
        return false;
      }
    }
    return true;
  }

  private void allocate() {
    scale = new double[size];
    pivot = new double[size];
    pivotRow = new int[size];
    positionOf = new int[size];
    x = new double[size];
    mark = new int[size];
    reached = new int[size];
    stack = new int[size];
    next = new int[size];
  }

  private double number(int e, double[] jacobian, double sigma) {
    return entry[e] == NONE ? (isAlgebraic[row[e]] ? 0 : sigma) : -jacobian[entry[e]];
  }

  private boolean scaleRows(double[] jacobian, double sigma) {
    double[] onDiagonal = x;
    Arrays.fill(scale, 0.0);
    for (int j = 0; j < size; j++) {
      onDiagonal[j] = 0;
      for (int e = start[j]; e < start[j + 1]; e++) {
        if (row[e] == j) {
          onDiagonal[j] += number(e, jacobian, sigma);
        } else {
          scale[row[e]] = largest(scale[row[e]], number(e, jacobian, sigma));
        }
      }
    }
    boolean isFinite = true;
    for (int i = 0; i < size; i++) {
      double most = largest(scale[i], onDiagonal[i]);
      isFinite &= most <= Double.MAX_VALUE;
      scale[i] = 1 / most;
    }
    return isFinite;
  }

  private static double largest(double known, double number) {
    return Math.max(known, Math.abs(number)); // NaN stays
  }

  /**
   * The rows that column k of L and U has entries in, those before which others depend on; x is 0
   * there.
   *
   * @return where they begin in {@link #reached}
   */
  private int reach(int k) {
    int first = size;
    for (int e = start[order[k]]; e < start[order[k] + 1]; e++) {
      if (mark[row[e]] != k) {
        first = search(row[e], k, first);
      }
    }
    return first;
  }

  /** Depth first, along columns of L. */
  private int search(int root, int k, int from) {
    int first = from;
    int depth = 0;
    enter(root, k, 0);
    while (depth >= 0) {
      int i = stack[depth];
      int column = positionOf[i];
      int end = column == NONE ? 0 : lower.start[column + 1];
      int at = next[i];
      while (at < end && mark[lower.row[at]] == k) {
        at++;
      }
      next[i] = at + 1;
      if (at < end) {
        enter(lower.row[at], k, ++depth);
      } else {
        reached[--first] = i;
        depth--;
      }
    }
    return first;
  }

  private void enter(int i, int k, int depth) {
    mark[i] = k;
    x[i] = 0;
    stack[depth] = i;
    next[i] = positionOf[i] == NONE ? 0 : lower.start[positionOf[i]];
  }

  /** x ← L⁻¹ x. */
  private void eliminate(int first) {
    for (int r = first; r < size; r++) {
      int column = positionOf[reached[r]];
      double value = x[reached[r]];
      if (column != NONE && value != 0) {
        for (int e = lower.start[column]; e < lower.start[column + 1]; e++) {
          x[lower.row[e]] -= lower.value[e] * value;
        }
      }
    }
  }

  /** Makes x column k of U and L; false when there is no pivot. */
  private boolean choose(int k, int first) {
    double largest = 0;
    int best = NONE;
    for (int r = first; r < size; r++) {
      int i = reached[r];
      if (positionOf[i] == NONE && Math.abs(x[i]) * scale[i] > largest) {
        largest = Math.abs(x[i]) * scale[i];
        best = i;
      }
    }
    int diagonal = order[k];
    if (best != NONE
        && positionOf[diagonal] == NONE
        && Math.abs(x[diagonal]) * scale[diagonal] >= PREFERENCE * largest) {
      best = diagonal;
    }
    double inverse = best == NONE ? Double.NaN : 1 / x[best];
    if (!(Math.abs(inverse) <= Double.MAX_VALUE)) {
      return false;
    }
    pivot[k] = x[best];
    pivotRow[k] = best;
    for (int r = first; r < size; r++) {
      int i = reached[r];
      if (positionOf[i] != NONE) {
        upper.add(positionOf[i], x[i]);
      } else if (i != best) {
        lower.add(i, x[i] * inverse);
      }
    }
    positionOf[best] = k;
    lower.start[k + 1] = lower.count;
    upper.start[k + 1] = upper.count;
    return true;
  }

  /** X ← W⁻¹ X for X of n × width, row-major. */
  void solve(double[] out, int offset, int width) {
    if (held.length < size * width) {
      held = new double[size * width];
    }
    System.arraycopy(out, offset, held, 0, size * width); // by row
    for (int k = 0; k < size; k++) {
      for (int e = lower.start[k]; e < lower.start[k + 1]; e++) {
        subtract(lower.row[e], lower.value[e], pivotRow[k], width);
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      int from = pivotRow[k] * width;
      int to = offset + order[k] * width;
      double inverse = 1 / pivot[k];
      for (int j = 0; j < width; j++) {
        held[from + j] *= inverse;
        out[to + j] = held[from + j];
      }
      for (int e = upper.start[k]; e < upper.start[k + 1]; e++) {
        subtract(pivotRow[upper.row[e]], upper.value[e], pivotRow[k], width);
      }
    }
  }

  /** Subtracts a multiple of one row of what is held from another. */
  private void subtract(int row, double value, int from, int width) {
    int to = row * width;
    int source = from * width;
    for (int j = 0; j < width; j++) {
      held[to + j] -= value * held[source + j];
    }
  }

  /** x ← W⁻ᵀ x. */
  void solveTransposed(double[] out, int offset) {
    if (held.length < size) {
      held = new double[size];
    }
    for (int k = 0; k < size; k++) { // Uᵀ, by position
      double sum = out[offset + order[k]];
      for (int e = upper.start[k]; e < upper.start[k + 1]; e++) {
        sum -= upper.value[e] * held[upper.row[e]];
      }
      held[k] = sum / pivot[k];
    }
    for (int k = size - 1; k >= 0; k--) { // Lᵀ, by row
      double sum = held[k];
      for (int e = lower.start[k]; e < lower.start[k + 1]; e++) {
        sum -= lower.value[e] * out[offset + lower.row[e]];
      }
      out[offset + pivotRow[k]] = sum;
    }
  }
}
