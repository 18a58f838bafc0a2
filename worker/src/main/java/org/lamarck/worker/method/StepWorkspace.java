package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.StageCombination;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.StepPatterns;

/**
 * The arrays in which {@link Stepper}s make steps. They belong to one {@link Step}, and the stepper
 * of the present method writes to them; nobody else is given them.
 */
public final class StepWorkspace {
  private static final int[] NONE = {};

  private final OdeSystem system;
  private final StageRates rates;
  private final Lags lags;
  private final Constraints constraints;
  private final StepPatterns patterns;
  private final SparseLu lu;
  private final int states;
  private final double[] y;
  private final double[] next;
  private final double[] f; // at (t, y)
  private final double[] jacobian;
  private final double[] work;
  private final double[] twice;
  private final Point point = new Point(0); // where rates are evaluated
  private double[] u = {}; // U_i after one another
  private double[] kept = {};
  private boolean isWritten;
  private double t;
  private double h;
  private Method method;

  StepWorkspace(
      OdeSystem system, StageRates rates, Lags lags, Constraints constraints, Method method) {
    this.system = system;
    this.rates = rates;
    this.lags = lags;
    this.constraints = constraints;
    this.patterns = system.patterns();
    this.lu = new SparseLu(patterns.elimination());
    this.states = system.structure().states();
    this.y = new double[states];
    this.next = new double[states];
    this.f = new double[states];
    this.jacobian = new double[patterns.stateJacobian().pattern().size()];
    this.work = new double[states];
    this.twice = new double[states];
    this.method = method;
  }

  /** Makes place for the increments of a method. */
  void use(Method chosen) {
    method = chosen;
    int stages = chosen.denseStages();
    if (u.length < stages * states) {
      u = Arrays.copyOf(u, stages * states);
    }
    rates.require(stages);
  }

  void time(double time) {
    t = time;
  }

  void size(double size) {
    h = size;
  }

  /** How f, J and W come of the rates. */
  public StepPatterns patterns() {
    return patterns;
  }

  public OdeSystem system() {
    return system;
  }

  public Lags lags() {
    return lags;
  }

  public Constraints constraints() {
    return constraints;
  }

  /**
   * Whether the step was made by code that writes it out, which keeps numbers for its transpose.
   */
  public boolean isWritten() {
    return isWritten;
  }

  /** Notes whether it was. */
  public void written(boolean isSo) {
    isWritten = isSo;
  }

  /** Makes place for so many numbers of a step that is written out. */
  public double[] keep(int count) {
    kept = kept.length == count ? kept : new double[count];
    return kept;
  }

  /** The numbers of a step that is written out. */
  public double[] kept() {
    return kept;
  }

  /** Whether rates of the present step are those of states that were moved inside. */
  public boolean isMoved() {
    return rates.inside().move() != NonnegativeStates.Move.NONE;
  }

  /** Whether derivatives of the rates are evaluated at each stage. */
  public boolean isDifferentiated() {
    return rates.isDifferentiated();
  }

  /** t. */
  public double time() {
    return t;
  }

  /** h. */
  public double size() {
    return h;
  }

  /** n. */
  public int states() {
    return states;
  }

  /** The constants. */
  public double[] constants() {
    return rates.constants();
  }

  /** y. */
  public double[] state() {
    return y;
  }

  /** f(t, y). */
  public double[] slope() {
    return f;
  }

  /** y₁. */
  public double[] next() {
    return next;
  }

  /** U, one after another. */
  public double[] stages() {
    return u;
  }

  /** J(t, y). */
  public double[] jacobian() {
    return jacobian;
  }

  /** n numbers, which f at a stage is written to. */
  public double[] work() {
    return work;
  }

  /** The factorisation of W. */
  public SparseLu lu() {
    return lu;
  }

  /** ∂f/∂t of what was evaluated last; whether it is not 0 everywhere. */
  public boolean timeDerivative(double[] out) {
    patterns.timeDerivative().assemble(rates.byTime(), out);
    return rates.byTime().length > 0;
  }

  /** Where the rates are evaluated for a time and state. */
  private Point point(double time, double[] state) {
    point.look(rates.inLimits(time), state, rates.constants());
    return point;
  }

  /** Evaluates the rates at (t, y) with their derivatives, and f; whether f is finite. */
  public boolean evaluateLinear() {
    lags.beginAt(t);
    Point where = rates.linearise(point(t, y), f);
    lags.linearised(lags.areNone() || constraints.areNone() ? f : flow(where));
    if (!Finite.all(f)) {
      return false;
    }
    rates.repair(0, where);
    return true;
  }

  /** f with the slopes of algebraic states. */
  private double[] flow(Point where) {
    double[] flow = f.clone();
    constraints.slope(where, flow);
    return flow;
  }

  /** J of the derivatives at the start. */
  public boolean assembleJacobian() {
    patterns.stateJacobian().assemble(rates.byStates(0), jacobian);
    return Finite.all(jacobian);
  }

  /** J at the start, where no derivatives need have been evaluated; whether it is finite. */
  public boolean evaluateJacobian() {
    if (!rates.isDifferentiated()) {
      rates.differentiateStates(point(t, y));
    }
    return assembleJacobian();
  }

  /** Exchanges the derivatives of the rates at two stages. */
  public void exchange(int i, int j) {
    rates.exchange(i, j);
  }

  /**
   * f(Y_i) into {@link #work}, with derivatives of the rates if they are wanted.
   *
   * @return whether it is f at this state itself, not at a state moved inside
   */
  public boolean evaluate(int i, double[] state) {
    boolean isThere = evaluateRates(i, state);
    rates.assemble(work);
    return isThere;
  }

  /** The same without f. */
  public boolean evaluateRates(int i, double[] state) {
    return rates.evaluate(i, point(t + method.node(i) * h, state), y);
  }

  /**
   * Lets a stage of a field that is differentiated be at a state, as which it was evaluated once.
   */
  public void keep(int i, double[] state) {
    rates.keep(i, point(t + method.node(i) * h, state));
  }

  /** f at any (time, state). */
  public void rightHandSide(double time, double[] state, double[] out) {
    rates.rightHandSide(point(time, state), out);
  }

  /**
   * The amounts that are negative by rounding, fall at (t, y), faster than in proportion, and would
   * not fall at 0.
   *
   * @see NonnegativeStates
   */
  int[] fleeing() {
    NonnegativeStates inside = rates.inside();
    if (!inside.anyFalls(y, f)) {
      return NONE;
    }
    int[] below = inside.below(y);
    if (below.length == 0) {
      return NONE;
    }
    rates.inside(point(t, y), below, work);
    rates.stretched(point(t, y), below, twice);
    return inside.fleeing(below, f, work, twice);
  }

  /** The state at t + θh, by weights of the increments. */
  public void combine(double[] w, int count, double[] out, int offset) {
    StageCombination.of(work, y, w, u, count, states);
    System.arraycopy(work, 0, out, offset, states);
  }
}
