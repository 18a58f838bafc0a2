package org.lamarck.worker.system;

/**
 * A function of time, states and constants with its sparse gradient. An instance has workspaces of
 * its own and serves one thread.
 */
public interface PointFunction {
  double value(double t, double[] y, double[] p);

  /** ∂/∂t; what {@link #gradient} writes is complete only with it. */
  double gradient(double t, double[] y, double[] p, double[] byArgument);

  /**
   * The arguments of the entries of the gradient, not to be written to: state s is s, constant k is
   * n + k.
   */
  int[] arguments();
}
