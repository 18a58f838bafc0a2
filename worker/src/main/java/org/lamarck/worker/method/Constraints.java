package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.LinearisedRates;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * The algebraic rows of a system, 0 = g(t, y, z, p) for its algebraic states z: finds z, and how it
 * moves where the other states y do. All follow from g and a factorisation of −g_z, which is
 * regular as the system is of index 1. An instance has workspaces and serves one thread.
 */
public final class Constraints {
  private static final int MOST_ITERATIONS = 500;
  private static final double SMALLEST_DAMPING = 0x1p-40;

  /** What rounding leaves of a sum, relative to the sizes of its terms. */
  private static final double ROUNDING = 0x1p-52;

  /** A correction so far below the tolerances is that of a solution. */
  private static final double CONVERGED = 1e-3;

  /** A correction within so many tolerances is what steps leave, no jump. */
  private static final double SMALL = 100;

  /** How far a guess at which g_z is singular is moved, relative to its size. */
  private static final double MOVE = 1e-2;

  private final SystemStructure structure;
  private final int[] algebraic;
  private final LinearisedRates equations;
  private final int[] block; // the entries of ∂g/∂y that are of g_z
  private final int[] others; // and those that are not
  private final double[] blockValues;
  private final SparseLu lu;
  private final double[] correction;
  private final double[] trial;
  private final double[] begun;
  private final double[] weight;
  private final double[] throughput;
  private ErrorScale scale;

  /** What came of a search. */
  public enum Search {
    /** The algebraic states were right but for what steps leave. */
    SMALL,
    /** They are right now, and were not. */
    LARGE,
    /** g_z is singular, or not finite. */
    SINGULAR,
    /** Newton's method has not come to a solution. */
    NONE
  }

  /** The constraints of a system. */
  public Constraints(OdeSystem system) {
    structure = system.structure();
    algebraic = structure.algebraic().values();
    int size = algebraic.length;
    equations = new LinearisedRates(system, size, rows(structure.stoichiometry(), algebraic));
    block = entries(true);
    others = entries(false);
    blockValues = new double[block.length];
    int[] all = new int[size];
    Arrays.setAll(all, k -> k);
    lu = new SparseLu(size, blockPattern(), all);
    correction = new double[size];
    trial = new double[size];
    begun = new double[size];
    weight = new double[size];
    throughput = new double[structure.states()];
    scale = new ErrorScale(system, Tolerances.defaults());
  }

  /** N without the rows of other states. */
  private static Stoichiometry rows(Stoichiometry all, int[] algebraic) {
    int rates = all.start().length - 1;
    int[] start = new int[algebraic.length == 0 ? 1 : rates + 1];
    int[] row = new int[all.size()];
    double[] coefficient = new double[all.size()];
    int size = 0;
    for (int r = 0; r + 1 < start.length; r++) {
      for (int e = all.start()[r]; e < all.start()[r + 1]; e++) {
        int k = Arrays.binarySearch(algebraic, all.state()[e]);
        if (k >= 0) {
          row[size] = k;
          coefficient[size++] = all.coefficient()[e];
        }
      }
      start[r + 1] = size;
    }
    return new Stoichiometry(
        new SparsePattern(start, Arrays.copyOf(row, size)), Arrays.copyOf(coefficient, size));
  }

  private int[] entries(boolean areAlgebraic) {
    int[] columns = statePattern().column();
    int[] result = new int[columns.length];
    int size = 0;
    for (int e = 0; e < columns.length; e++) {
      if (Arrays.binarySearch(algebraic, columns[e]) >= 0 == areAlgebraic) {
        result[size++] = e;
      }
    }
    return Arrays.copyOf(result, size);
  }

  private SparsePattern blockPattern() {
    SparsePattern pattern = statePattern();
    int[] start = new int[algebraic.length + 1];
    int[] column = new int[block.length];
    for (int b = 0; b < block.length; b++) {
      column[b] = Arrays.binarySearch(algebraic, pattern.column()[block[b]]);
    }
    int b = 0;
    for (int k = 0; k < algebraic.length; k++) {
      while (b < block.length && block[b] < pattern.start()[k + 1]) {
        b++;
      }
      start[k + 1] = b;
    }
    return new SparsePattern(start, column);
  }

  /** Whether all states have rates. */
  public boolean areNone() {
    return algebraic.length == 0;
  }

  /** The algebraic states, ascending; as all arrays given out here not to be written to. */
  public int[] algebraic() {
    return algebraic;
  }

  /** Sets to what is solved for, by what states have reached. */
  public void tolerances(ErrorScale errors) {
    scale = errors;
  }

  /**
   * Changes the algebraic states so that g = 0, by Newton's method. A step is shortened where the
   * next correction, with the same g_z, would not be smaller (Deuflhard's natural monotonicity
   * test); it ends where rounding keeps corrections from becoming smaller.
   *
   * @param at whose algebraic states are changed, or left where they were
   */
  public Search solve(Point at) {
    double[] y = at.state();
    copy(y, begun);
    Search search = iterate(at);
    if (search == Search.SINGULAR || search == Search.NONE) {
      for (int k = 0; k < algebraic.length; k++) {
        y[algebraic[k]] = begun[k];
      }
      return search;
    }
    double change = 0;
    for (int k = 0; k < algebraic.length; k++) {
      double moved = Math.abs(y[algebraic[k]] - begun[k]);
      change = moved == 0 ? change : Math.max(change, moved / tolerance(k, y[algebraic[k]]));
    }
    return change <= SMALL ? Search.SMALL : Search.LARGE;
  }

