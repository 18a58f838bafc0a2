package org.lamarck.worker.method.rungekutta;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.method.StepWorkspace;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.StageCombination;
import org.lamarck.worker.system.WrittenStep;

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
  private final WrittenForm written;
  private WrittenStep.@Nullable Ends ends;
  private boolean isIncomplete; // restored, without derivatives of the rates
  private boolean isDenseWanted; // when it is completed
  private boolean areDerivativesKnown; // at the stages of the step that was restored before

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
    this.written = new WrittenForm(tableau, step.system());
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

  private boolean attemptWritten() {
    WrittenStep known = step.isDifferentiated() || step.isMoved() ? null : written.steps();
    if (known == null) {
      return false;
    }
    WrittenStep.Ends to = ends;
    double[] kept = step.keep(known.kept());
    if (to == null || to.kept() != kept) {
      to = new WrittenStep.Ends(besideEnd, step.next(), slopeAtEnd, kept);
      ends = to;
    }
    boolean isMade =
        known.attempt(step.size(), step.state(), step.slope(), step.constants(), step.stages(), to);
    step.written(isMade);
    return isMade;
  }

  @Override
  public boolean attempt() {
    if (attemptWritten()) {
      isEndKnown = true;
      return true;
    }
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
    isIncomplete = step.isWritten() && written.steps() != null;
    isDenseWanted = isDense;
    if (isIncomplete) {
      areDerivativesKnown = false;
      return true;
    }
    boolean isFinite = evaluateStages(isEndKnown && areDerivativesKnown);
    areDerivativesKnown = true;
    return isFinite;
  }

  @Override
  public boolean complete() {
    if (!isIncomplete) {
      return true;
    }
    isIncomplete = false;
    areDerivativesKnown = true;
    return evaluateStages(false);
  }

  private boolean evaluateStages(boolean isLastKnown) {
    if (!begin()) {
      return false;
    }
    int count = isDenseWanted ? tableau.denseStages() : stages;
    for (int i = 1; i < count; i++) {
      if (!(isLastKnown && i == stages - 1)) {
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
