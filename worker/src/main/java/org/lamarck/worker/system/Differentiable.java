package org.lamarck.worker.system;

/** A field whose derivatives can be multiplied by, from either side; no matrix need exist. */
public interface Differentiable extends VectorField {
  /**
   * The derivative in a direction, f_y y′ + f_p p′.
   *
   * @param dy y′, n numbers
   * @param dp p′, m numbers
   * @param df becomes the derivative, n numbers
   */
  void jvp(Point at, double[] dy, double[] dp, double[] df);

  /**
   * The transpose of that.
   *
   * @param z derivatives of a scalar by f, n numbers
   * @param yBar becomes f_yᵀ z, n numbers
   * @param pBar gains f_pᵀ z, m numbers
   */
  void vjp(Point at, double[] z, double[] yBar, double[] pBar);
}
