package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.SystemStructure;

/**
 * The transpose of J = N ∂v/∂y and of f_p = N ∂v/∂p by way of the rates, which assembles no matrix:
 * w = Nᵀ z weighs each rate, and its derivatives follow.
 */
public final class TransposedRates {
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
   * @param i at which stage of the step
   * @param g becomes Jᵀ z
   * @param constantBar gains f_pᵀ z
   */
  public void apply(double[] z, Step step, int i, double[] g, double[] constantBar) {
    double[] vy = step.rates().byStates(i);
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      g[state[e]] += weights[stateRate[e]] * vy[e];
    }
    addConstants(step.rates().byConstants(i), constantBar);
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
   * @param i at which stage of the step, and by which of its increments U
   * @param timeFactor h d_i
   * @param g becomes Jᵀ z
   * @param constantBar gains f_pᵀ z
   * @param products by entry of ∂v/∂y, gains weight times u
   * @param times by rate, gains weight times timeFactor where ∂v/∂t is not 0
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // one pass over the rates' derivatives
  public void applyAndGather(
      double[] z,
      Step step,
      int i,
      double timeFactor,
      double[] g,
      double[] constantBar,
      double[] products,
      double[] times) {
    double[] vy = step.rates().byStates(i);
    double[] u = step.increments();
    int offset = i * step.state().length;
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      int s = state[e];
      double weight = weights[stateRate[e]];
      g[s] += weight * vy[e];
      products[e] += weight * u[offset + s];
    }
    addConstants(step.rates().byConstants(i), constantBar);
    for (int r : timed) {
      times[r] += timeFactor * weights[r];
    }
  }
}
