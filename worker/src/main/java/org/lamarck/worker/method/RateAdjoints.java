package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.SystemStructure;

/**
 * Those of N v, by way of the rates: no matrix is assembled. w = Nᵀ z weighs each rate, and its
 * derivatives follow; what second derivatives are multiplied by is gathered over the stages, so
 * that they are gone through once.
 */
final class RateAdjoints implements StageAdjoints {
  private final Step step;
  private final SecondDerivatives second;
  private final Assembly weighing;
  private final int[] state; // by entry of ∂v/∂y
  private final int[] stateRate; // its rate
  private final int[] constant; // by entry of ∂v/∂p
  private final int[] constantRate;
  private final int[] timed; // the rates whose derivatives by time vary with states or constants
  private final double[] weights;
  private final RateProducts gathered;

  RateAdjoints(StepDerivatives derivatives) {
    this.step = derivatives.step();
    this.second = derivatives.second();
    SystemStructure structure = step.system().structure();
    this.weighing = Assembly.transposed(structure.stoichiometry());
    SparsePattern rateStates = structure.rateStates();
    SparsePattern rateConstants = structure.rateConstants();
    this.state = rateStates.column();
    this.stateRate = rateStates.rows();
    this.constant = rateConstants.column();
    this.constantRate = rateConstants.rows();
    this.timed = structure.timedRates().values();
    this.weights = new double[structure.rates()];
    this.gathered = new RateProducts(structure);
  }

  @Override
  public void apply(int i, double[] z, double[] g, Bars bars) {
    double[] vy = step.rates().byStates(i);
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      g[state[e]] += weights[stateRate[e]] * vy[e];
    }
    addConstants(i, bars);
  }

  private void addConstants(int i, Bars bars) {
    double[] vp = step.rates().byConstants(i);
    double[] constantBar = bars.constants();
    for (int e = 0; e < constant.length; e++) {
      constantBar[constant[e]] += weights[constantRate[e]] * vp[e];
    }
  }

  @Override
  public void bend() {
    gathered.clear();
    second.evaluate(step);
  }

  @Override
  public void applyBent(int i, double timeFactor, double[] z, double[] g, Bars bars) {
    double[] vy = step.rates().byStates(i);
    double[] u = step.increments();
    double[] products = gathered.byEntry();
    double[] times = gathered.byRate();
    int offset = i * g.length;
    weighing.assemble(z, weights);
    Arrays.fill(g, 0.0);
    for (int e = 0; e < state.length; e++) {
      int s = state[e];
      double weight = weights[stateRate[e]];
      g[s] += weight * vy[e];
      products[e] += weight * u[offset + s];
    }
    addConstants(i, bars);
    for (int r : timed) {
      times[r] += timeFactor * weights[r];
    }
  }

  @Override
  public void finish(Bars bars) {
    second.addTransposed(gathered, bars);
  }
}
