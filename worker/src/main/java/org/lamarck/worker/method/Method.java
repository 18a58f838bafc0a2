package org.lamarck.worker.method;

import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/**
 * A one-step method. Of a step from (t, y) to (t + h, y₁) it keeps increments U_j, of which y₁ and
 * the state within the step are linear combinations, y + Σ_j w_j U_j: whatever needs no more than
 * that is one for all methods. What a method does is in four parts, each with workspaces for one
 * thread: its coefficients here, its {@link Stepper}, and the derivatives of what that computes,
 * forward and backward.
 *
 * <p>There is one instance of each method; it has no state.
 */
public interface Method {
  /** By which users choose it, in small letters. */
  String name();

  /** The order of y₁. */
  int order();

  /** The order of what the error estimate compares y₁ with: errors go with h to one more. */
  int errorOrder();

  /** The increments that a step computes. */
  int stages();

  /** The increments that the state within a step is made of, no fewer than {@link #stages}. */
  default int denseStages() {
    return stages();
  }

  /**
   * Whether steps are short and the state within one is less exact than at its end, so that those
   * that end at outputs are worth more than fewer ones.
   */
  default boolean isCoarseWithin() {
    return !isImplicit() && denseStages() == stages();
  }

  /** Whether it solves with W = M/(hγ) − J. */
  boolean isImplicit();

  /** Whether it can integrate a system: with algebraic states, lags and fast reactions or not. */
  boolean suits(OdeSystem system);

  /** Steps are stable up to this hρ, with ρ the spectral radius of J; infinite for all. */
  double stability();

  /**
   * About what a step of a simulation costs, see {@link StepCosts}.
   *
   * @param lu the factorisation of W, which need not have been computed
   */
  double cost(SystemStructure structure, SparseLu lu);

  /** Stage i is evaluated at t + node(i) h. */
  double node(int i);

  /** b_j: y(t + h) = y + Σ_j b_j U_j. */
  double b(int j);

  /** The weights w of the dense output: y(t + θh) = y + Σ_j w_j U_j. */
  default void denseWeights(double theta, double[] w) {
    denseWeights(theta, 0, w);
  }

  /**
   * The weights of a derivative of the dense output by θ: d^m y/dθ^m = Σ_j w_j U_j, plus y for m =
   * 0.
   *
   * @param order m, from 0 to 3
   */
  void denseWeights(double theta, int order, double[] w);

  /** What makes steps in these workspaces. */
  Stepper newStepper(StepWorkspace workspace);

  /** What differentiates them forward. */
  StepTangent newTangent(StepDerivatives derivatives);

  /** What differentiates them backward. */
  StepAdjoint newAdjoint(StepDerivatives derivatives);
}
