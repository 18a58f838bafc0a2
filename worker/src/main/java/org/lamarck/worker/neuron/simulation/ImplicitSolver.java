package org.lamarck.worker.neuron.simulation;

import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.cable.TreeSolver;

/**
 * Backward Euler: (q + d + Σw)·x′ − Σw·x′ = q·x + r, over the whole step, or over half of it and as
 * far again: x′ = 2·solution − x (Crank–Nicolson).
 */
final class ImplicitSolver extends NodeSolver {
  /** Of the diagonal, by which the equation of a held node outweighs its neighbours' currents. */
  private static final double HELD = 1e12;

  private final TreeSolver tree;
  private final boolean extrapolated;
  private final double[] fixed;
  private final double[] lambda;

  /** The solver of some nodes; {@code extrapolated} for Crank–Nicolson. */
  ImplicitSolver(Cable cable, int at, int factorsAt, boolean resets, boolean extrapolated) {
    super(cable, at, factorsAt, resets);
    this.extrapolated = extrapolated;
    tree = new TreeSolver(cable);
    fixed = new double[n];
    lambda = new double[n];
  }

  @Override
  void prepare(double[] charges, double[] couplings, double dt) {
    super.prepare(charges, couplings, dt);
    System.arraycopy(charge, 0, fixed, 0, n);
    for (int i = 0; i < n; i++) {
      int parent = cable.parentOf(i);
      if (parent >= 0) {
        fixed[i] += coupling[i];
        fixed[parent] += coupling[i];
      }
    }
  }

  @Override
  void begin(double[] state) {
    super.begin(state);
    System.arraycopy(fixed, 0, diagonal(), 0, n);
    for (int i = 0; i < n; i++) {
      right()[i] = charge[i] * state[at + i];
    }
  }

  @Override
  void solve(double[] state, double[] factors, double[] next) {
    double[] right = right();
    double[] diagonal = diagonal();
    for (int i = 0; i < shift().length; i++) {
      right[i] += charge[i] * shift()[i];
    }
    if (holds()) {
      for (int i = 0; i < n; i++) {
        if (held[i]) {
          double solution = extrapolated ? (heldAt(i) + ahead(state, i)) / 2 : heldAt(i);
          diagonal[i] = HELD * fixed[i];
          right[i] = diagonal[i] * solution;
        }
      }
    }
    tree.factor(diagonal, coupling, factors, factorsAt);
    tree.solve(factors, factorsAt, right, next, at);
    keepShift(factors);
    if (extrapolated) {
      for (int i = 0; i < cable.compartments(); i++) {
        next[at + i] = 2 * next[at + i] - ahead(state, i);
      }
    }
  }

  @Override
  void solveAdjoint(
      double[] state,
      double[] next,
      double[] factors,
      MechanismRun.Adjoints adjoints,
      boolean movesGeometry) {
    restoreShift(factors);
    double[] right = right();
    double[] solution = diagonal(); // is not needed any more
    System.arraycopy(next, at, solution, 0, n);
    System.arraycopy(adjoints.ofNext, at, right, 0, n);
    int half = extrapolated ? cable.compartments() : 0; // branch points are not extrapolated
    for (int i = 0; i < half; i++) {
      solution[i] = (solution[i] + ahead(state, i)) / 2;
      right[i] *= 2;
    }
    tree.solve(factors, factorsAt, right, lambda, 0);
    System.arraycopy(lambda, 0, ofRight(), 0, n);
    double[] ofDiagonal = ofDiagonal();
    double[] ofAhead = ofAhead();
    for (int i = 0; i < n; i++) {
      ofDiagonal[i] = -lambda[i] * solution[i];
    }
    for (int i = 0; i < n; i++) {
      ofAhead[i] = charge[i] * lambda[i];
    }
    for (int i = 0; i < half; i++) {
      ofAhead[i] -= adjoints.ofNext[at + i];
    }
    if (holds()) {
      for (int i = 0; i < n; i++) {
        if (held[i]) {
          ofRight()[i] = 0;
          ofDiagonal[i] = 0;
          double own = HELD * fixed[i] * lambda[i] / 2;
          ofAhead[i] = extrapolated ? own - adjoints.ofNext[at + i] : 0;
        }
      }
    }
    System.arraycopy(ofAhead, 0, adjoints.ofState, at, n);
    if (movesGeometry) {
      for (int i = 0; i < n; i++) {
        if (!held[i]) {
          ofCharge[i] += lambda[i] * (ahead(state, i) - solution[i]);
        }
        int parent = cable.parentOf(i);
        if (parent >= 0) {
          ofCoupling[i] -= (lambda[i] - lambda[parent]) * (solution[i] - solution[parent]);
        }
      }
    }
  }
}
