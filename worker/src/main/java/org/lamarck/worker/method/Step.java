package org.lamarck.worker.method;

import static org.lamarck.worker.method.Rodas5PTableau.C;
import static org.lamarck.worker.method.Rodas5PTableau.D;
import static org.lamarck.worker.method.Rodas5PTableau.GAMMA;
import static org.lamarck.worker.method.Rodas5PTableau.STAGES;

import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.DerivativeRepair;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.StepPatterns;
import org.lamarck.worker.system.SystemStructure;

/**
 * One step from (t, y) to (t + h, y₁), and all that its derivatives need: the stages U, the
 * derivatives of the rates at each stage, and for Rodas5P the factorisation of W.
 *
 * <p>{@link #use} chooses the scheme, {@link #linearise} comes next, once for each (t, y), then
 * {@link #attempt} for each h that is tried. Symbols are those of {@link Rodas5PTableau} and {@link
 * Tsit5Tableau}.
 */
public final class Step {
  /** Whose derivatives are evaluated at each stage. */
  public enum Derivatives {
    /** None: simulation. */
    NONE,
    /** With respect to states and constants, for tangents. */
    FIRST
  }

  private final OdeSystem system;
  private final Derivatives derivatives;
  private final int states;
  private final Assembly rightHandSide;
  private final Assembly stateJacobian;
  private final Assembly timeDerivative;
  private final SparseLu lu;
  private final Lags lags;
  private final Constraints constraints;
  private final int[] algebraic;

  private double[] p = {};
  private double t;
  private double h;
  private double earliest = Double.NEGATIVE_INFINITY;
  private double latest = Double.POSITIVE_INFINITY;

  private final double[] y;
  private final double[] next;
  private final double[] stageState;
  private final double[] u; // U_i after one another
  private final double[] v;
  private final double[][] vy = new double[STAGES][];
  private final double[][] vp = new double[STAGES][];
  private final double[] vt;
  private final double[] f; // at (t, y)
  private final double[] ft;
  private final double[] jacobian;
  private final double[] w = new double[STAGES];
  private final double[] work;
  private final NonnegativeStates inside;
  private final double[] residuals;
  private final DerivativeRepair repair;
  private final Tsit5Stages explicit;
  private Scheme scheme = Scheme.RODAS5P;
  private boolean isContinued;

  /** A step of {@code system}. */
  public Step(OdeSystem system, Derivatives derivatives) {
    this.system = system;
    SystemStructure structure = system.structure();
    this.derivatives = derivatives;
    this.lags = new Lags(system);
    this.constraints = new Constraints(system);
    this.algebraic = structure.algebraic().values();
    this.states = structure.states();
    StepPatterns patterns = system.patterns();
    this.rightHandSide = patterns.rightHandSide();
    this.stateJacobian = patterns.stateJacobian();
    this.timeDerivative = patterns.timeDerivative();
    this.lu = new SparseLu(patterns.elimination());
    this.y = new double[states];
    this.next = new double[states];
    this.stageState = new double[states];
    this.u = new double[STAGES * states];
    this.v = new double[structure.rates()];
    for (int i = 0; i < STAGES; i++) {
      boolean kept = i == 0 || derivatives == Derivatives.FIRST;
      this.vy[i] = kept ? new double[structure.rateStates().size()] : vy[0];
      this.vp[i] = kept ? new double[structure.rateConstants().size()] : vp[0];
    }
    this.vt = new double[structure.timedRates().size()];
    this.f = new double[states];
    this.ft = new double[states];
    this.jacobian = new double[stateJacobian.pattern().size()];
    this.work = new double[states];
    this.inside = new NonnegativeStates(states);
    this.residuals = new double[algebraic.length];
    this.repair = new DerivativeRepair(system);
    this.explicit = new Tsit5Stages(states, this::evaluate, work);
  }

  /** Chooses the scheme, before {@link #linearise}. */
  public void use(Scheme chosen) {
    scheme = chosen;
  }

  public Scheme scheme() {
    return scheme;
  }

  /** Sets the constants, which are read until they are set again. */
  public void constants(double[] p) {
    this.p = p;
  }

  public double[] constants() {
    return p;
  }

  /** States with 0 in the place of what is negative by rounding. */
  public NonnegativeStates inside() {
    return inside;
  }

  /** Limits the times at which the right-hand side is evaluated. */
  public void within(double earliest, double latest) {
    this.earliest = earliest;
    this.latest = latest;
  }

  /**
   * Moves to (t, y) and evaluates f there, and what else the scheme needs: J and ∂f/∂t.
   *
   * @param state copied from {@code offset} on
   * @return whether they are finite
   */
  public boolean linearise(double time, double[] state, int offset) {
    t = time;
    System.arraycopy(state, offset, y, 0, states);
    isContinued = false;
    inside.begin();
    return scheme == Scheme.TSIT5 ? evaluateStart() : linearise();
  }

