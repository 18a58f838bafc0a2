package org.lamarck.worker.sparse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.bytecode.StraightLine;

/**
 * LU factorisation of W = σM − J for a fixed pattern of J, where M is the identity but for zeros in
 * algebraic rows. By an {@link SymbolicLu} it is a fixed sequence of multiplications. Vectors keep
 * the numbering of the states: the order is in the index tables.
 *
 * <p>W of a small step is dominated by its diagonal and needs no pivoting. Where it does — an
 * elimination makes a row grow beyond {@link #GROWTH_LIMIT} — this factorisation is done again, by
 * a {@link PivotedLu}.
 */
public final class SparseLu {
  /**
   * Growth of a row's sum of sizes in elimination that would cost more than six of sixteen digits.
   */
  static final double GROWTH_LIMIT = 1e6;

  private final SymbolicLu plan;
  private final int size;
  private final int[] order;
  private final int[] rowStart;
  private final int[] diagonal;
  private final int[] column;
  private final double[] values;
  private final double[] inverse; // of the pivots, by position
  private final double[] sums; // of the sizes in each row of U, by position
  private final PivotedLu pivoted;
  private @Nullable Part whole;
  private double[] held = {};
  private final boolean isShared; // then its loops may be written out as code
  private boolean isPivoted;

  /** Plans the elimination for M = I. */
  public SparseLu(int size, SparsePattern pattern) {
    this(size, pattern, new int[0]);
  }

  /**
   * Plans the elimination.
   *
   * @param size n
   * @param pattern of J, n rows; the diagonal need not be in it
   * @param algebraic the rows without σ, ascending
   */
  public SparseLu(int size, SparsePattern pattern, int[] algebraic) {
    this(new SymbolicLu(size, pattern, algebraic), false);
  }

  /** A factorisation by a plan, which it shares with others. */
  public SparseLu(SymbolicLu plan) {
    this(plan, true);
  }

  private SparseLu(SymbolicLu plan, boolean isShared) {
    this.plan = plan;
    this.isShared = isShared;
    this.size = plan.size;
    this.order = plan.order;
    this.rowStart = plan.rowStart;
    this.diagonal = plan.diagonal;
    this.column = plan.column;
    this.values = new double[plan.entries()];
    this.inverse = new double[size];
    this.sums = new double[size];
    this.pivoted = new PivotedLu(size, plan.pattern, plan.order, plan.algebraic);
  }

  /** The number of entries of L and U together. */
  public int entries() {
    return plan.entries();
  }

  /** The number of multiplications of a factorisation. */
  public int multiplications() {
    return plan.multiplications();
  }

  /** Whether the present factorisation has chosen its pivots. */
  public boolean isPivoted() {
    return isPivoted;
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
      values[diagonal[k]] = sigma * plan.mass[k];
    }
    int[] place = plan.place;
    for (int e = 0; e < place.length; e++) {
      values[place[e]] -= jacobian[e];
    }
    isPivoted = !eliminate();
    return !isPivoted || pivoted.factorise(jacobian, sigma);
  }

  private boolean eliminate() {
    int[] position = plan.position;
    int[] target = plan.target;
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
      stable =
          before <= Double.MAX_VALUE
              && grown <= GROWTH_LIMIT * before
              && Math.abs(inverse[k]) <= Double.MAX_VALUE;
    }
    return stable;
  }

  /** How many numbers {@link #save} writes. */
  public int saved() {
    return values.length + size;
  }

  /** Writes the present factorisation, which must not be pivoted. */
  public void save(double[] to, int offset) {
    System.arraycopy(values, 0, to, offset, values.length);
    System.arraycopy(inverse, 0, to, offset + values.length, size);
  }

  /** Makes what {@link #save} has written the present factorisation. */
  public void load(double[] from, int offset) {
    System.arraycopy(from, offset, values, 0, values.length);
    System.arraycopy(from, offset + values.length, inverse, 0, size);
    isPivoted = false;
  }

  /** x ← W⁻¹ x. */
  public void solve(double[] x, int offset) {
    if (isPivoted) {
      pivoted.solve(x, offset, 1);
      return;
    }
    if (plan.isExchanged) {
      exchange(plan.algebraic, plan.slot, x, offset, 1);
    }
    StraightLine code = isShared ? plan.solve.code() : null;
    if (code != null) {
      code.run(x, offset, values, inverse, x, x);
    } else {
      substitute(x, offset);
    }
  }

  private void substitute(double[] x, int offset) {
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
    if (isPivoted) {
      pivoted.solveTransposed(x, offset);
      return;
    }
    StraightLine code = isShared ? plan.solveTransposed.code() : null;
    if (code != null) {
      code.run(x, offset, values, inverse, x, x);
    } else {
      substituteTransposed(x, offset);
    }
    if (plan.isExchanged) {
      exchange(plan.slot, plan.algebraic, x, offset, 1);
    }
  }

  private void substituteTransposed(double[] x, int offset) {
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
    if (size < this.size && plan.isExchanged) {
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
    if (isPivoted) {
      solvePivoted(part, x, width);
      return;
    }
    if (plan.isExchanged) {
      exchange(plan.algebraic, plan.slot, x, 0, width);
    }
    RowKernel kernel = RowKernel.fastest();
    kernel.eliminate(values, part.lower, part.lowerTarget, Part.ONE, part.lowerScale, x, width);
    kernel.eliminate(values, part.upper, part.upperTarget, inverse, part.pivot, x, width);
  }

  private void solvePivoted(Part part, double[] x, int width) {
    if (part.pivot.length == size) {
      pivoted.solve(x, 0, width);
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
    pivoted.solve(part.full, 0, width);
    for (int i = 0; i < size; i++) {
      if (part.place[i] >= 0) {
        System.arraycopy(part.full, i * width, x, part.place[i] * width, width);
      }
    }
  }
}
