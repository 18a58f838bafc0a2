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
  private double earliest = Double.NEGATIVE_INFINITY;
  private double latest = Double.POSITIVE_INFINITY;

  StageRates(OdeSystem system, boolean isDifferentiated, Lags lags) {
    this.system = system;
    boolean isField = system.field() != null;
    this.isDifferentiated = isDifferentiated && !isField;
    this.points = isDifferentiated && isField ? new StagePoints(system.structure().states()) : null;
    this.rightHandSide = system.patterns().rightHandSide();
    this.repair = new DerivativeRepair(system);
    this.inside = new NonnegativeStates(system.structure().states());
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

  /** f and the derivatives of the rates at the start, with those by time; a state moved inside. */
  double[] linearise(double at, double[] y, double[] f) {
    differentiate(at, y, f);
    double[] where = y;
    if (!Finite.all(f) && inside.move(y, y)) {
      where = inside.state();
      differentiate(at, where, f);
    }
    keep(0, at, where);
    return where;
  }

  /** v, its derivatives and f at the start of the step. */
  private void differentiate(double at, double[] state, double[] f) {
    lags.prepare(at, state, p);
    if (isDifferentiated) {
      system.firstDerivatives(at, state, p, v, vy[0], vp[0], vt);
    } else {
      system.stateDerivatives(at, state, p, v, vy[0], vt);
    }
    rightHandSide.assemble(v, f);
  }

  /** ∂v/∂y at the start alone, where only rates have been evaluated. */
  void differentiateStates(double at, double[] state) {
    system.stateDerivatives(at, state, p, v, vy[0], vt);
    repair(0, at, state);
  }

  /** Replaces derivatives at a stage that are not finite though the rates are. */
  void repair(int i, double at, double[] state) {
    if (!Finite.all(vy[i]) || !Finite.all(vt)) {
      repair.repairStates(at, state, p, v, vy[i], vt);
    }
    if (isDifferentiated && !Finite.all(vp[i])) {
      repair.repairConstants(at, state, p, v, vp[i]);
    }
  }

  /**
   * The rates at a stage, with derivatives if they are wanted.
   *
   * @param start the state at the start of the step
   * @return whether they are those at this state, not at a state moved inside
   */
  boolean evaluate(int i, double at, double[] state, double[] start) {
    evaluate(i, at, state);
    if (!Finite.all(v) && inside.move(state, start)) {
      evaluate(i, at, inside.state());
      keep(i, at, inside.state());
      return false;
    }
    keep(i, at, state);
    return true;
  }

  private void keep(int i, double at, double[] state) {
    if (points != null) {
      points.keep(i, at, state);
    }
  }

  private void evaluate(int i, double at, double[] state) {
    lags.prepare(at, state, p);
    if (isDifferentiated) {
      system.firstDerivatives(at, state, p, v, vy[i], vp[i], vt);
      repair(i, at, state);
    } else {
      system.rates(at, state, p, v);
    }
  }

  /** f of the rates that were evaluated last. */
  void assemble(double[] f) {
    rightHandSide.assemble(v, f);
  }

  /** f at any (time, state). */
  void rightHandSide(double time, double[] state, double[] out) {
    lags.prepare(inLimits(time), state, p);
    system.rates(inLimits(time), state, p, v);
    rightHandSide.assemble(v, out);
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
