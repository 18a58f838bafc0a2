package org.lamarck.worker.model;

/**
 * A compiled list of formulas. An instance has a workspace of its own and serves one thread;
 * results may be infinite or NaN.
 */
public interface Kernel {
  /**
   * Evaluates every formula.
   *
   * @param t model time
   * @param y the first block of named inputs, for a model its states
   * @param p the second block of named inputs, for a model its constants
   * @param out one number for each formula, in order
   */
  void evaluate(double t, double[] y, double[] p, double[] out);
}
