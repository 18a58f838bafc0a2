package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.SystemStructure;

/**
 * The transpose of J = N ∂v/∂y and of f_p = N ∂v/∂p by way of the rates, which assembles no matrix:
 * w = Nᵀ z weighs each rate, and its derivatives follow.
 */
final class TransposedRates {
  private final Assembly weighing;
  private final int[] state; // by entry of ∂v/∂y
  private final int[] stateRate; // its rate
  private final int[] constant; // by entry of ∂v/∂p
  private final int[] constantRate;
  private final int[] timed; // the rates whose derivatives by time vary with states or constants
  private final double[] weights;

  TransposedRates(SystemStructure structure) {
    weighing = Assembly.transposed(structure.stoichiometry());
    SparsePattern rateStates = structure.rateStates();
    SparsePattern rateConstants = structure.rateConstants();
    state = rateStates.column();
    stateRate = rateStates.rows();
    constant = rateConstants.column();
    constantRate = rateConstants.rows();
    timed = structure.timedRates().values();
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
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      g[state[e]] += weights[stateRate[e]] * vy[e];
    }
    addConstants(vp, constantBar);
  }

  private void addConstants(double[] vp, double[] constantBar) {
    for (int e = 0; e < constant.length; e++) {
      constantBar[constant[e]] += weights[constantRate[e]] * vp[e];
    }
  }

  /**
   * Transposes, and gathers what second derivatives are multiplied by.
   *
   * @param z derivatives by the slopes of states
   * @param vy ∂v/∂y
   * @param vp ∂v/∂p
   * @param u a stage, from {@code offset} on
   * @param timeFactor h d_i
   * @param g becomes Jᵀ z
   * @param constantBar gains f_pᵀ z
   * @param products by entry of ∂v/∂y, gains weight times u
   * @param times by rate, gains weight times timeFactor where ∂v/∂t is not 0
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // one pass over the rates' derivatives
  void applyAndGather(
      double[] z,
      double[] vy,
      double[] vp,
      double[] u,
      int offset,
      double timeFactor,
      double[] g,
      double[] constantBar,
      double[] products,
      double[] times) {
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      int s = state[e];
      double weight = weights[stateRate[e]];
      g[s] += weight * vy[e];
      products[e] += weight * u[offset + s];
    }
    addConstants(vp, constantBar);
    for (int r : timed) {
      times[r] += timeFactor * weights[r];
    }
  }
}
