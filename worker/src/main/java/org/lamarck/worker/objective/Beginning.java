package org.lamarck.worker.objective;

import java.util.NavigableSet;

/**
 * How the constants and states at the beginning of a phase follow from the parameters and from
 * where the phase before it has ended. Serves one thread; what {@link #values} has computed is used
 * by the other methods.
 */
interface Beginning {
  /** The pattern of ∂p/∂θ. */
  ConstantPattern constants();

  /** The coordinates that reach a state here, besides those that reach one in the phase before. */
  NavigableSet<Integer> stateCoordinates();

  /**
   * Computes constants and states.
   *
   * @param formulas at the point
   * @param p receives the m constants of the model
   * @param y receives the n states
   */
  void values(ParameterFormulas formulas, double[] p, double[] y);

  /** Computes ∂p/∂θ on the linear scale, in the order of the pattern. */
  void differentiate(ParameterFormulas formulas, double[] entries);

  /**
   * Computes ∂y/∂θ.
   *
   * @param coordinates of the columns, ascending: all that reach a state here or before
   * @param s receives n × coordinates, row-major
   */
  void carry(ParameterFormulas formulas, int[] coordinates, double[] s);

  /**
   * Adds what derivatives by states and constants here mean for the parameters, and for the end of
   * the phase before.
   *
   * @param yBar ∂L/∂y, n numbers
   * @param pBar ∂L/∂p, at least m numbers
   * @param gradient by coordinate, linear scale; added to
   */
  void transpose(ParameterFormulas formulas, double[] yBar, double[] pBar, double[] gradient);
}
