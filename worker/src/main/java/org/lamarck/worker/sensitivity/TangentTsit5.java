package org.lamarck.worker.sensitivity;

import org.lamarck.worker.method.ErrorScale;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Tsit5Tableau;
import org.lamarck.worker.system.Assembly;

/**
 * The tangents of a step of Tsit5, stage by stage
 *
 * <pre>V_i = h (J(Y_i) S_i + f_p(Y_i) p'),   S_i = s + Σ_j a_ij V_j.</pre>
 *
 * The last stage is at the end of the step, where the next one may go on: its first stage then is
 * that one, in another length.
 */
final class TangentTsit5 {
  private static final int STAGES = Tsit5Tableau.STAGES;

  private final Step step;
  private final Assembly constantJacobian;
  private final double[][] jacobians;
  private final double[][] slopes;
  private double size; // h of the last tangents
  private boolean isBegun; // the first stage is known, for a step of another size

  /**
   * Tangents in workspaces of the caller.
   *
   * @param jacobians by stage; the first one is that of the step
   * @param slopes by stage, f_p
   */
  TangentTsit5(Step step, Assembly constantJacobian, double[][] jacobians, double[][] slopes) {
    this.step = step;
    this.constantJacobian = constantJacobian;
    this.jacobians = jacobians;
    this.slopes = slopes;
  }

  /** Another step begins. */
  void advance() {
    isBegun = false;
  }

  /**
   * Carries blocks over the step.
   *
   * @param errors what errors are compared with
   * @return the largest error norm where it is tested, else 0; NaN when tangents are not finite
   */
  double follow(DirectionBlock[] blocks, boolean isTested, ErrorScale errors) {
    boolean isKnown = isBegun || step.isContinued();
    for (int i = isKnown ? 1 : 0; i < STAGES; i++) {
      constantJacobian.assemble(step.rateConstants(i), slopes[i]);
      if (i > 0) {
        step.stateJacobian().assemble(step.rateStates(i), jacobians[i]);
      }
    }
    double norm = 0;
    for (DirectionBlock block : blocks) {
      if (isKnown) {
        block.reuse(isBegun ? 0 : STAGES - 1, step.size() / size);
      }
      for (int i = isKnown ? 1 : 0; i < STAGES; i++) {
        block.explicitState(i);
        block.multiply(jacobians[i]);
        block.addSlopes(slopes[i]);
        block.keep(i, step.size());
      }
      if (!block.finishExplicit()) {
        return Double.NaN;
      }
      if (isTested) {
        norm = Math.max(norm, block.explicitError(errors));
      }
    }
    size = step.size();
    isBegun = true;
    return norm;
  }
}