  /** f at (t, y), and with FIRST the derivatives of the rates and J. */
  private boolean evaluateStart() {
    evaluate(0, y);
    System.arraycopy(work, 0, f, 0, states);
    if (derivatives == Derivatives.FIRST) {
      stateJacobian.assemble(vy[0], jacobian);
      return Finite.all(f) && Finite.all(jacobian);
    }
    return Finite.all(f);
  }

  /**
   * Whether the next step can {@link #goOn} from the end of this one: the last stage of Tsit5 was
   * there. Not when anything has changed since.
   */
  public boolean isEndKnown() {
    return scheme == Scheme.TSIT5 && explicit.isEndKnown();
  }

  /** Moves to the end of this step, where the rates and their derivatives are known. */
  public void continueFromEnd(double time) {
    t = time;
    System.arraycopy(next, 0, y, 0, states);
    System.arraycopy(explicit.slopeAtEnd(), 0, f, 0, states);
    exchangeEnds();
    isContinued = true;
    inside.begin();
  }

  /** Evaluates J at the start of an explicit step, where it is; whether it is finite. */
  public boolean evaluateJacobian() {
    double at = time(0.0, 0.0);
    if (derivatives == Derivatives.NONE) {
      system.stateDerivatives(at, y, p, v, vy[0], vt);
      repair(0, at, y);
    }
    stateJacobian.assemble(vy[0], jacobian);
    return Finite.all(jacobian);
  }

  /** Exchanges the derivatives at the first stage for those at the last. */
  private void exchangeEnds() {
    int last = scheme.stages() - 1;
    double[] states = vy[0];
    vy[0] = vy[last];
    vy[last] = states;
    double[] constants = vp[0];
    vp[0] = vp[last];
    vp[last] = constants;
  }

  /**
   * Whether this step goes on from the one before, of the same scheme: its first stage is the last
   * one of that.
   */
  public boolean isContinued() {
    return isContinued;
  }

  private boolean linearise() {
    if (!evaluateLinear()) {
      return false;
    }
    stateJacobian.assemble(vy[0], jacobian);
    timeDerivative.assemble(vt, ft);
    return Finite.all(ft) && Finite.all(jacobian);
  }

  /** f and the derivatives of the rates at (t, y); whether f is finite. */
  private boolean evaluateLinear() {
    double at = time(0.0, 0.0);
    lags.beginAt(t);
    differentiate(at, y);
    double[] where = y;
    if (!Finite.all(f) && inside.move(y, y)) {
      where = inside.state();
      differentiate(at, where);
    }
    lags.linearised(lags.areNone() || constraints.areNone() ? f : flow(at, where));
    if (!Finite.all(f)) {
      return false;
    }
    repair(0, at, where);
    return true;
  }

  /** f with the slopes of algebraic states. */
  private double[] flow(double at, double[] where) {
    double[] flow = f.clone();
    constraints.slope(at, where, p, flow);
    return flow;
  }

  /** v, its derivatives and f at the start of the step. */
  private void differentiate(double at, double[] state) {
    lags.prepare(at, state, p);
    if (derivatives == Derivatives.FIRST) {
      system.firstDerivatives(at, state, p, v, vy[0], vp[0], vt);
    } else {
      system.stateDerivatives(at, state, p, v, vy[0], vt);
    }
    rightHandSide.assemble(v, f);
  }

  /** Replaces derivatives at a stage that are not finite though the rates are. */
  private void repair(int i, double at, double[] state) {
    if (!Finite.all(vy[i]) || !Finite.all(vt)) {
      repair.repairStates(at, state, p, v, vy[i], vt);
    }
    if (derivatives == Derivatives.FIRST && !Finite.all(vp[i])) {
      repair.repairConstants(at, state, p, v, vp[i]);
    }
  }

  /**
   * Computes the stages and y₁ for a step of size h.
   *
   * @return false when a matrix is singular
   */
  public boolean attempt(double size) {
    h = size;
    if (scheme == Scheme.TSIT5) {
      explicit.attempt(h, y, f, u, next);
      return true;
    }
    if (!factorise(size)) {
      return false;
    }
    for (int i = 0; i < STAGES; i++) {
      if (i == 0) {
        System.arraycopy(f, 0, u, 0, states);
        System.arraycopy(y, 0, stageState, 0, states);
      } else {
        stageState(i);
        evaluate(i, stageState);
        for (int j = 0; j < i; j++) {
          w[j] = C[i][j] / h;
        }
        combineStages(i);
      }
      double factor = h * D[i];
      if (factor != 0 && vt.length > 0) {
        for (int s = 0; s < states; s++) {
          u[i * states + s] += factor * ft[s];
        }
      }
      lu.solve(u, i * states);
    }
    addLast(stageState, next, STAGES - 1);
    return true;
  }

