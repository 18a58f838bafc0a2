package org.lamarck.worker.method.rodas5p;

import static org.lamarck.worker.method.rodas5p.Rodas5PTableau.C;
import static org.lamarck.worker.method.rodas5p.Rodas5PTableau.D;
import static org.lamarck.worker.method.rodas5p.Rodas5PTableau.GAMMA;
import static org.lamarck.worker.method.rodas5p.Rodas5PTableau.STAGES;

import org.lamarck.worker.method.StepWorkspace;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.StageCombination;

/** Makes steps of Rodas5P; symbols are those of {@link Rodas5PTableau}. */
final class Rodas5PStepper implements Stepper {
  private final StepWorkspace step;
  private final int states;
  private final int[] algebraic;
  private final double[] ft;
  private final double[] stageState;
  private final double[] bound; // of the error of the dense output
  private final double[] residuals;
  private final double[] w = new double[STAGES];
  private boolean isTimed;

  Rodas5PStepper(StepWorkspace step) {
    this.step = step;
    this.states = step.states();
    this.algebraic = step.system().structure().algebraic().values();
    this.ft = new double[states];
    this.stageState = new double[states];
    this.bound = new double[states];
    this.residuals = new double[algebraic.length];
  }

  @Override
  public boolean begin() {
    if (!step.evaluateLinear()) {
      return false;
    }
    boolean isFinite = step.assembleJacobian();
    isTimed = step.timeDerivative(ft);
    return isFinite && Finite.all(ft);
  }

  @Override
  public boolean evaluateJacobian() {
    return step.evaluateJacobian();
  }

  @Override
  public boolean attempt() {
    if (!factorise()) {
      return false;
    }
    double[] u = step.stages();
    double h = step.size();
    for (int i = 0; i < STAGES; i++) {
      if (i == 0) {
        System.arraycopy(step.slope(), 0, u, 0, states);
        System.arraycopy(step.state(), 0, stageState, 0, states);
      } else {
        stageState(i);
        step.evaluate(i, stageState);
        for (int j = 0; j < i; j++) {
          w[j] = C[i][j] / h;
        }
        combineStages(i);
      }
      double factor = h * D[i];
      if (factor != 0 && isTimed) {
        for (int s = 0; s < states; s++) {
          u[i * states + s] += factor * ft[s];
        }
      }
      step.lu().solve(u, i * states);
    }
    addLast(stageState, step.next(), STAGES - 1);
    return true;
  }

  /** U_i ← work + M Σ_j w_j U_j. */
  private void combineStages(int i) {
    double[] work = step.work();
    double[] u = step.stages();
    for (int k = 0; k < algebraic.length; k++) {
      residuals[k] = work[algebraic[k]];
    }
    StageCombination.of(work, work, w, u, i, states);
    System.arraycopy(work, 0, u, i * states, states);
    for (int k = 0; k < algebraic.length; k++) {
      u[i * states + algebraic[k]] = residuals[k];
    }
  }

  /** Factorises W = M/(hγ) − J; false when it is singular. */
  private boolean factorise() {
    return step.lu().factorise(step.jacobian(), 1 / (step.size() * GAMMA));
  }

  /** Y_i into stageState; the last rows of a differ by the last stage only. */
  private void stageState(int i) {
    if (i >= STAGES - 2) {
      addLast(stageState, stageState, i - 1);
    } else {
      StageCombination.of(stageState, step.state(), Rodas5PTableau.A[i], step.stages(), i, states);
    }
  }

  private void addLast(double[] before, double[] out, int stage) {
    double[] u = step.stages();
    for (int s = 0; s < states; s++) {
      out[s] = before[s] + u[stage * states + s];
    }
  }

  /** U_8. */
  @Override
  public double error(ErrorNorm norm) {
    return norm.of(step.stages(), (STAGES - 1) * states);
  }

  /**
   * An estimate of the largest error of the dense output within the step.
   *
   * <p>That error, e(θ), vanishes at both ends of the step, and its slope at θ = 1 is h f(y₁) less
   * the slope of the interpolant. A cubic e with equal slopes at both ends, θ(1 − θ)(1 − 2θ) times
   * slope, and a parabola bound what is between: at most a quarter of the slope. Stiff components
   * of f(y₁) are damped by (I − hγJ)⁻¹, as Shampine does for error estimates. The error of
   * algebraic states follows from that of the others and from what the interpolant leaves of the
   * algebraic equations at a quarter of the step.
   */
  @Override
  public double interpolationError(ErrorNorm norm) {
    double t = step.time();
    double h = step.size();
    double[] u = step.stages();
    double[] out = bound;
    step.rightHandSide(t + h, step.next(), out);
    Rodas5PTableau.slopeWeightsAtEnd(w);
    double scale = 0.25 / (h * GAMMA);
    for (int s = 0; s < states; s++) {
      double slope = 0;
      for (int j = 0; j < STAGES; j++) {
        slope += w[j] * u[j * states + s];
      }
      out[s] = scale * (h * out[s] - slope);
    }
    if (algebraic.length > 0) {
      Rodas5PTableau.denseWeights(0.25, 0, w);
      step.combine(w, STAGES, stageState, 0);
      step.rightHandSide(t + 0.25 * h, stageState, step.work());
      for (int row : algebraic) {
        out[row] = -step.work()[row];
      }
    }
    step.lu().solve(out, 0);
    return norm.of(out, 0);
  }

  @Override
  public boolean restore(boolean isFactorised, boolean isEndKnown, boolean isDense) {
    if (!(isFactorised ? step.evaluateLinear() : begin() && factorise())) {
      return false;
    }
    System.arraycopy(step.state(), 0, stageState, 0, states);
    for (int i = 1; i < STAGES; i++) {
      stageState(i);
      step.evaluateRates(i, stageState);
    }
    return true;
  }
}
