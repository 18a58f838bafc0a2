package org.lamarck.worker.system;

/**
 * A function of time, states and constants with its sparse gradient. An instance has workspaces of
 * its own and serves one thread.
 */
public interface PointFunction {
  double value(double t, double[] y, double[] p);

  /** The value at a point. */
  default double value(Point at) {
    return value(at.time(), at.state(), at.constants());
  }

  /** ∂/∂t; what {@link #gradient} writes is complete only with it. */
  double gradient(double t, double[] y, double[] p, double[] byArgument);

  /** The gradient at a point. */
  default double gradient(Point at, double[] byArgument) {
    return gradient(at.time(), at.state(), at.constants(), byArgument);
  }

  /**
   * The arguments of the entries of the gradient, not to be written to: state s is s, constant k is
   * n + k.
   */
  int[] arguments();
}
