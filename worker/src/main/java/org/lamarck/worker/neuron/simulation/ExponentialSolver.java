package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.cable.TreeExponential;

/**
 * Exponential Euler: what mechanisms do at each node in closed form, then what the cable does by
 * itself in closed form (Lie and Trotter's splitting).
 *
 * <pre>y = x + (r − d·x)/q·φ(d/q),  φ(z) = (1 − e⁻ᶻ)/z,  x′ = e^(−Q⁻¹L)·y</pre>
 */
final class ExponentialSolver extends NodeSolver {
  /** As many times heavier a held node is, which so stays where it is. */
  private static final double HELD = 1e13;

  /** Of |z|, below which φ is its series; the first term left out is 2e-17 there. */
  private static final double SMALL = 1e-3;

  private final TreeExponential exponential;
  private final double[] between;
  private final double[] ofBetween;
  private final double[] weights;
  private final double[] of;
  private final boolean[] factored;

  ExponentialSolver(Cable cable, int at, int factorsAt, boolean resets) {
    super(cable, at, factorsAt, resets);
    exponential = new TreeExponential(cable);
    between = new double[n];
    ofBetween = new double[n];
    weights = new double[n];
    of = new double[n];
    factored = new boolean[n];
  }

  @Override
  void prepare(double[] charges, double[] couplings, double dt) {
    super.prepare(charges, couplings, dt);
    factor();
  }

  private void factor() {
    for (int i = 0; i < n; i++) {
      weights[i] = held[i] ? HELD * charge[i] : charge[i];
    }
    exponential.factor(weights, coupling);
    System.arraycopy(held, 0, factored, 0, n);
  }

  @Override
  void begin(double[] state) {
    super.begin(state);
    Arrays.fill(diagonal(), 0);
    Arrays.fill(right(), 0);
  }

  /** The quantities after what mechanisms do. */
  private void react(double[] state, double[] d, double[] r, int from) {
    for (int i = 0; i < n; i++) {
      double x = ahead(state, i);
      if (held[i]) {
        between[i] = heldAt(i);
      } else if (charge[i] == 0) {
        between[i] = x;
      } else {
        between[i] = x + (r[from + i] - d[from + i] * x) / charge[i] * phi(d[from + i] / charge[i]);
      }
    }
    if (!Arrays.equals(held, factored)) {
      factor();
    }
  }

  @Override
  void solve(double[] state, double[] factors, double[] next) {
    react(state, diagonal(), right(), 0);
    exponential.apply(between, 0, next, at);
    System.arraycopy(diagonal(), 0, factors, factorsAt, n);
    System.arraycopy(right(), 0, factors, factorsAt + n, n);
    keepShift(factors);
  }

  @Override
  void solveAdjoint(
      double[] state,
      double[] next,
      double[] factors,
      MechanismRun.Adjoints adjoints,
      boolean movesGeometry) {
    restoreShift(factors);
    System.arraycopy(factors, factorsAt, diagonal(), 0, n);
    System.arraycopy(factors, factorsAt + n, right(), 0, n);
    react(state, diagonal(), right(), 0);
    System.arraycopy(adjoints.ofNext, at, of, 0, n);
    exponential.applyTransposed(of, ofBetween);
    if (movesGeometry) {
      exponential.pullBack(between, of, ofCharge, ofCoupling);
    }
    for (int i = 0; i < n; i++) {
      double q = charge[i];
      boolean free = !held[i] && q > 0;
      double own = ofBetween[i];
      double z = free ? diagonal()[i] / q : 0;
      double phi = phi(z);
      double slope = free ? (right()[i] - diagonal()[i] * ahead(state, i)) / q : 0;
      double byZ = own * slope * phiSlope(z);
      ofRight()[i] = free ? own * phi / q : 0;
      ofDiagonal()[i] = free ? byZ / q - own * phi * ahead(state, i) / q : 0;
      ofAhead()[i] = held[i] ? 0 : own * (1 - z * phi);
      adjoints.ofState[at + i] = ofAhead()[i];
      if (movesGeometry && free) {
        ofCharge[i] -= (own * slope * phi + byZ * z) / q;
      }
    }
  }

  private static double phi(double z) {
    return Math.abs(z) < SMALL
        ? 1 - z * (0.5 - z * (1.0 / 6 - z * (1.0 / 24 - z / 120)))
        : -StrictMath.expm1(-z) / z;
  }

  private static double phiSlope(double z) {
    return Math.abs(z) < SMALL
        ? -0.5 + z * (1.0 / 3 - z * (0.125 - z * (1.0 / 30 - z / 144)))
        : (StrictMath.exp(-z) - phi(z)) / z;
  }
}
