package org.lamarck.worker.method;

import java.util.HashMap;
import java.util.Map;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;

/**
 * One step from (t, y) to (t + h, y₁), and all that its derivatives need: the increments U, the
 * derivatives of the rates at each stage, and for implicit methods the factorisation of W.
 *
 * <p>{@link #use} chooses the method, {@link #begin} comes next, once for each (t, y), then {@link
 * #attempt} for each h that is tried.
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
  private final int states;
  private final Lags lags;
  private final Constraints constraints;
  private final StageRates rates;
  private final StepWorkspace workspace;
  private final Map<Method, Stepper> steppers = new HashMap<>();
  private Method method;
  private Stepper stepper;
  private double[] weights = {};
  private boolean isContinued;
  private boolean isMoved; // restored, and stages are not where their formulas are evaluated
  private boolean isDense; // the state within the step has been asked for

  /** A step of {@code system}, by a method until another one is chosen. */
  public Step(OdeSystem system, Derivatives derivatives, Method method) {
    this.system = system;
    this.states = system.structure().states();
    this.lags = new Lags(system);
    this.constraints = new Constraints(system);
    this.rates = new StageRates(system, derivatives == Derivatives.FIRST, lags);
    this.workspace = new StepWorkspace(system, rates, lags, constraints, method);
    this.method = method;
    this.stepper = stepper(method);
  }

  /** Chooses the method, before {@link #begin}. */
  public void use(Method chosen) {
    if (chosen != method) {
      method = chosen;
      stepper = stepper(chosen);
    }
  }

  private Stepper stepper(Method chosen) {
    workspace.use(chosen);
    weights = weights.length < chosen.denseStages() ? new double[chosen.denseStages()] : weights;
    Stepper known = steppers.get(chosen);
    if (known == null) {
      known = chosen.newStepper(workspace);
      steppers.put(chosen, known);
    }
    return known;
  }

  public Method method() {
    return method;
  }

  /** Sets the constants, which are read until they are set again. */
  public void constants(double[] p) {
    rates.constants(p);
  }

  /** The constants, not to be written to but by who set them. */
  public double[] constants() {
    return rates.constants();
  }

  /** States with 0 in the place of what is negative by rounding. */
  public NonnegativeStates inside() {
    return rates.inside();
  }

  /** Limits the times at which the right-hand side is evaluated. */
  public void within(double earliest, double latest) {
    rates.within(earliest, latest);
  }

  /**
   * Moves to (t, y) and evaluates f there, and what else the method needs.
   *
   * @param at copied; the constants are those that were set
   * @return whether it is finite
   */
  public boolean begin(Point at) {
    move(at.time(), at.state(), 0);
    return stepper.begin() && beginHeld(workspace.fleeing());
  }

  /** Begins again, held at some states, if there are any; whether all is finite. */
  private boolean beginHeld(int[] fleeing) {
    if (fleeing.length == 0) {
      return true;
    }
    rates.inside().hold(fleeing);
    return stepper.begin();
  }

  private void move(double time, double[] state, int offset) {
    workspace.time(time);
    System.arraycopy(state, offset, workspace.state(), 0, states);
    isContinued = false;
    isMoved = false;
    isDense = false;
    rates.inside().begin();
  }

  /**
   * Whether the next step can {@link #continueFromEnd} of this one, whose last stage was there. Not
   * when anything has changed since.
   */
  public boolean isEndKnown() {
    return stepper.isEndKnown();
  }

  /**
   * Moves to the end of this step, where the rates and their derivatives are known.
   *
   * @return whether they are finite
   */
  public boolean continueFromEnd(double time) {
    move(time, workspace.next(), 0);
    stepper.continueFromEnd();
    int[] fleeing = workspace.fleeing();
    isContinued = fleeing.length == 0;
    return beginHeld(fleeing);
  }

  /** Evaluates J at the start; whether it is finite. */
  public boolean evaluateJacobian() {
    return stepper.evaluateJacobian();
  }

  /**
   * Whether this step goes on from the one before, of the same method: its first stage is the last
   * one of that.
   */
  public boolean isContinued() {
    return isContinued;
  }

  /** Whether the state within the step has been asked for. */
  public boolean isDense() {
    return isDense;
  }

  /**
   * Computes the stages and y₁ for a step of size h.
   *
   * @return false when a matrix is singular
   */
  public boolean attempt(double size) {
    workspace.size(size);
    workspace.written(false);
    isDense = false;
    return stepper.attempt();
  }

  /** The norm of the error estimate of the step that was tried. */
  public double error(Stepper.ErrorNorm norm) {
    return stepper.error(norm);
  }

  /** The norm of an error bound of the state within the step; 0 where that of the step is one. */
  public double interpolationError(Stepper.ErrorNorm norm) {
    prepareDense();
    return stepper.interpolationError(norm);
  }

  /**
   * Becomes a step that was taken before, and evaluates the derivatives of the rates at all its
   * stages; for {@link Derivatives#FIRST} only.
   *
   * @param taken whose increments are in a block
   * @return whether all is finite and W regular, as it was when the step was taken
   */
  boolean restore(Taken taken) {
    if (taken.isBehindKnown) {
      rates.exchange(0, method.stages() - 1);
    }
    move(taken.start, taken.block, taken.offset);
    if (taken.moved.move() == NonnegativeStates.Move.HELD) {
      rates.inside().hold(taken.moved.held());
    }
    workspace.size(taken.size);
    int count = taken.isDense ? method.denseStages() : method.stages();
    System.arraycopy(taken.block, taken.offset + states, workspace.stages(), 0, count * states);
    isDense = taken.isDense;
    if (system().field() != null
        && taken.moved.move() == NonnegativeStates.Move.NONE
        && stepper.revisit(taken.isDense)) {
      return true;
    }
    isMoved = taken.moved.move() != NonnegativeStates.Move.NONE;
    return stepper.restore(taken.isFactorised, taken.isBehindKnown, taken.isDense)
        && (!isMoved || stepper.complete());
  }

  /** Whether the step was made by code that writes it out. */
  public boolean isWritten() {
    return workspace.isWritten();
  }

  /** The numbers that such a step keeps for its transpose. */
  public double[] kept() {
    return workspace.kept();
  }

  /** Takes such numbers of a step that is to be restored. */
  void keep(double[] block, int offset, int count) {
    System.arraycopy(block, offset, workspace.keep(count), 0, count);
    workspace.written(true);
  }

  /** Notes that a step which is to be restored has no such numbers. */
  void keepNothing() {
    workspace.written(false);
  }

  /** Whether stages of a step that was restored had been moved inside. */
  public boolean isMoved() {
    return isMoved;
  }

  /** Evaluates the derivatives at the stages of a step that was restored, if that is left to do. */
  public boolean complete() {
    return stepper.complete();
  }

  /**
   * A step that was taken.
   *
   * @param block y and the increments U, from {@code offset} on
   * @param isFactorised whether {@link #lu} is that of the step: J is not assembled then
   * @param isBehindKnown whether the present step {@linkplain #isContinued goes on} from it: the
   *     derivatives at its last stage are those at the first stage of the present step
   * @param isDense whether the state within it has been asked for
   * @param moved why stages were moved inside, if any was
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of the step's own block
  record Taken(
      double start,
      double size,
      double[] block,
      int offset,
      boolean isFactorised,
      boolean isBehindKnown,
      boolean isDense,
      StepHistory.Moved moved) {}

  /** Makes ready for {@link #interpolate}. */
  private void prepareDense() {
    if (!isDense) {
      stepper.prepareDense();
      isDense = true;
    }
  }

  /**
   * The state at t + θh by dense output.
   *
   * @param out written from {@code offset} on
   */
  public void interpolate(double theta, double[] out, int offset) {
    prepareDense();
    method.denseWeights(theta, weights);
    workspace.combine(weights, method.denseStages(), out, offset);
  }

  /** dy/dt of all states, algebraic ones too, at a point with the constants of the step. */
  public void flow(Point at, double[] out) {
    rightHandSide(at.time(), at.state(), out);
    if (!constraints.areNone()) {
      constraints.slope(at.at(inLimits(at.time())), out);
    }
  }

  /** The time at which the right-hand side is evaluated for a time. */
  public double inLimits(double time) {
    return rates.inLimits(time);
  }

  /** f at any (time, state) into {@code out}; the step is not changed. */
  public void rightHandSide(double time, double[] state, double[] out) {
    workspace.rightHandSide(time, state, out);
  }

  /** The time at which stage {@code i} is evaluated. */
  public double stageTime(int i) {
    return inLimits(workspace.time() + method.node(i) * workspace.size());
  }

  /** The earliest time at which the right-hand side is evaluated. */
  public double earliest() {
    return rates.earliest();
  }

  /** The latest time at which the right-hand side is evaluated. */
  public double latest() {
    return rates.latest();
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
    return workspace.time();
  }

  /** The time at which the right-hand side is evaluated for the start. */
  public double startTime() {
    return inLimits(workspace.time());
  }

  public double size() {
    return workspace.size();
  }

  /** y, for functions of states to read. */
  public double[] state() {
    return workspace.state();
  }

  /** f(t, y), to read: dy/dt, and what is left of the equations of algebraic states. */
  public double[] slope() {
    return workspace.slope();
  }

  /** y₁, for functions of states to read. */
  public double[] next() {
    return workspace.next();
  }

  /** U_j of a state. */
  double increment(int j, int state) {
    return workspace.stages()[j * states + state];
  }

  /** The increments, for kernels to read. */
  public double[] increments() {
    return workspace.stages();
  }

  /** Copies the increments, one after another; those of the dense output if it is in use. */
  void copyIncrements(double[] out, int offset) {
    int count = isDense ? method.denseStages() : method.stages();
    System.arraycopy(workspace.stages(), 0, out, offset, count * states);
  }

  /** See {@link Stepper#stiffness}. */
  public double stiffness(double[] scale) {
    return stepper.stiffness(scale);
  }

  /** J(t, y) in the order of {@link #stateJacobian}. */
  public void copyJacobian(double[] out) {
    System.arraycopy(workspace.jacobian(), 0, out, 0, out.length);
  }

  /** ∂v/∂y and ∂v/∂p at a stage, for kernels of this package to read. */
  StageRates rates() {
    return rates;
  }

  /** N ∂v/∂y at stage {@code i}. */
  public void assembleByStates(int i, Assembly assembly, double[] out) {
    assembly.assemble(rates.byStates(i), out);
  }

  /** N ∂v/∂p at stage {@code i}. */
  public void assembleByConstants(int i, Assembly assembly, double[] out) {
    assembly.assemble(rates.byConstants(i), out);
  }

  /** How J comes of ∂v/∂y. */
  public Assembly stateJacobian() {
    return workspace.patterns().stateJacobian();
  }

  /** The factorisation of W; its computing is left to the step. */
  public SparseLu lu() {
    return workspace.lu();
  }
}
