package org.lamarck.worker.method.rodas5p;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.method.StageTangents;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepTangent;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * The tangents of a step of Rodas5P. Each stage is differentiated,
 *
 * <pre>W V_i = J(Y_i) S_i + f_p(Y_i) p' + ∂(J U_i)/∂y s + ∂(J U_i)/∂p p' + M Σ_j c_ij V_j / h
 *       + h d_i (f_ty s + f_tp p'),          S_i = s + Σ_j a_ij V_j,</pre>
 *
 * with J, U, M and W of the step itself: so the result is the derivative of the computed states
 * along the steps taken (Sandu, Verwer, Blom, Spee, Carmichael &amp; Potra 1997, Hairer &amp;
 * Wanner II). All directions are right-hand sides of one factorisation.
 */
final class Rodas5PTangent implements StepTangent {
  private static final int STAGES = Rodas5PTableau.STAGES;

  private final Step step;
  private final int[] algebraic;
  private final LagTangents lags;
  private final StageTangents rates;
  private final double[] w = new double[STAGES];
  private boolean isEvaluated; // second derivatives, which serve all sizes of a step

  Rodas5PTangent(StepDerivatives derivatives) {
    this.step = derivatives.step();
    this.algebraic = step.system().structure().algebraic().values();
    this.lags = new LagTangents(step);
    this.rates = derivatives.newTangents(STAGES);
  }

  @Override
  public void begin(Seeds seeds) {
    lags.begin(seeds);
    rates.begin(seeds);
    isEvaluated = false;
  }

  @Override
  public void advance() {
    isEvaluated = false;
  }

  @Override
  public double follow(DirectionBlocks blocks, @Nullable ErrorScale errors) {
    differentiateStages();
    lags.prepare();
    double norm = 0;
    for (int b = 0; b < blocks.count(); b++) {
      DirectionBlock block = blocks.get(b);
      block.require(STAGES);
      for (int i = 0; i < STAGES; i++) {
        stageState(block, i);
        rates.multiplyBent(block, i);
        lags.addTo(block, i);
        for (int j = 0; j < i; j++) {
          w[j] = Rodas5PTableau.c(i, j) / step.size();
        }
        solve(block, i);
      }
      block.addStage(STAGES - 1);
      if (!block.finish()) {
        return Double.NaN;
      }
      if (errors != null) {
        norm = Math.max(norm, block.error(errors, STAGES - 1));
      }
    }
    return norm;
  }

  /** S_i; the last rows of a differ by the last stage only. */
  private static void stageState(DirectionBlock block, int i) {
    if (i >= STAGES - 2) {
      block.addStage(i - 1);
    } else {
      block.combine(Rodas5PTableau.A[i], i);
    }
  }

  /** V_i ← W⁻¹ (work + M Σ_j w_j V_j). */
  private void solve(DirectionBlock block, int i) {
    if (i > 0) {
      block.addStages(w, i, algebraic);
    }
    block.solve(step.lu());
    block.keep(i);
  }

  /** The matrices of the stages, which serve all directions. */
  private void differentiateStages() {
    if (!isEvaluated) {
      rates.bend();
      isEvaluated = true;
    }
    for (int i = 0; i < STAGES; i++) {
      rates.linearise(i, step.size() * Rodas5PTableau.d(i));
    }
  }

  @Override
  public void accept(double end, DirectionBlocks blocks) {
    lags.accept(end, blocks);
  }
}