  private Search iterate(Point at) {
    double[] y = at.state();
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      boolean isRegular = linearise(at);
      if (!isRegular && i == 0 && move(y)) {
        isRegular = linearise(at);
      }
      if (!isRegular) {
        return Search.SINGULAR;
      }
      if (i > 0 && isRounding(y)) {
        return Search.SMALL;
      }
      copy(y, trial);
      double size = correct();
      if (size == 0 || (size <= CONVERGED && size > 0.5 * before)) {
        return Search.SMALL;
      }
      before = size;
      double damping = 1;
      while (!advance(at, damping, size)) {
        damping *= 0.5;
        if (damping < SMALLEST_DAMPING) {
          return size <= CONVERGED ? Search.SMALL : Search.NONE;
        }
      }
    }
    return Search.NONE;
  }

  /** Whether what is left of g is rounding of what it is a sum of. */
  private boolean isRounding(double[] y) {
    Throughput.of(structure, equations.rates(), equations.rateStates(), y, throughput);
    double[] g = equations.values();
    for (int k = 0; k < algebraic.length; k++) {
      if (!(Math.abs(g[k]) <= ROUNDING * throughput[algebraic[k]])) {
        return false;
      }
    }
    return true;
  }

  /** Moves a guess away from where g_z is singular, to either side of 0; no solution is moved. */
  private boolean move(double[] y) {
    boolean isSolved = true;
    double[] g = equations.values();
    for (int k = 0; k < algebraic.length; k++) {
      isSolved &= g[k] == 0;
      y[algebraic[k]] += MOVE * (1 + Math.abs(begun[k]));
    }
    return !isSolved;
  }

  /** −g_z⁻¹ g into correction; its largest part relative to the tolerances before and after it. */
  private double correct() {
    System.arraycopy(equations.values(), 0, correction, 0, algebraic.length);
    lu.solve(correction, 0);
    for (int k = 0; k < algebraic.length; k++) {
      double after = trial[k] + correction[k];
      weight[k] = 1 / tolerance(k, Math.max(Math.abs(trial[k]), Math.abs(after)));
    }
    return size(correction);
  }

  private double size(double[] change) {
    double largest = 0;
    for (int k = 0; k < algebraic.length; k++) {
      double ratio = change[k] == 0 ? 0 : Math.abs(change[k]) * weight[k];
      largest = ratio <= largest ? largest : ratio; // NaN stays
    }
    return largest;
  }

  private double tolerance(int k, double value) {
    return scale.tolerance(algebraic[k], value);
  }

  /** Goes a part of the correction; false where that leads away from a solution. */
  private boolean advance(Point at, double damping, double size) {
    double[] y = at.state();
    for (int k = 0; k < algebraic.length; k++) {
      y[algebraic[k]] = trial[k] + damping * correction[k];
    }
    equations.evaluate(at);
    double[] g = equations.values();
    lu.solve(g, 0);
    double next = size(g);
    if (next <= (1 - 0.25 * damping) * size) {
      return true;
    }
    if (size <= CONVERGED && Double.isFinite(next)) {
      return true; // rounding
    }
    for (int k = 0; k < algebraic.length; k++) {
      y[algebraic[k]] = trial[k];
    }
    return false;
  }

  private void copy(double[] y, double[] into) {
    for (int k = 0; k < algebraic.length; k++) {
      into[k] = y[algebraic[k]];
    }
  }

  /** Evaluates g and its derivatives by states and time; whether g_z is regular. */
  private boolean linearise(Point at) {
    return equations.linearise(at) && factorise();
  }

  /** As the integration does, with derivatives by constants besides. */
  public boolean differentiate(Point at) {
    return equations.differentiate(at) && factorise();
  }

  private boolean factorise() {
    double[] gy = equations.byStates();
    for (int b = 0; b < block.length; b++) {
      blockValues[b] = gy[block[b]];
    }
    return Finite.all(blockValues) && lu.factorise(blockValues, 0);
  }

  /**
   * Fills in how fast the algebraic states change, −g_z⁻¹ (g_y f + g_t).
   *
   * @param f dy/dt of the other states; becomes NaN in the rows of algebraic states where g_z is
   *     singular
   */
  void slope(Point at, double[] f) {
    boolean isRegular = linearise(at);
    SparsePattern pattern = statePattern();
    double[] gy = equations.byStates();
    double[] gt = equations.byTime();
    int e = 0;
    for (int k = 0; k < algebraic.length; k++) {
      double sum = gt[k];
      for (; e < others.length && others[e] < pattern.start()[k + 1]; e++) {
        sum += gy[others[e]] * f[pattern.column()[others[e]]];
      }
      correction[k] = sum;
    }
    if (isRegular) {
      lu.solve(correction, 0);
    }
    for (int k = 0; k < algebraic.length; k++) {
      f[algebraic[k]] = isRegular ? correction[k] : Double.NaN;
    }
  }

  /** The entries of {@link #stateValues} whose columns are not algebraic, ascending. */
  public int[] others() {
    return others;
  }

  /** The pattern of ∂g/∂y, by algebraic state; columns are states. */
  public SparsePattern statePattern() {
    return equations.statePattern();
  }

  public double[] stateValues() {
    return equations.byStates();
  }

  /** The pattern of ∂g/∂p, by algebraic state. */
  public SparsePattern constantPattern() {
    return equations.constantPattern();
  }

  public double[] constantValues() {
    return equations.byConstants();
  }

  /** ∂g/∂t. */
  public double[] timeValues() {
    return equations.byTime();
  }

  /** The factorisation of −g_z, its rows and columns numbered among the algebraic states. */
  public SparseLu lu() {
    return lu;
  }
}
