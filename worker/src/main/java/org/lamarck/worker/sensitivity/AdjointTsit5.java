package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Scheme;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Tsit5Tableau;

/**
 * The transpose of a step of Tsit5, U_i = h f(Y_i). With bars for derivatives of the scalar,
 *
 * <pre>z_i = h Ū_i,   g_i = J(Y_i)ᵀ z_i,   Ū_j += a_ij g_i for j &lt; i,   ȳ += g_i,
 * p̄ += f_p(Y_i)ᵀ z_i.</pre>
 *
 * The last stage is at the end of the step, where the next step may have its first one: then what
 * is for both goes through the rates once.
 */
final class AdjointTsit5 {
  private static final int STAGES = Tsit5Tableau.STAGES;

  private final int states;
  private final Step step;
  private final TransposedRates rates;
  private final double[] bars; // Ū_i after one another
  private final double[] z;
  private final double[] g;
  private final double[] shared; // z of the first stage of the step behind
  private final double[] weights = new double[Scheme.MOST_STAGES];
  private boolean isShared;

  /** The transpose of {@code step}; {@code rates} may serve others between its steps. */
  AdjointTsit5(int states, Step step, TransposedRates rates) {
    this.states = states;
    this.step = step;
    this.rates = rates;
    this.bars = new double[STAGES * states];
    this.z = new double[states];
    this.g = new double[states];
    this.shared = new double[states];
  }

  void begin() {
    isShared = false;
  }

  /**
   * Goes back over step k, as which the step has been restored.
   *
   * @param outBar derivatives by the outputs
   * @param stateBar from the end of the step to its start
   * @param constantBar gains ∂/∂p
   */
  void transpose(
      int k,
      StepRecord steps,
      TimeGrid grid,
      double[] outBar,
      double[] stateBar,
      double[] constantBar) {
    Arrays.fill(bars, 0.0);
    for (int output = steps.from(k); output < steps.to(k); output++) {
      double theta = (grid.time(output) - steps.start(k)) / (steps.end(k) - steps.start(k));
      Scheme.TSIT5.denseWeights(theta, weights);
      addOutput(outBar, output * states);
    }
    transposeLast(steps.from(k) < steps.to(k), stateBar, constantBar);
    for (int i = 0; i < STAGES - 1; i++) {
      double b = Scheme.TSIT5.b(i);
      for (int s = 0; s < states; s++) {
        bars[i * states + s] += b * stateBar[s];
      }
    }
    for (int output = steps.from(k); output < steps.to(k); output++) {
      for (int s = 0; s < states; s++) {
        stateBar[s] += outBar[output * states + s];
      }
    }
    for (int i = STAGES - 2; i > 0; i--) {
      transposeStage(i, stateBar, constantBar);
    }
    transposeFirst(steps.history().isContinued(k), stateBar, constantBar);
  }

  private void addOutput(double[] outBar, int from) {
    for (int i = 0; i < STAGES; i++) {
      double weight = weights[i];
      for (int s = 0; s < states; s++) {
        bars[i * states + s] += weight * outBar[from + s];
      }
    }
  }

  /** The stage at the end of the step: y₁ there is what it is a function of. */
  private void transposeLast(boolean hasOutputs, double[] stateBar, double[] constantBar) {
    if (!hasOutputs && !isShared) {
      return;
    }
    double h = step.size();
    for (int s = 0; s < states; s++) {
      z[s] = h * bars[(STAGES - 1) * states + s] + (isShared ? shared[s] : 0);
    }
    rates.apply(z, step.rateStates(STAGES - 1), step.rateConstants(STAGES - 1), g, constantBar);
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }

  private void transposeStage(int i, double[] stateBar, double[] constantBar) {
    double h = step.size();
    for (int s = 0; s < states; s++) {
      z[s] = h * bars[i * states + s];
    }
    rates.apply(z, step.rateStates(i), step.rateConstants(i), g, constantBar);
    for (int j = 0; j < i; j++) {
      double a = Tsit5Tableau.a(i, j);
      for (int s = 0; s < states; s++) {
        bars[j * states + s] += a * g[s];
      }
    }
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }

  /** The stage at the start, which is left to the step before if it is the last one of that. */
  private void transposeFirst(boolean isContinued, double[] stateBar, double[] constantBar) {
    isShared = isContinued;
    if (!isContinued) {
      transposeStage(0, stateBar, constantBar);
      return;
    }
    double h = step.size();
    for (int s = 0; s < states; s++) {
      shared[s] = h * bars[s];
    }
  }
}
