package org.lamarck.worker.system;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * Some rows of N v with their first derivatives at a point, as equations F(t, y, p) = 0 are solved
 * by. Derivatives that are not finite where the rates are become differences. An instance has
 * workspaces and serves one thread; arrays given out are its own, not to be written to.
 */
public final class LinearisedRates {
  private final OdeSystem system;
  private final DerivativeRepair repair;
  private final Assembly value;
  private final Assembly byState;
  private final Assembly byConstant;
  private final Assembly byTime;
  private final double[] v;
  private final double[] vy;
  private final double[] vp;
  private final double[] vt;
  private final double[] f;
  private final double[] fy;
  private final double[] fp;
  private final double[] ft;

  /**
   * Rows.
   *
   * @param rows how many; with none of them nothing is ever evaluated
   * @param stoichiometry of these rows
   */
  public LinearisedRates(OdeSystem system, int rows, Stoichiometry stoichiometry) {
    this.system = system;
    this.repair = new DerivativeRepair(system);
    SystemStructure structure = system.structure();
    SparsePattern none = new SparsePattern(new int[1], new int[0]);
    int[] rates = new int[rows == 0 ? 0 : structure.rates()];
    Arrays.setAll(rates, r -> r);
    int[] timed = rows == 0 ? rates : structure.timedRates().values();
    SparsePattern states = rows == 0 ? none : structure.rateStates();
    SparsePattern constants = rows == 0 ? none : structure.rateConstants();
    this.value = Assembly.vector(rows, stoichiometry, rates);
    this.byState = Assembly.matrix(rows, stoichiometry, states);
    this.byConstant = Assembly.matrix(rows, stoichiometry, constants);
    this.byTime = Assembly.vector(rows, stoichiometry, timed);
    this.v = new double[rates.length];
    this.vy = new double[states.size()];
    this.vp = new double[constants.size()];
    this.vt = new double[timed.length];
    this.f = new double[rows];
    this.fy = new double[byState.pattern().size()];
    this.fp = new double[byConstant.pattern().size()];
    this.ft = new double[rows];
  }

  /** Evaluates F alone. */
  public void evaluate(Point at) {
    system.rates(at.time(), at.state(), at.constants(), v);
    value.assemble(v, f);
  }

  /** Evaluates F with its derivatives by states and time; whether F is finite. */
  public boolean linearise(Point at) {
    evaluateRates(at);
    return assemble(at);
  }

  /** Evaluates F with all derivatives; whether F is finite. */
  public boolean differentiate(Point at) {
    double[] y = at.state();
    double[] p = at.constants();
    system.firstDerivatives(at.time(), y, p, v, vy, vp, vt);
    if (!Finite.all(vp)) {
      repair.repairConstants(at.time(), y, p, v, vp);
    }
    byConstant.assemble(vp, fp);
    return assemble(at);
  }

  private boolean assemble(Point at) {
    value.assemble(v, f);
    if (!Finite.all(f)) {
      return false;
    }
    if (!Finite.all(vy) || !Finite.all(vt)) {
      repair.repairStates(at.time(), at.state(), at.constants(), v, vy, vt);
    }
    byState.assemble(vy, fy);
    byTime.assemble(vt, ft);
    return true;
  }

  /** Evaluates F and the derivatives of rates as they are, for {@link #rateStates}. */
  public void evaluateWithRates(Point at) {
    evaluateRates(at);
    value.assemble(v, f);
  }

  private void evaluateRates(Point at) {
    system.stateDerivatives(at.time(), at.state(), at.constants(), v, vy, vt);
  }

  /** F. */
  public double[] values() {
    return f;
  }

  /** The pattern of ∂F/∂y, by row; columns are states. */
  public SparsePattern statePattern() {
    return byState.pattern();
  }

  /** ∂F/∂y in the order of its pattern. */
  public double[] byStates() {
    return fy;
  }

  /** The pattern of ∂F/∂p, by row. */
  public SparsePattern constantPattern() {
    return byConstant.pattern();
  }

  /** ∂F/∂p in the order of its pattern, after {@link #differentiate}. */
  public double[] byConstants() {
    return fp;
  }

  /** ∂F/∂t. */
  public double[] byTime() {
    return ft;
  }

  /** v where it was evaluated last. */
  public double[] rates() {
    return v;
  }

  /** ∂v/∂y where it was evaluated last, in the order of {@link SystemStructure#rateStates}. */
  public double[] rateStates() {
    return vy;
  }
}
