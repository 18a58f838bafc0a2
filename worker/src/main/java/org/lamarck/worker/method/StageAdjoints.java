package org.lamarck.worker.method;

/** The transpose of {@link StageTangents}, for one scalar. */
public interface StageAdjoints {
  /**
   * Transposes J and f_p at a stage.
   *
   * @param z derivatives by f
   * @param g becomes J(Y_i)ᵀ z
   * @param bars of which p̄ gains f_p(Y_i)ᵀ z
   */
  void apply(int i, double[] z, double[] g, Bars bars);

  /** A step begins whose stages are bent: evaluates the second derivatives of f at its start. */
  void bend();

  /**
   * Transposes a stage with the second derivatives.
   *
   * @param timeFactor h d_i
   * @param z derivatives by f
   * @param g becomes J(Y_i)ᵀ z
   * @param bars gain what the second derivatives pass back to the start of the step, at once or by
   *     {@link #finish}; p̄ gains f_p(Y_i)ᵀ z
   */
  void applyBent(int i, double timeFactor, double[] z, double[] g, Bars bars);

  /** All stages have been transposed. */
  void finish(Bars bars);
}
