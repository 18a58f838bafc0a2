package org.lamarck.worker.system;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lamarck.worker.bytecode.StraightLine;
import org.lamarck.worker.bytecode.StraightLineWriter;
import org.lamarck.worker.bytecode.Unrolled;

/**
 * The transposes of J = N ∂v/∂y and of f_p = N ∂v/∂p by way of the rates, so that no matrix is
 * assembled: w = Nᵀ z weighs each rate, and its derivatives follow. It does not change: threads
 * share it.
 */
public final class TransposedRates {
  private final Assembly weighing;
  private final int[] state; // by entry of ∂v/∂y
  private final int[] stateRate; // its rate
  private final int[] constant; // by entry of ∂v/∂p
  private final int[] constantRate;
  private final int states;
  private final Unrolled byStates;
  private final Unrolled byConstants;

  TransposedRates(SystemStructure structure) {
    weighing = Assembly.transposed(structure.stoichiometry()).shared();
    state = structure.rateStates().column();
    stateRate = structure.rateStates().rows();
    constant = structure.rateConstants().column();
    constantRate = structure.rateConstants().rows();
    states = structure.states();
    byStates = new Unrolled(2 * state.length + states, this::writeStates);
    byConstants = new Unrolled(constant.length, this::writeConstants);
  }

  /** w = Nᵀ z. */
  public void weigh(double[] z, double[] weights) {
    weighing.assemble(z, weights);
  }

  /**
   * g ← (∂v/∂y)ᵀ w.
   *
   * @param vy ∂v/∂y, in the order of the rates' states
   */
  public void applyStates(double[] weights, double[] vy, double[] g) {
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      g[state[e]] += weights[stateRate[e]] * vy[e];
    }
  }

  /**
   * g ← (∂v/∂y)ᵀ w, and each entry of {@code products} gains its rate's weight times its state's u.
   *
   * @param vy ∂v/∂y, in the order of the rates' states, as are products
   * @param u by state, from {@code offset} on
   */
  public void applyStates(
      double[] weights, double[] vy, double[] g, double[] u, int offset, double[] products) {
    StraightLine code = byStates.code();
    if (code != null) {
      code.run(u, offset, weights, vy, g, products);
      return;
    }
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      int s = state[e];
      double weight = weights[stateRate[e]];
      g[s] += weight * vy[e];
      products[e] += weight * u[offset + s];
    }
  }

  private void writeStates(StraightLineWriter code) {
    for (int s = 0; s < states; s++) {
      code.begin(3, s);
      code.number(0);
      for (int e : entries(state, s)) {
        addProduct(code, stateRate[e], 2, e);
      }
      code.store();
    }
    for (int e = 0; e < state.length; e++) {
      code.begin(4, e);
      code.push(4, e);
      addProduct(code, stateRate[e], 0, state[e]);
      code.store();
    }
  }

  /** The number on the stack gains a weight, of array 1, times an element. */
  private static void addProduct(StraightLineWriter code, int rate, int array, int place) {
    code.push(1, rate);
    code.push(array, place);
    code.multiply();
    code.add();
  }

  /**
   * bar gains (∂v/∂p)ᵀ w.
   *
   * @param vp ∂v/∂p, in the order of the rates' constants
   */
  public void addConstants(double[] weights, double[] vp, double[] bar) {
    StraightLine code = byConstants.code();
    if (code != null) {
      code.run(bar, 0, weights, vp, vp, vp);
      return;
    }
    for (int e = 0; e < constant.length; e++) {
      bar[constant[e]] += weights[constantRate[e]] * vp[e];
    }
  }

  private void writeConstants(StraightLineWriter code) {
    for (int c : Arrays.stream(constant).distinct().toArray()) {
      code.begin(0, c);
      code.push(0, c);
      for (int e : entries(constant, c)) {
        addProduct(code, constantRate[e], 2, e);
      }
      code.store();
    }
  }

  /** The entries of a column, in order. */
  private static int[] entries(int[] columns, int column) {
    return IntStream.range(0, columns.length).filter(e -> columns[e] == column).toArray();
  }
}
