package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;

/**
 * Derivatives of a scalar by the states and by the constants, ȳ and p̄: what a sweep back carries.
 * Whoever transposes a computation changes ȳ from that of its results to that of its arguments, and
 * adds to p̄.
 */
public final class Bars {
  private final double[] state;
  private final double[] constants;

  /**
   * Bars in arrays.
   *
   * @param state n numbers, not copied
   * @param constants m numbers, not copied
   */
  public Bars(double[] state, double[] constants) {
    this.state = state;
    this.constants = constants;
  }

  /** Sets all to 0. */
  public void clear() {
    Arrays.fill(state, 0.0);
    Arrays.fill(constants, 0.0);
  }

  /** ȳ, n numbers, to be changed in place. */
  public double[] state() {
    return state;
  }

  /** p̄, m numbers, to be added to. */
  public double[] constants() {
    return constants;
  }

  /** Adds others times a factor. */
  void add(double factor, Bars others) {
    for (int s = 0; s < state.length; s++) {
      state[s] += factor * others.state[s];
    }
    for (int k = 0; k < constants.length; k++) {
      constants[k] += factor * others.constants[k];
    }
  }

  /** Whether ȳ is finite. */
  public boolean isStateFinite() {
    return Finite.all(state);
  }

  /** Whether all are finite. */
  public boolean areFinite() {
    return Finite.all(state) && Finite.all(constants);
  }
}
