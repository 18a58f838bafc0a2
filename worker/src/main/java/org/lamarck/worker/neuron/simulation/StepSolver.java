package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.cable.Conductances;
import org.lamarck.worker.neuron.cable.TreeSolver;

/** The equations of a step's voltages, d·v′ − Σ w·v′ = r, by node, and their adjoint. */
final class StepSolver {
  private final Cable cable;
  private final TreeSolver tree;
  private final double[] fixed;
  private final double[] diagonal;
  private final double[] right;
  private final double[] coupling;
  private final double[] charge;
  private final double[] solution;
  private final double[] lambda;
  private final double[] ofCharge;
  private final double[] ofCoupling;

  StepSolver(Cable cable) {
    this.cable = cable;
    tree = new TreeSolver(cable);
    int n = cable.nodes();
    fixed = new double[n];
    diagonal = new double[n];
    right = new double[n];
    coupling = new double[n];
    charge = new double[n];
    solution = new double[n];
    lambda = new double[n];
    ofCharge = new double[n];
    ofCoupling = new double[n];
  }

  /** Before the first step with some conductances. */
  void prepare(Conductances conductances, double dt) {
    System.arraycopy(conductances.charge(), 0, charge, 0, charge.length);
    System.arraycopy(charge, 0, fixed, 0, fixed.length);
    for (int i = 0; i < coupling.length; i++) {
      coupling[i] = dt * conductances.coupling()[i];
      int parent = cable.parentOf(i);
      if (parent >= 0) {
        fixed[i] += coupling[i];
        fixed[parent] += coupling[i];
      }
    }
  }

  /** The equations without mechanisms and stimuli. */
  void begin(double[] state) {
    System.arraycopy(fixed, 0, diagonal, 0, fixed.length);
    for (int i = 0; i < right.length; i++) {
      right[i] = charge[i] * state[i];
    }
  }

  double[] diagonal() {
    return diagonal;
  }

  double[] right() {
    return right;
  }

  /** Makes a node's equation v′ = voltage, by a weight beside which all else of it is rounding. */
  void hold(int node, double voltage, double weight) {
    double held = weight * fixed[node];
    diagonal[node] = held;
    right[node] = held * voltage;
  }

  /** The voltages after a step, and the factors of its matrix. */
  void solve(double[] factors, double[] next) {
    tree.factor(diagonal, coupling, factors, 0);
    tree.solve(factors, 0, right, next, 0);
  }

  /** Before the first of the adjoints of a run's steps. */
  void beginAdjoint() {
    Arrays.fill(ofCharge, 0);
    Arrays.fill(ofCoupling, 0);
  }

  /**
   * The adjoints of diagonal and right side by those of the voltages after the step; the adjoints
   * of the voltages before it without those by mechanisms.
   *
   * @param extrapolated whether the solution was half a step, v′ = 2·solution − v
   */
  void solveAdjoint(
      double[] state,
      double[] next,
      double[] factors,
      MechanismRun.Adjoints adjoints,
      boolean extrapolated,
      boolean movesGeometry) {
    int n = right.length;
    double share = extrapolated ? 0.5 : 1;
    for (int i = 0; i < n; i++) {
      solution[i] = share * next[i] + (1 - share) * state[i];
      right[i] = adjoints.ofNext[i] / share;
    }
    for (int i = cable.compartments(); i < n; i++) {
      solution[i] = next[i]; // branch points are not extrapolated
      right[i] = adjoints.ofNext[i];
    }
    tree.solve(factors, 0, right, lambda, 0);
    for (int i = 0; i < n; i++) {
      adjoints.ofRight[i] = lambda[i];
      adjoints.ofDiagonal[i] = -lambda[i] * solution[i];
      adjoints.ofState[i] = charge[i] * lambda[i];
    }
    if (extrapolated) {
      for (int i = 0; i < cable.compartments(); i++) {
        adjoints.ofState[i] -= adjoints.ofNext[i];
      }
    }
    if (movesGeometry) {
      for (int i = 0; i < n; i++) {
        ofCharge[i] += lambda[i] * (state[i] - solution[i]);
        int parent = cable.parentOf(i);
        if (parent >= 0) {
          ofCoupling[i] -= (lambda[i] - lambda[parent]) * (solution[i] - solution[parent]);
        }
      }
    }
  }

  /** Adds the adjoints of the compartments' numbers, after all steps. */
  void pullBack(
      Conductances conductances, double[] numbers, double dt, double[] ofArea, double[] to) {
    for (int i = 0; i < ofCoupling.length; i++) {
      ofCoupling[i] *= dt;
    }
    conductances.pullBack(numbers, 0, ofArea, ofCharge, ofCoupling, to);
  }
}
