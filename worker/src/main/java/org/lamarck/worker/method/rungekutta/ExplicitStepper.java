package org.lamarck.worker.method.rungekutta;

import org.lamarck.worker.method.StepWorkspace;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.StageCombination;

/** Makes steps of an explicit Runge–Kutta method. */
final class ExplicitStepper implements Stepper {
  private final ExplicitTableau tableau;
  private final int stages;
  private final StepWorkspace step;
  private final int states;
  private final double[] state; // Y_i
  private final double[] besideEnd; // Y of the stage before the last one, at the end too
  private final double[] slopeAtEnd;
  private final double[] nothing;
  private final double[] norms;
  private double lastError;
  private boolean isEndKnown;

  ExplicitStepper(ExplicitTableau tableau, StepWorkspace step) {
    this.tableau = tableau;
    this.stages = tableau.stages();
    this.step = step;
    this.states = step.states();
    this.state = new double[states];
    this.besideEnd = new double[states];
    this.slopeAtEnd = new double[states];
    this.nothing = new double[states];
    this.norms = new double[tableau.errors().length];
  }

  /** f at (t, y), and with derivatives of the rates J. */
  @Override
  public boolean begin() {
    step.evaluate(0, step.state());
    double[] f = step.slope();
    System.arraycopy(step.work(), 0, f, 0, states);
    boolean isFinite = !step.isDifferentiated() || step.assembleJacobian();
    return isFinite && Finite.all(f);
  }

  @Override
  public void continueFromEnd() {
    System.arraycopy(slopeAtEnd, 0, step.slope(), 0, states);
    step.exchange(0, stages - 1);
  }

  @Override
  public boolean isEndKnown() {
    return isEndKnown;
  }

  @Override
  public boolean evaluateJacobian() {
    return step.evaluateJacobian();
  }

  @Override
  public boolean attempt() {
    double h = step.size();
    double[] slope = step.slope();
    double[] u = step.stages();
    for (int s = 0; s < states; s++) {
      u[s] = h * slope[s];
    }
    for (int i = 1; i < stages; i++) {
      isEndKnown = stage(i);
      if (i == stages - 2) {
        System.arraycopy(state, 0, besideEnd, 0, states);
      }
    }
    System.arraycopy(state, 0, step.next(), 0, states);
    System.arraycopy(step.work(), 0, slopeAtEnd, 0, states);
    return true;
  }

  /** Computes U_i; whether of Y_i itself, not of a state moved inside. */
  private boolean stage(int i) {
    boolean isThere = step.evaluate(i, state(i));
    double h = step.size();
    double[] f = step.work();
    double[] u = step.stages();
    int offset = i * states;
    for (int s = 0; s < states; s++) {
      u[offset + s] = h * f[s];
    }
    return isThere;
  }

  /** Y_i of a step whose increments before it are known. */
  private double[] state(int i) {
    StageCombination.of(state, step.state(), tableau.a(i), step.stages(), i, states);
    return state;
  }

  @Override
  public double error(ErrorNorm norm) {
    double[][] weights = tableau.errors();
    for (int k = 0; k < weights.length; k++) {
      StageCombination.of(state, nothing, weights[k], step.stages(), stages, states);
      norms[k] = norm.of(state, 0);
    }
    lastError = tableau.error(norms);
    return lastError;
  }

  @Override
  public double interpolationError(ErrorNorm norm) {
    return tableau.denseError() * lastError;
  }

  @Override
  public void prepareDense() {
    for (int i = stages; i < tableau.denseStages(); i++) {
      stage(i);
    }
  }

  /**
   * |U_s − U_(s−1)| / |Y_s − Y_(s−1)|, both stages being at the end of the step (Shampine 1977;
   * Hairer &amp; Wanner II, IV.2.21).
   */
  @Override
  public double stiffness(double[] scale) {
    double[] u = step.stages();
    double[] next = step.next();
    double slopes = 0;
    double distances = 0;
    int last = (stages - 1) * states;
    for (int s = 0; s < states; s++) {
      if (!(scale[s] > Double.MIN_NORMAL)) {
        continue;
      }
      double inverse = 1 / scale[s];
      double slope = (u[last + s] - u[last - states + s]) * inverse;
      double distance = (next[s] - besideEnd[s]) * inverse;
      slopes += slope * slope;
      distances += distance * distance;
    }
    return distances > 0 ? Math.sqrt(slopes / distances) : 0;
  }

  @Override
  public boolean restore(boolean isFactorised, boolean isEndKnown, boolean isDense) {
    if (!begin()) {
      return false;
    }
    int count = isDense ? tableau.denseStages() : stages;
    for (int i = 1; i < count; i++) {
      if (!(isEndKnown && i == stages - 1)) {
        step.evaluateRates(i, state(i));
      }
    }
    return true;
  }

  @Override
  public boolean revisit(boolean isDense) {
    int count = isDense ? tableau.denseStages() : stages;
    step.keep(0, step.state());
    for (int i = 1; i < count; i++) {
      step.keep(i, state(i));
    }
    return true;
  }
}
