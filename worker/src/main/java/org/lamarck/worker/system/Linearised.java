package org.lamarck.worker.system;

import org.lamarck.worker.sparse.SparsePattern;

/** A field with its Jacobian, sparse with a fixed pattern or dense. */
public interface Linearised extends VectorField {
  /** The pattern of J = ∂f/∂y, n rows. */
  SparsePattern jacobian();

  /**
   * Evaluates f with its derivatives by states and time.
   *
   * @param f becomes dy/dt, n numbers
   * @param fy becomes J in the order of its pattern
   * @param ft becomes ∂f/∂t, n numbers; none when {@link #isAutonomous}
   */
  void linearise(Point at, double[] f, double[] fy, double[] ft);
}
