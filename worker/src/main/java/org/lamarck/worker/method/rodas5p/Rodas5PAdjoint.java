package org.lamarck.worker.method.rodas5p;

import java.util.Arrays;
import org.lamarck.worker.method.OutputBars;
import org.lamarck.worker.method.SecondDerivatives;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepAdjoint;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.method.TransposedRates;
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
  private final SecondDerivatives second;
  private final TransposedRates rates;
  private final LagAdjoints lags;
  private final double[] products;
  private final double[] times;
  private final double[] stageBar; // Ū_i after one another
  private final double[] z;
  private final double[] g;
  private final double[] weights = new double[STAGES];

  Rodas5PAdjoint(StepDerivatives derivatives) {
    this.step = derivatives.step();
    SystemStructure structure = step.system().structure();
    this.states = structure.states();
    this.algebraic = structure.algebraic().values();
    this.second = derivatives.second();
    this.rates = derivatives.transposed();
    this.lags = new LagAdjoints(step);
    this.products = new double[structure.rateStates().size()];
    this.times = new double[structure.rates()];
    this.stageBar = new double[STAGES * states];
    this.z = new double[states];
    this.g = new double[states];
  }

  @Override
  public void begin(StepHistory history, double start) {
    lags.begin(history, start);
  }

  @Override
  public void transpose(int k, OutputBars outputs, double[] stateBar, double[] constantBar) {
    setStages(outputs, stateBar);
    lags.take(k, stageBar);
    second.evaluate(step);
    for (int i = STAGES - 1; i >= 0; i--) {
      transposeStage(i, stateBar, constantBar);
    }
    second.addTransposed(products, times, stateBar, constantBar);
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
      Rodas5PTableau.denseWeights(outputs.theta(output), weights);
      for (int i = 0; i < STAGES; i++) {
        outputs.addTo(output, weights[i], stageBar, i * states);
      }
      outputs.addTo(output, 1, stateBar, 0);
    }
    Arrays.fill(products, 0.0);
    Arrays.fill(times, 0.0);
  }

  private void transposeStage(int i, double[] stateBar, double[] constantBar) {
    step.lu().solveTransposed(stageBar, i * states);
    System.arraycopy(stageBar, i * states, z, 0, states);
    double timeFactor = step.size() * Rodas5PTableau.d(i);
    rates.applyAndGather(z, step, i, timeFactor, g, constantBar, products, times);
    lags.pass(i, z, constantBar);
    for (int row : algebraic) {
      z[row] = 0; // from here on M z
    }
    for (int j = 0; j < i; j++) {
      double a = Rodas5PTableau.A[i][j];
      double c = Rodas5PTableau.c(i, j) / step.size();
      for (int s = 0; s < states; s++) {
        stageBar[j * states + s] += a * g[s] + c * z[s];
      }
    }
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }
}
