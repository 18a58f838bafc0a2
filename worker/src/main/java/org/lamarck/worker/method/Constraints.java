package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.DerivativeRepair;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

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

  private final OdeSystem system;
  private final int[] algebraic;
  private final Assembly residual;
  private final Assembly byState;
  private final Assembly byConstant;
  private final Assembly byTime;
  private final int[] block; // the entries of byState that are of g_z
  private final int[] others; // and those that are not
  private final double[] blockValues;
  private final SparseLu lu;
  private final DerivativeRepair repair;
  private final double[] v;
  private final double[] vy;
  private final double[] vp;
  private final double[] vt;
  private final double[] g;
  private final double[] gy;
  private final double[] gp;
  private final double[] gt;
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
    this.system = system;
    SystemStructure structure = system.structure();
    algebraic = structure.algebraic().values();
    int size = algebraic.length;
    Stoichiometry rows = rows(structure.stoichiometry(), algebraic);
    int[] rates = new int[size == 0 ? 0 : structure.rates()];
    Arrays.setAll(rates, r -> r);
    int[] timed = size == 0 ? rates : structure.timedRates().values();
    residual = Assembly.vector(size, rows, rates);
    byTime = Assembly.vector(size, rows, timed);
    SparsePattern none = new SparsePattern(new int[1], new int[0]);
    byState = Assembly.matrix(size, rows, size == 0 ? none : structure.rateStates());
    byConstant = Assembly.matrix(size, rows, size == 0 ? none : structure.rateConstants());
    int[] columns = byState.pattern().column();
    block = entries(columns, true);
    others = entries(columns, false);
    blockValues = new double[block.length];
    int[] all = new int[size];
    Arrays.setAll(all, k -> k);
    lu = new SparseLu(size, blockPattern(), all);
    repair = new DerivativeRepair(system);
    v = new double[rates.length];
    vy = new double[size == 0 ? 0 : structure.rateStates().size()];
    vp = new double[size == 0 ? 0 : structure.rateConstants().size()];
    vt = new double[timed.length];
    g = new double[size];
    gy = new double[columns.length];
    gp = new double[byConstant.pattern().size()];
    gt = new double[size];
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

  private int[] entries(int[] columns, boolean areAlgebraic) {
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
    SparsePattern pattern = byState.pattern();
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
   * @param y the states; the algebraic ones of it are changed, or left where they were
   */
  public Search solve(double t, double[] y, double[] p) {
    copy(y, begun);
    Search search = iterate(t, y, p);
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

  private Search iterate(double t, double[] y, double[] p) {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      boolean isRegular = linearise(t, y, p);
      if (!isRegular && i == 0 && move(y)) {
        isRegular = linearise(t, y, p);
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
      while (!advance(t, y, p, damping, size)) {
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
    Throughput.of(system.structure(), v, vy, y, throughput);
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
    for (int k = 0; k < algebraic.length; k++) {
      isSolved &= g[k] == 0;
      y[algebraic[k]] += MOVE * (1 + Math.abs(begun[k]));
    }
    return !isSolved;
  }

  /** −g_z⁻¹ g into correction; its largest part relative to the tolerances before and after it. */
  private double correct() {
    System.arraycopy(g, 0, correction, 0, g.length);
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
  private boolean advance(double t, double[] y, double[] p, double damping, double size) {
    for (int k = 0; k < algebraic.length; k++) {
      y[algebraic[k]] = trial[k] + damping * correction[k];
    }
    system.rates(t, y, p, v);
    residual.assemble(v, g);
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
  boolean linearise(double t, double[] y, double[] p) {
    system.stateDerivatives(t, y, p, v, vy, vt);
    return finish(t, y, p);
  }

  /** As the integration does, with derivatives by constants besides. */
  public boolean differentiate(double t, double[] y, double[] p) {
    system.firstDerivatives(t, y, p, v, vy, vp, vt);
    if (!Finite.all(vp)) {
      repair.repairConstants(t, y, p, v, vp);
    }
    byConstant.assemble(vp, gp);
    return finish(t, y, p);
  }

  private boolean finish(double t, double[] y, double[] p) {
    residual.assemble(v, g);
    if (!Finite.all(g)) {
      return false;
    }
    if (!Finite.all(vy) || !Finite.all(vt)) {
      repair.repairStates(t, y, p, v, vy, vt);
    }
    byState.assemble(vy, gy);
    byTime.assemble(vt, gt);
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
  void slope(double t, double[] y, double[] p, double[] f) {
    boolean isRegular = linearise(t, y, p);
    SparsePattern pattern = byState.pattern();
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
    return byState.pattern();
  }

  public double[] stateValues() {
    return gy;
  }

  /** The pattern of ∂g/∂p, by algebraic state. */
  public SparsePattern constantPattern() {
    return byConstant.pattern();
  }

  public double[] constantValues() {
    return gp;
  }

  /** ∂g/∂t. */
  public double[] timeValues() {
    return gt;
  }

  /** The factorisation of −g_z, its rows and columns numbered among the algebraic states. */
  public SparseLu lu() {
    return lu;
  }
}
