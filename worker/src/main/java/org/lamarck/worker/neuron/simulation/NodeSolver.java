package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import org.lamarck.worker.neuron.cable.Cable;

/**
 * A step of one quantity of all nodes, of voltages or of a concentration: q·x′ = coupling + what
 * mechanisms add, which is right − diagonal·x. Its adjoint goes back over the same step. For one
 * thread.
 *
 * <p>Within a step: {@link #begin}, then mechanisms add to {@link #diagonal}, {@link #right} and
 * {@link #shift}, then {@link #hold}, then {@link #solve}.
 */
abstract class NodeSolver {
  final Cable cable;

  /** How many nodes. */
  final int n;

  /** Where the nodes stand in the state of the network. */
  final int at;

  /** Where the numbers of this solver stand in the factors of a step. */
  final int factorsAt;

  final double[] charge;
  final double[] coupling; // times the step
  final double[] ofCharge;
  final double[] ofCoupling;
  final boolean[] held;
  private final double[] heldAt;
  private final double[] diagonal;
  private final double[] right;
  private final double[] shift; // of length 0 where nothing resets
  private final double[] ofDiagonal;
  private final double[] ofRight;
  private final double[] ofAhead;
  private boolean holds;

  NodeSolver(Cable cable, int at, int factorsAt, boolean resets) {
    this.cable = cable;
    this.at = at;
    this.factorsAt = factorsAt;
    n = cable.nodes();
    charge = new double[n];
    coupling = new double[n];
    ofCharge = new double[n];
    ofCoupling = new double[n];
    held = new boolean[n];
    heldAt = new double[n];
    diagonal = new double[n];
    right = new double[n];
    shift = new double[resets ? n : 0];
    ofDiagonal = new double[n];
    ofRight = new double[n];
    ofAhead = new double[n];
  }

  /** How many numbers a step keeps for going back. */
  static int factorSize(int nodes, boolean resets) {
    return (resets ? 3 : 2) * nodes;
  }

  /**
   * Before the first step with some numbers.
   *
   * @param charges by node, such as a·C
   * @param couplings of each node to its parent
   * @param dt the part of a step that is solved for
   */
  void prepare(double[] charges, double[] couplings, double dt) {
    System.arraycopy(charges, 0, charge, 0, n);
    for (int i = 0; i < n; i++) {
      coupling[i] = dt * couplings[i];
    }
    release();
  }

  /** The equations without mechanisms and stimuli. */
  void begin(double[] state) {
    Arrays.fill(shift, 0);
    release();
  }

  private void release() {
    if (holds) {
      Arrays.fill(held, false);
      holds = false;
    }
  }

  /** What mechanisms and stimuli add to. */
  final double[] diagonal() {
    return diagonal;
  }

  final double[] right() {
    return right;
  }

  /** How far the quantity is moved before the step. */
  final double[] shift() {
    return shift;
  }

  /** Has a node's quantity at a value after the step. */
  final void hold(int node, double value) {
    held[node] = true;
    heldAt[node] = value;
    holds = true;
  }

  /** Whether any node is held. */
  final boolean holds() {
    return holds;
  }

  final double heldAt(int node) {
    return heldAt[node];
  }

  /** The quantity that the step begins with, after resets. */
  final double ahead(double[] state, int node) {
    return shift.length == 0 ? state[at + node] : state[at + node] + shift[node];
  }

  /** Keeps, or reads again, how far quantities were moved. */
  final void keepShift(double[] factors) {
    System.arraycopy(shift, 0, factors, factorsAt + 2 * n, shift.length);
  }

  final void restoreShift(double[] factors) {
    System.arraycopy(factors, factorsAt + 2 * n, shift, 0, shift.length);
  }

  /** The quantity after the step, and what going back needs. */
  abstract void solve(double[] state, double[] factors, double[] next);

  /** Before the first of the adjoints of a run's steps. */
  final void beginAdjoint() {
    Arrays.fill(ofCharge, 0);
    Arrays.fill(ofCoupling, 0);
    release();
  }

  /** Before the adjoint of a step: no node is held but those that are told then. */
  final void beginStepBack() {
    release();
  }

  /**
   * The adjoints of {@link #diagonal}, {@link #right} and {@link #shift} by those of the quantity
   * after the step; sets those of the quantity before it.
   *
   * @param movesGeometry whether those of charges and couplings are wanted, which are added up
   */
  abstract void solveAdjoint(
      double[] state,
      double[] next,
      double[] factors,
      MechanismRun.Adjoints adjoints,
      boolean movesGeometry);

  final double[] ofDiagonal() {
    return ofDiagonal;
  }

  final double[] ofRight() {
    return ofRight;
  }

  /** The adjoint of the quantity that the step begins with, and so that of the shift. */
  final double[] ofAhead() {
    return ofAhead;
  }

  /** The adjoints of what {@link #prepare} was given, after all steps: of charges by node. */
  final double[] ofCharge() {
    return ofCharge;
  }

  /** Of couplings, by node. */
  final double[] ofCoupling(double dt) {
    double[] of = ofCoupling.clone();
    for (int i = 0; i < n; i++) {
      of[i] *= dt;
    }
    return of;
  }
}
