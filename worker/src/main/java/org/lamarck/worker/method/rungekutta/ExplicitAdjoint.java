package org.lamarck.worker.method.rungekutta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.OutputBars;
import org.lamarck.worker.method.StageAdjoints;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepAdjoint;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.sparse.StageTranspose;
import org.lamarck.worker.system.WrittenStep;

/**
 * The transpose of a step of an explicit Runge–Kutta method, U_i = h f(Y_i). With bars for
 * derivatives of the scalar,
 *
 * <pre>z_i = h Ū_i,   g_i = J(Y_i)ᵀ z_i,   Ū_j += a_ij g_i for j &lt; i,   ȳ += g_i,
 * p̄ += f_p(Y_i)ᵀ z_i.</pre>
 *
 * Of the stages of the step, each takes its Ū_j from those behind it when its turn comes: nothing
 * is written that is read again as part of a sum.
 *
 * <p>The last stage is at the end of the step, where the next step may have its first one: then
 * what is for both goes through the rates once.
 */
final class ExplicitAdjoint implements StepAdjoint {
  private final ExplicitTableau tableau;
  private final int stages;
  private final int states;
  private final Step step;
  private final StageAdjoints rates;
  private final double[] stageBar; // what outputs within the step say of U_i, after one another
  private final double[] z;
  private final double[] g; // of a stage of the dense output alone
  private final double[][] passed; // g_i of the stages of the step, the last one first
  private final double[][] columns; // by stage j, a_ij of those behind it, the last one first
  private final double[][] within; // g_i of all but the last one
  private final double[] ones;
  private final double[] shared; // z of the first stage of the step behind
  private final double[] startBar; // what stages of the dense output pass back to y
  private final double[] weights;
  private @Nullable StepHistory history;
  private boolean isShared;
  private final double[] outputBar; // of the outputs within the step, their sum
  private boolean hasBars; // of outputs within the last step, so that not all are 0
  private final WrittenForm written;
  private WrittenStep.@Nullable Carried carried;

  ExplicitAdjoint(ExplicitTableau tableau, StepDerivatives derivatives) {
    this.tableau = tableau;
    this.stages = tableau.stages();
    this.step = derivatives.step();
    this.rates = derivatives.newAdjoints();
    this.states = step.system().structure().states();
    this.stageBar = new double[tableau.denseStages() * states];
    this.weights = new double[tableau.denseStages()];
    this.z = new double[states];
    this.g = new double[states];
    this.passed = new double[stages][states];
    this.within = Arrays.copyOfRange(passed, 1, stages);
    this.columns = new double[stages][];
    for (int j = 0; j < stages; j++) {
      columns[j] = new double[stages - 1 - j];
      for (int k = 0; k < columns[j].length; k++) {
        columns[j][k] = tableau.a(stages - 1 - k)[j];
      }
    }
    this.ones = new double[stages];
    Arrays.fill(ones, 1.0);
    this.shared = new double[states];
    this.startBar = new double[states];
    this.outputBar = new double[states];
    this.written = new WrittenForm(tableau, step.system());
  }

  @Override
  public void begin(StepHistory steps, double start) {
    history = steps;
    isShared = false;
  }

  @Override
  public void transpose(int k, OutputBars outputs, Bars bars) {
    double[] stateBar = bars.state();
    if (hasBars) {
      Arrays.fill(stageBar, 0.0);
      Arrays.fill(outputBar, 0.0);
    }
    hasBars = outputs.count() > 0;
    for (int output = 0; output < outputs.count(); output++) {
      outputs.addTo(output, 1, outputBar, 0);
      tableau.denseWeights(outputs.theta(output), 0, weights);
      for (int i = 0; i < weights.length; i++) {
        outputs.addTo(output, weights[i], stageBar, i * states);
      }
    }
    boolean isContinued = history != null && history.isContinued(k);
    if (isContinued && step.isWritten() && !step.isMoved() && transposeWritten(bars)) {
      isShared = true;
      return;
    }
    if (!step.complete()) {
      Arrays.fill(stateBar, Double.NaN); // what cannot be computed is not finite
      return;
    }
    boolean hasOutputs = outputs.count() > 0;
    boolean hasDense = hasOutputs && weights.length > stages;
    if (hasDense) {
      Arrays.fill(startBar, 0.0);
      for (int i = weights.length - 1; i >= stages; i--) {
        transposeStage(i, startBar, bars);
      }
    }
    transposeLast(hasOutputs, bars);
    System.arraycopy(stateBar, 0, passed[0], 0, states); // through y₁, which is Y of the last stage
    for (int s = 0; s < states; s++) {
      stateBar[s] += outputBar[s];
    }
    if (hasDense) {
      for (int s = 0; s < states; s++) {
        stateBar[s] += startBar[s];
      }
    }
    for (int i = stages - 2; i > 0; i--) {
      transposeWithin(i, bars);
    }
    isShared = isContinued; // the first stage is left to the step before if it is the last of that
    if (isContinued) {
      bar(0, shared);
    } else {
      transposeWithin(0, bars);
    }
    int count = isContinued ? stages - 2 : stages - 1;
    StageTranspose.gather(stateBar, stateBar, 0, ones, within, count, states);
  }

  /** The whole step at once; false where it is not written out, or something is not finite. */
  private boolean transposeWritten(Bars bars) {
    WrittenStep known = written.steps();
    if (known == null) {
      return false;
    }
    WrittenStep.Carried all = carried;
    double[] kept = step.kept();
    if (all == null
        || all.state() != bars.state()
        || all.constants() != bars.constants()
        || all.kept() != kept) {
      all =
          new WrittenStep.Carried(
              stageBar, outputBar, bars.state(), shared, bars.constants(), kept);
      carried = all;
    }
    if (!isShared) {
      Arrays.fill(shared, 0.0);
    }
    return known.transpose(step.size(), step.state(), step.increments(), step.constants(), all);
  }

  /** The stage at the end of the step: y₁ there is what it is a function of. */
  private void transposeLast(boolean hasOutputs, Bars bars) {
    if (!hasOutputs && !isShared) {
      return;
    }
    double h = step.size();
    for (int s = 0; s < states; s++) {
      z[s] = h * stageBar[(stages - 1) * states + s] + (isShared ? shared[s] : 0);
    }
    rates.apply(stages - 1, z, g, bars);
    double[] stateBar = bars.state();
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }

  /** A stage of the step, of which all behind it are done. */
  private void transposeWithin(int i, Bars bars) {
    bar(i, z);
    rates.apply(i, z, passed[stages - 1 - i], bars);
  }

  /** z_i: instead of passing g_i on to all stages before it, each takes from those behind it. */
  private void bar(int i, double[] out) {
    int behind = stages - 1 - i;
    StageTranspose.gather(out, stageBar, i * states, columns[i], passed, behind, states);
    double h = step.size();
    for (int s = 0; s < states; s++) {
      out[s] *= h;
    }
  }

  /** A stage of the dense output. */
  private void transposeStage(int i, double[] bar, Bars bars) {
    double h = step.size();
    for (int s = 0; s < states; s++) {
      z[s] = h * stageBar[i * states + s];
    }
    rates.apply(i, z, g, bars);
    StageTranspose.add(stageBar, i, tableau.a(i), g, states);
    for (int s = 0; s < states; s++) {
      bar[s] += g[s];
    }
  }
}
