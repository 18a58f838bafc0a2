package org.lamarck.worker.system;

import java.util.List;

/**
 * dy/dt = N v(t, y, p), with y of n states, p of m constants, v of R rates, and N a constant sparse
 * n × R matrix; in the rows of algebraic states 0 = N v instead, of index 1: the derivatives of
 * these rows by these states are a regular matrix. The derivatives of v are sparse with a fixed
 * pattern, see {@link SystemStructure}.
 *
 * <p>An instance has workspaces of its own and serves one thread. Methods write their last
 * arguments and nothing else; results may be infinite or NaN, which callers check.
 */
public interface OdeSystem {
  SystemStructure structure();

  /** How its steps are computed, always the same one; systems of one model may share it. */
  StepPatterns patterns();

  /**
   * Whether a state is an amount or a concentration, whose units change together; others have units
   * of their own.
   */
  default boolean isAmount(int state) {
    return true;
  }

  /** The states that are what other states were some time ago. */
  default List<LagShape> lags() {
    return List.of();
  }

  /** Which rates are multiples of others. */
  default RateMultiples multiples() {
    return RateMultiples.none(structure().rates());
  }

  /** What is not smooth about it. */
  default Discontinuities discontinuities() {
    return Discontinuities.NONE;
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
