package org.lamarck.worker.method;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.DerivativeRepair;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;

/**
 * The rates and their derivatives at the stages of a step. The arrays of the derivatives stay here:
 * what others need of them is assembled or copied.
 */
final class StageRates {
  private final OdeSystem system;
  private final boolean isDifferentiated;
  private final boolean isField; // the rates are f
  private final Assembly rightHandSide;
  private final DerivativeRepair repair;
  private final NonnegativeStates inside;
  private final Lags lags;
  private final @Nullable StagePoints points; // of a field that is differentiated
  private final double[] v;
  private final double[] vt;
  private double[][] vy = {}; // by stage; one for all without derivatives
  private double[][] vp = {};
  private double[] p = {};
  private final Point moved = new Point(0); // inside
  private double earliest = Double.NEGATIVE_INFINITY;
  private double latest = Double.POSITIVE_INFINITY;

  StageRates(OdeSystem system, boolean isDifferentiated, Lags lags) {
    this.system = system;
    this.isField = system.field() != null;
    this.isDifferentiated = isDifferentiated && !isField;
    this.points = isDifferentiated && isField ? new StagePoints(system.structure().states()) : null;
    this.rightHandSide = system.patterns().rightHandSide();
    this.repair = new DerivativeRepair(system);
    this.inside = new NonnegativeStates(system);
    this.lags = lags;
    this.v = new double[system.structure().rates()];
    this.vt = new double[system.structure().timedRates().size()];
    require(1);
  }

  /** Makes place for so many stages. */
  void require(int stages) {
    if (points != null) {
      points.require(stages);
    }
    int before = vy.length;
    if (stages <= before) {
      return;
    }
    vy = Arrays.copyOf(vy, stages);
    vp = Arrays.copyOf(vp, stages);
    for (int i = before; i < stages; i++) {
      boolean isKept = i == 0 || isDifferentiated;
      vy[i] = isKept ? new double[system.structure().rateStates().size()] : vy[0];
      vp[i] = isKept ? new double[system.structure().rateConstants().size()] : vp[0];
    }
  }

  void constants(double[] constants) {
    p = constants;
  }

  double[] constants() {
    return p;
  }

  /** Whether derivatives of the rates are evaluated at each stage. */
  boolean isDifferentiated() {
    return isDifferentiated;
  }

  NonnegativeStates inside() {
    return inside;
  }

  void within(double from, double to) {
    earliest = from;
    latest = to;
  }

  double earliest() {
    return earliest;
  }

  double latest() {
    return latest;
  }

  /** The time at which the right-hand side is evaluated for a time. */
  double inLimits(double time) {
    return Math.min(Math.max(time, earliest), latest);
  }

  /**
   * f and the derivatives of the rates at the start, with those by time; where it was evaluated.
   */
  Point linearise(Point at, double[] f) {
    Point where = held(at);
    differentiate(where, f);
    if (!Finite.all(f) && inside.move(at.state(), at.state())) {
      where = moved(at);
      differentiate(where, f);
    }
    keep(0, where);
    return where;
  }

  /** A point, moved inside as a held step has it. */
  private Point held(Point at) {
    boolean isHeld = inside.move() == NonnegativeStates.Move.HELD;
    return isHeld && inside.move(at.state(), inside.held()) ? moved(at) : at;
  }

  private Point moved(Point at) {
    moved.look(at.time(), inside.state(), at.constants());
    return moved;
  }

  /** v, its derivatives and f at the start of the step. */
  private void differentiate(Point at, double[] f) {
    lags.prepare(at);
    double[] y = at.state();
    if (isDifferentiated) {
      system.firstDerivatives(at.time(), y, at.constants(), v, vy[0], vp[0], vt);
    } else {
      system.stateDerivatives(at.time(), y, at.constants(), v, vy[0], vt);
    }
    assemble(f);
  }

  /** ∂v/∂y at the start alone, where only rates have been evaluated. */
  void differentiateStates(Point at) {
    Point where = held(at);
    system.stateDerivatives(where.time(), where.state(), where.constants(), v, vy[0], vt);
    repair(0, where);
  }

  /** Replaces derivatives at a stage that are not finite though the rates are. */
  void repair(int i, Point at) {
    if (!Finite.all(vy[i]) || !Finite.all(vt)) {
      repair.repairStates(at.time(), at.state(), at.constants(), v, vy[i], vt);
    }
    if (isDifferentiated && !Finite.all(vp[i])) {
      repair.repairConstants(at.time(), at.state(), at.constants(), v, vp[i]);
    }
  }

  /**
   * The rates at a stage, with derivatives if they are wanted.
   *
   * @param start the state at the start of the step
   * @return whether they are those at this state, not at a state moved inside
   */
  boolean evaluate(int i, Point at, double[] start) {
    Point where = held(at);
    evaluate(i, where);
    if (!Finite.all(v) && inside.move(at.state(), start)) {
      evaluate(i, moved(at));
      keep(i, moved);
      return false;
    }
    keep(i, where);
    return where == at;
  }

  /** Notes where a stage is, of a field that is differentiated. */
  void keep(int i, Point at) {
    if (points != null) {
      points.keep(i, at);
    }
  }

  private void evaluate(int i, Point at) {
    lags.prepare(at);
    if (isDifferentiated) {
      double[] y = at.state();
      system.firstDerivatives(at.time(), y, at.constants(), v, vy[i], vp[i], vt);
      repair(i, at);
    } else {
      system.rates(at.time(), at.state(), at.constants(), v);
    }
  }

  /** f of the rates that were evaluated last. */
  void assemble(double[] f) {
    if (isField) {
      System.arraycopy(v, 0, f, 0, v.length);
    } else {
      rightHandSide.assemble(v, f);
    }
  }

  /** f with 0 in the place of some states that are negative. */
  void inside(Point at, int[] states, double[] out) {
    inside.move(at.state(), states);
    rightHandSideAt(moved(at), out);
  }

  /** f at a point with twice the numbers of some states. */
  void stretched(Point at, int[] states, double[] out) {
    inside.stretch(at.state(), states);
    rightHandSideAt(moved(at), out);
  }

  /** f at any point, whose time is within the limits, as a held step has it. */
  void rightHandSide(Point any, double[] out) {
    rightHandSideAt(held(any), out);
  }

  private void rightHandSideAt(Point at, double[] out) {
    lags.prepare(at);
    system.rates(at.time(), at.state(), at.constants(), v);
    assemble(out);
  }

  /** Exchanges the derivatives at two stages. */
  void exchange(int i, int j) {
    double[] states = vy[i];
    vy[i] = vy[j];
    vy[j] = states;
    double[] constants = vp[i];
    vp[i] = vp[j];
    vp[j] = constants;
    if (points != null) {
      points.exchange(i, j);
    }
  }

  /** Where a field that is differentiated was evaluated at stage {@code i}. */
  Point point(int i) {
    return Objects.requireNonNull(points).at(i, p);
  }

  /** ∂v/∂y at stage {@code i}; the array is read where it is asked for and not kept. */
  double[] byStates(int i) {
    return vy[i];
  }

  /** ∂v/∂p at stage {@code i}; the array is read where it is asked for and not kept. */
  double[] byConstants(int i) {
    return vp[i];
  }

  /** ∂v/∂t where rates were evaluated last. */
  double[] byTime() {
    return vt;
  }
}
