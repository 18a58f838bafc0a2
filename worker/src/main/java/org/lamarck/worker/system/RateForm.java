package org.lamarck.worker.system;

/**
 * f = N v(t, y, p) with R rates v and N a constant sparse n × R matrix, and the derivatives of v up
 * to the second, sparse with a fixed pattern, see {@link SystemStructure}. What an implicit step
 * and its exact derivatives need is assembled of these.
 *
 * <p>Methods write their last arguments and nothing else; results may be infinite or NaN, which
 * callers check.
 */
public interface RateForm {
  SystemStructure structure();

  /** How its steps are computed, always the same one; systems of one model may share it. */
  StepPatterns patterns();

  /** Which rates are multiples of others. */
  default RateMultiples multiples() {
    return RateMultiples.none(structure().rates());
  }

  /** v(t, y, p). */
  void rates(double t, double[] y, double[] p, double[] v);

  /**
   * v and its first derivatives.
   *
   * @param vy ∂v/∂y in the order of {@link SystemStructure#rateStates}
   * @param vp ∂v/∂p in the order of {@link SystemStructure#rateConstants}
   * @param vt ∂v/∂t in the order of {@link SystemStructure#timedRates}
   */
  void firstDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vp, double[] vt);

  /** ∂v/∂y and ∂v/∂t alone, with v, for simulation without sensitivities. */
  void stateDerivatives(double t, double[] y, double[] p, double[] v, double[] vy, double[] vt);

  /**
   * Second derivatives of v.
   *
   * @param vyy ∂²v/∂y∂y in the order of {@link SystemStructure#stateStatePairs}
   * @param vyp ∂²v/∂y∂p in the order of {@link SystemStructure#stateConstantPairs}
   * @param vty ∂²v/∂t∂y in the order of {@link SystemStructure#timeStatePairs}
   * @param vtp ∂²v/∂t∂p in the order of {@link SystemStructure#timeConstantPairs}
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // the kernel signature: inputs, then outputs
  void secondDerivatives(
      double t, double[] y, double[] p, double[] vyy, double[] vyp, double[] vty, double[] vtp);
}
