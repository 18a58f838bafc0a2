package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.integrate.SystemStructure;
import org.lamarck.worker.integrate.SystemStructure.Rows;
import org.lamarck.worker.integrate.SystemStructure.Stoichiometry;

/**
 * The transpose of J = N ∂v/∂y and of f_p = N ∂v/∂p by way of the rates, which assembles no matrix:
 * w = Nᵀ z weighs each rate, and its derivatives follow.
 */
final class TransposedRates {
  private final Stoichiometry stoichiometry;
  private final int[] state; // by entry of ∂v/∂y
  private final int[] stateRate; // its rate
  private final int[] constant; // by entry of ∂v/∂p
  private final int[] constantRate;
  private final double[] weights;

  TransposedRates(SystemStructure structure) {
    stoichiometry = structure.stoichiometry();
    Rows rateStates = structure.rateStates();
    Rows rateConstants = structure.rateConstants();
    state = rateStates.column();
    stateRate = rateStates.rows();
    constant = rateConstants.column();
    constantRate = rateConstants.rows();
    weights = new double[structure.rates()];
  }

  /**
   * Transposes.
   *
   * @param z derivatives by the slopes of states
   * @param vy ∂v/∂y
   * @param vp ∂v/∂p
   * @param g becomes Jᵀ z
   * @param constantBar gains f_pᵀ z
   */
  void apply(double[] z, double[] vy, double[] vp, double[] g, double[] constantBar) {
    int[] start = stoichiometry.start();
    for (int r = 0; r < weights.length; r++) {
      double sum = 0;
      for (int e = start[r]; e < start[r + 1]; e++) {
        sum += stoichiometry.coefficient()[e] * z[stoichiometry.state()[e]];
      }
      weights[r] = sum;
    }
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      g[state[e]] += weights[stateRate[e]] * vy[e];
    }
    for (int e = 0; e < constant.length; e++) {
      constantBar[constant[e]] += weights[constantRate[e]] * vp[e];
    }
  }

  /**
   * Gathers what second derivatives are multiplied by, with the weights of the last transposition.
   *
   * @param u a stage, from {@code offset} on
   * @param products by entry of ∂v/∂y, gains weight times u
   * @param timeFactor h d_i
   * @param times by rate, gains weight times timeFactor
   */
  void gather(double[] u, int offset, double[] products, double timeFactor, double[] times) {
    for (int e = 0; e < state.length; e++) {
      products[e] += weights[stateRate[e]] * u[offset + state[e]];
    }
    for (int r = 0; r < times.length; r++) {
      times[r] += timeFactor * weights[r];
    }
  }
}
