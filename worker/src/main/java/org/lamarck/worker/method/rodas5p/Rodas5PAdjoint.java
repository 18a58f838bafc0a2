package org.lamarck.worker.method.rodas5p;

import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.OutputBars;
import org.lamarck.worker.method.StageAdjoints;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepAdjoint;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.sparse.StageTranspose;
import org.lamarck.worker.system.SystemStructure;

/**
 * The transpose of a step of Rodas5P. With bars for derivatives of the scalar,
 *
 * <pre>z_i  = W⁻ᵀ Ū_i,            g_i = J(Y_i)ᵀ z_i,
 * Ū_j += a_ij g_i + c_ij / h M z_i   for j &lt; i,
 * ȳ   += g_i + (∂(J U_i)/∂y + h d_i f_ty)ᵀ z_i,
 * p̄   += (f_p(Y_i) + ∂(J U_i)/∂p + h d_i f_tp)ᵀ z_i.</pre>
 */
final class Rodas5PAdjoint implements StepAdjoint {
  private static final int STAGES = Rodas5PTableau.STAGES;

  private final Step step;
  private final int states;
  private final int[] algebraic;
  private final StageAdjoints rates;
  private final LagAdjoints lags;
  private final double[] stageBar; // Ū_i after one another
  private final double[] z;
  private final double[] g;
  private final double[] weights = new double[STAGES];

  Rodas5PAdjoint(StepDerivatives derivatives) {
    this.step = derivatives.step();
    SystemStructure structure = step.system().structure();
    this.states = structure.states();
    this.algebraic = structure.algebraic().values();
    this.rates = derivatives.newAdjoints();
    this.lags = new LagAdjoints(step);
    this.stageBar = new double[STAGES * states];
    this.z = new double[states];
    this.g = new double[states];
  }

  @Override
  public void begin(StepHistory history, double start) {
    lags.begin(history, start);
  }

  @Override
  public void transpose(int k, OutputBars outputs, Bars bars) {
    setStages(outputs, bars.state());
    lags.take(k, stageBar);
    rates.bend();
    for (int i = STAGES - 1; i >= 0; i--) {
      transposeStage(i, bars);
    }
    rates.finish(bars);
  }

  /** Sets Ū from the state at the end of the step and from the outputs within it. */
  private void setStages(OutputBars outputs, double[] stateBar) {
    for (int i = 0; i < STAGES; i++) {
      double b = Rodas5PTableau.B[i];
      for (int s = 0; s < states; s++) {
        stageBar[i * states + s] = b * stateBar[s];
      }
    }
    for (int output = 0; output < outputs.count(); output++) {
      Rodas5PTableau.denseWeights(outputs.theta(output), 0, weights);
      for (int i = 0; i < STAGES; i++) {
        outputs.addTo(output, weights[i], stageBar, i * states);
      }
      outputs.addTo(output, 1, stateBar, 0);
    }
  }

  private void transposeStage(int i, Bars bars) {
    step.lu().solveTransposed(stageBar, i * states);
    System.arraycopy(stageBar, i * states, z, 0, states);
    double timeFactor = step.size() * Rodas5PTableau.d(i);
    rates.applyBent(i, timeFactor, z, g, bars);
    lags.pass(i, z, bars);
    for (int row : algebraic) {
      z[row] = 0; // from here on M z
    }
    for (int j = 0; j < i; j++) {
      weights[j] = Rodas5PTableau.C[i][j] / step.size();
    }
    StageTranspose.add(stageBar, i, Rodas5PTableau.A[i], g, weights, z, states);
    double[] stateBar = bars.state();
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }
}