  /** U_i ← work + M Σ_j w_j U_j. */
  private void combineStages(int i) {
    for (int k = 0; k < algebraic.length; k++) {
      residuals[k] = work[algebraic[k]];
    }
    StageCombination.of(work, work, w, u, i, states);
    System.arraycopy(work, 0, u, i * states, states);
    for (int k = 0; k < algebraic.length; k++) {
      u[i * states + algebraic[k]] = residuals[k];
    }
  }

  /** Factorises W = M/(hγ) − J for the present J; false when it is singular. */
  public boolean factorise(double size) {
    h = size;
    return lu.factorise(jacobian, 1 / (h * GAMMA));
  }

  /**
   * Becomes a step that was taken before, and evaluates the derivatives of the rates at all its
   * stages; for {@link Derivatives#FIRST} only.
   *
   * @param block y and the increments U, from {@code offset} on
   * @param isFactorised whether {@link #lu} is that of the step: J is not assembled then
   * @return whether all is finite and W regular, as it was when the step was taken
   */
  boolean restore(double time, double size, double[] block, int offset, boolean isFactorised) {
    if (scheme == Scheme.TSIT5) {
      return restoreExplicit(time, size, block, offset, true);
    }
    if (!(isFactorised
        ? relinearise(time, size, block, offset)
        : linearise(time, block, offset) && factorise(size))) {
      return false;
    }
    System.arraycopy(block, offset + states, u, 0, STAGES * states);
    for (int i = 1; i < STAGES; i++) {
      if (i == 1) {
        System.arraycopy(y, 0, stageState, 0, states);
      }
      stageState(i);
      evaluateRates(i, stageState);
    }
    return true;
  }

  /** {@link #linearise} with a size that W is factorised for already. */
  private boolean relinearise(double time, double size, double[] state, int offset) {
    t = time;
    h = size;
    System.arraycopy(state, offset, y, 0, states);
    isContinued = false;
    return evaluateLinear();
  }

  /**
   * {@link #restore} of an explicit step that the present one {@linkplain #isContinued goes on}
   * from: derivatives at its last stage are those at the first stage of the present step.
   */
  boolean restoreBefore(double time, double size, double[] block, int offset) {
    exchangeEnds();
    return restoreExplicit(time, size, block, offset, false);
  }

  private boolean restoreExplicit(
      double time, double size, double[] block, int offset, boolean withLast) {
    if (!linearise(time, block, offset)) {
      return false;
    }
    h = size;
    int count = scheme.stages();
    System.arraycopy(block, offset + states, u, 0, count * states);
    for (int i = 1; i < (withLast ? count : count - 1); i++) {
      evaluateRates(i, explicit.state(i, y, u));
    }
    return true;
  }

  /** Y_i into stageState; the last rows of a differ by the last stage only. */
  private void stageState(int i) {
    if (i >= STAGES - 2) {
      addLast(stageState, stageState, i - 1);
    } else {
      StageCombination.of(stageState, y, Rodas5PTableau.A[i], u, i, states);
    }
  }

  private void addLast(double[] before, double[] out, int stage) {
    for (int s = 0; s < states; s++) {
      out[s] = before[s] + u[stage * states + s];
    }
  }

  /**
   * f(Y_i) into work, and with FIRST the derivatives of the rates there.
   *
   * @return whether it is f at this state itself
   */
  private boolean evaluate(int i, double[] state) {
    boolean isThere = evaluateRates(i, state);
    rightHandSide.assemble(v, work);
    return isThere;
  }

  /** The rates at a stage and with FIRST their derivatives; whether at this state itself. */
  private boolean evaluateRates(int i, double[] state) {
    double at = time(scheme.node(i), h);
    evaluateRates(i, at, state);
    if (!Finite.all(v) && inside.move(state, y)) {
      evaluateRates(i, at, inside.state());
      return false;
    }
    return true;
  }

  private void evaluateRates(int i, double at, double[] state) {
    lags.prepare(at, state, p);
    if (derivatives == Derivatives.FIRST) {
      system.firstDerivatives(at, state, p, v, vy[i], vp[i], vt);
      repair(i, at, state);
    } else {
      system.rates(at, state, p, v);
    }
  }

  /**
   * The state at t + θh by dense output.
   *
   * @param out written from {@code offset} on
   */
  public void interpolate(double theta, double[] out, int offset) {
    scheme.denseWeights(theta, w);
    StageCombination.of(work, y, w, u, scheme.stages(), states);
    System.arraycopy(work, 0, out, offset, states);
  }

