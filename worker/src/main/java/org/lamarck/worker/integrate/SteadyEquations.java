package org.lamarck.worker.integrate;

import java.util.Arrays;
import org.lamarck.worker.integrate.SystemStructure.Rows;
import org.lamarck.worker.integrate.SystemStructure.Stoichiometry;

/**
 * What holds in a steady state, F(y) = 0: of each state its rate is zero, or its algebraic equation
 * holds; but one state of each conservation law has the law in the place of its rate, Γ (y − b) =
 * 0, with b the states from which the steady state is reached. So F has a regular Jacobian A where
 * the steady state is isolated among those with the same totals. An instance has workspaces and
 * serves one thread.
 */
public final class SteadyEquations {
  private final OdeSystem system;
  private final int states;
  private final ConservationLaws laws;
  private final int[] lawOf; // of a state, −1 for none
  private final Assembly residual;
  private final Assembly byState;
  private final Assembly byConstant;
  private final Rows pattern;
  private final int[] source; // of each entry of A: of J, or −1 − an entry of Γ
  private final SparseLu lu;
  private final DerivativeRepair repair;
  private final double[] v;
  private final double[] vy;
  private final double[] vp;
  private final double[] vt;
  private final double[] f;
  private final double[] jacobian;
  private final double[] constantJacobian;
  private final double[] matrix;

  /** The equations of a system. */
  public SteadyEquations(OdeSystem system) {
    this.system = system;
    SystemStructure structure = system.structure();
    this.states = structure.states();
    this.laws = ConservationLaws.of(structure);
    this.lawOf = new int[states];
    Arrays.fill(lawOf, -1);
    for (int k = 0; k < laws.size(); k++) {
      lawOf[laws.state(k)] = k;
    }
    Stoichiometry n = structure.stoichiometry();
    int[] rates = new int[structure.rates()];
    Arrays.setAll(rates, r -> r);
    this.residual = Assembly.vector(states, n, rates);
    this.byState = Assembly.matrix(states, n, structure.rateStates());
    this.byConstant = Assembly.matrix(states, n, structure.rateConstants());
    int[] start = new int[states + 1];
    int entries = 0;
    for (int i = 0; i < states; i++) {
      Rows rows = lawOf[i] < 0 ? byState.pattern() : laws.pattern();
      int row = lawOf[i] < 0 ? i : lawOf[i];
      entries += rows.start()[row + 1] - rows.start()[row];
      start[i + 1] = entries;
    }
    int[] column = new int[entries];
    this.source = new int[entries];
    for (int i = 0; i < states; i++) {
      Rows rows = lawOf[i] < 0 ? byState.pattern() : laws.pattern();
      int row = lawOf[i] < 0 ? i : lawOf[i];
      for (int e = 0; e < start[i + 1] - start[i]; e++) {
        int from = rows.start()[row] + e;
        column[start[i] + e] = rows.column()[from];
        source[start[i] + e] = lawOf[i] < 0 ? from : -1 - from;
      }
    }
    this.pattern = new Rows(start, column);
    int[] all = new int[states];
    Arrays.setAll(all, i -> i);
    this.lu = new SparseLu(states, pattern, all);
    this.repair = new DerivativeRepair(system);
    this.v = new double[structure.rates()];
    this.vy = new double[structure.rateStates().size()];
    this.vp = new double[structure.rateConstants().size()];
    this.vt = new double[structure.timedRates().size()];
    this.f = new double[states];
    this.jacobian = new double[byState.pattern().size()];
    this.constantJacobian = new double[byConstant.pattern().size()];
    this.matrix = new double[entries];
  }

  /** dy/dt, and what algebraic equations leave; a workspace of this. */
  double[] rates(double t, double[] y, double[] p) {
    system.rates(t, y, p, v);
    residual.assemble(v, f);
    return f;
  }

  /** Puts conservation laws in their places in rates. */
  void conserve(double[] rates, double[] y, double[] base) {
    for (int k = 0; k < laws.size(); k++) {
      rates[laws.state(k)] = laws.difference(k, y, base);
    }
  }

  /** Evaluates dy/dt and A; whether A is regular. */
  boolean linearise(double t, double[] y, double[] p) {
    system.stateDerivatives(t, y, p, v, vy, vt);
    return finish(t, y, p);
  }

  /** Evaluates A, and the derivatives by constants besides; whether A is regular. */
  public boolean differentiate(double t, double[] y, double[] p) {
    system.firstDerivatives(t, y, p, v, vy, vp, vt);
    if (!DerivativeRepair.isFinite(vp)) {
      repair.repairConstants(t, y, p, v, vp);
    }
    byConstant.assemble(vp, constantJacobian);
    return finish(t, y, p);
  }

  private boolean finish(double t, double[] y, double[] p) {
    residual.assemble(v, f);
    if (!DerivativeRepair.isFinite(f)) {
      return false;
    }
    if (!DerivativeRepair.isFinite(vy)) {
      repair.repairStates(t, y, p, v, vy, vt);
    }
    byState.assemble(vy, jacobian);
    for (int e = 0; e < matrix.length; e++) {
      matrix[e] = source[e] < 0 ? laws.coefficients()[-1 - source[e]] : jacobian[source[e]];
    }
    return DerivativeRepair.isFinite(matrix) && lu.factorise(matrix, 0);
  }

  /** x ← −A⁻¹ x. */
  public void solve(double[] x) {
    lu.solve(x, 0);
  }

  /** x ← −A⁻ᵀ x. */
  public void solveTransposed(double[] x) {
    lu.solveTransposed(x, 0);
  }

  /** dy/dt after {@link #linearise}. */
  double[] rates() {
    return f;
  }

  /** The law in the place of a state's rate; −1 when there is none. */
  public int law(int state) {
    return lawOf[state];
  }

  /** Adds Γ x of a law, for x the rows of a matrix of this width, to a row. */
  public void addLaw(int law, double[] x, int width, double[] row) {
    Rows rows = laws.pattern();
    for (int e = rows.start()[law]; e < rows.start()[law + 1]; e++) {
      int from = rows.column()[e] * width;
      for (int j = 0; j < width; j++) {
        row[j] += laws.coefficients()[e] * x[from + j];
      }
    }
  }

  /** Adds Γᵀ of a law times a factor. */
  public void addLawTransposed(int law, double factor, double[] x) {
    Rows rows = laws.pattern();
    for (int e = rows.start()[law]; e < rows.start()[law + 1]; e++) {
      x[rows.column()[e]] += factor * laws.coefficients()[e];
    }
  }

  /** The pattern of ∂f/∂p, by state. */
  public Rows constantPattern() {
    return byConstant.pattern();
  }

  /** ∂f/∂p after {@link #differentiate}, in the order of its pattern; not to be written to. */
  public double[] constantValues() {
    return constantJacobian;
  }
}
