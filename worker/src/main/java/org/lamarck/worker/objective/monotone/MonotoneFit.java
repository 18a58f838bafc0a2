package org.lamarck.worker.objective.monotone;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.MonotoneScale;

/**
 * The measurements of one observable, compared with simulated values through the best of all
 * monotone functions of a kind. At the best one the derivative by its own parameters vanishes, or
 * they are at a bound: derivatives of the objective are those with the function held (Schmiester et
 * al. (2020), J. Math. Biol. 81). Serves one thread.
 */
interface MonotoneFit {
  /**
   * Finds the best function.
   *
   * @param values simulated, one for each measurement, finite
   * @param sigmas the noise's scales, above 0
   */
  void solve(double[] values, double[] sigmas);

  /** What these measurements add to the objective. */
  double objective();

  /** Of a measurement; half the sum of their squares is the objective, but for constants. */
  double residual(int measurement);

  /** What turns residuals into distances. */
  double sigma(int measurement);

  /** What the function makes of the simulated value, to be compared with the measured one. */
  double compared(int measurement);

  /** The function. */
  MonotoneScale scale();

  /** ∂objective/∂(simulated value). */
  double byValue(int measurement);

  /** ∂objective/∂σ. */
  double bySigma(int measurement);

  /**
   * Adds residuals, their derivatives where the function follows, and the gradient.
   *
   * @param tangents derivatives of simulated values by n coordinates, row by row
   * @param ofSigmas the same of σ; absent where they are numbers
   * @param gradient n
   */
  void addRows(double[] tangents, double @Nullable [] ofSigmas, double[] gradient, RowSink sink);
}