  /**
   * An estimate of the largest error of the dense output within the step, written to {@code out}.
   *
   * <p>That error, e(θ), vanishes at both ends of the step, and its slope at θ = 1 is h f(y₁) less
   * the slope of the interpolant. A cubic e with equal slopes at both ends, θ(1 − θ)(1 − 2θ) times
   * slope, and a parabola bound what is between: at most a quarter of the slope. Stiff components
   * of f(y₁) are damped by (I − hγJ)⁻¹, as Shampine does for error estimates. The error of
   * algebraic states follows from that of the others and from what the interpolant leaves of the
   * algebraic equations at a quarter of the step.
   *
   * <p>That of Tsit5 is bounded by the error estimate of the step, see {@link Tsit5Tableau}.
   */
  public void interpolationError(double[] out) {
    if (scheme == Scheme.TSIT5) {
      System.arraycopy(u, (STAGES - 1) * states, out, 0, states);
      return;
    }
    rightHandSide(t + h, next, out);
    Rodas5PTableau.slopeWeightsAtEnd(w);
    double scale = 0.25 / (h * GAMMA);
    for (int s = 0; s < states; s++) {
      double slope = 0;
      for (int j = 0; j < STAGES; j++) {
        slope += w[j] * u[j * states + s];
      }
      out[s] = scale * (h * out[s] - slope);
    }
    if (algebraic.length > 0) {
      interpolate(0.25, stageState, 0);
      rightHandSide(t + 0.25 * h, stageState, work);
      for (int row : algebraic) {
        out[row] = -work[row];
      }
    }
    lu.solve(out, 0);
  }

  /** dy/dt of all states, algebraic ones too, at any (time, state) into {@code out}. */
  public void flow(double time, double[] state, double[] out) {
    rightHandSide(time, state, out);
    if (algebraic.length > 0) {
      constraints.slope(inLimits(time), state, p, out);
    }
  }

  /** The time at which the right-hand side is evaluated for a time. */
  public double inLimits(double time) {
    return Math.min(Math.max(time, earliest), latest);
  }

  /** f at any (time, state) into {@code out}; the step is not changed. */
  public void rightHandSide(double time, double[] state, double[] out) {
    double at = inLimits(time);
    lags.prepare(at, state, p);
    system.rates(at, state, p, v);
    rightHandSide.assemble(v, out);
  }

  /** The time at which stage {@code i} is evaluated. */
  public double stageTime(int i) {
    return time(scheme.node(i), h);
  }

  private double time(double alpha, double size) {
    return inLimits(t + alpha * size);
  }

  /** The earliest time at which the right-hand side is evaluated. */
  public double earliest() {
    return earliest;
  }

  /** The latest time at which the right-hand side is evaluated. */
  public double latest() {
    return latest;
  }

  /** What states were at earlier times. */
  public Lags lags() {
    return lags;
  }

  /** What algebraic states are subject to. */
  public Constraints constraints() {
    return constraints;
  }

  public OdeSystem system() {
    return system;
  }

  public double start() {
    return t;
  }

  /** The time at which the right-hand side is evaluated for the start. */
  public double startTime() {
    return time(0.0, 0.0);
  }

  public double size() {
    return h;
  }

  /** y; as all arrays given out here it is the step's own, and nobody else writes to it. */
  public double[] state() {
    return y;
  }

  /** f(t, y): dy/dt, and what is left of the equations of algebraic states. */
  public double[] slope() {
    return f;
  }

  /** y₁. */
  public double[] next() {
    return next;
  }

  /**
   * The increments U after one another, each of n numbers. The eighth is the error estimate: of
   * Rodas5P it is U_8, of Tsit5 it follows the seven.
   */
  public double[] stages() {
    return u;
  }

  /**
   * h times an estimate of the largest eigenvalue of J, for Tsit5 only.
   *
   * @param scale by state, what it is compared with
   */
  public double stiffness(double[] scale) {
    return explicit.stiffness(u, next, scale);
  }

  /** J(t, y) in the order of {@link #stateJacobian}. */
  public double[] jacobian() {
    return jacobian;
  }

  /** ∂v/∂y at stage {@code i}. */
  public double[] rateStates(int i) {
    return vy[i];
  }

  /** ∂v/∂p at stage {@code i}. */
  public double[] rateConstants(int i) {
    return vp[i];
  }

  /** ∂v/∂p at stage {@code i}, for who changes it. */
  public void copyRateConstants(int i, double[] into) {
    System.arraycopy(vp[i], 0, into, 0, into.length);
  }

  /** How J comes of ∂v/∂y. */
  public Assembly stateJacobian() {
    return stateJacobian;
  }

  /** The factorisation of W. */
  public SparseLu lu() {
    return lu;
  }
}
