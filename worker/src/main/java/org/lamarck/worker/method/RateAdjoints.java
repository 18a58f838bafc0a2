package org.lamarck.worker.method;

import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.TransposedRates;

/**
 * Those of N v, by way of the rates: no matrix is assembled. What second derivatives are multiplied
 * by is gathered over the stages, so that they are gone through once.
 */
final class RateAdjoints implements StageAdjoints {
  private final Step step;
  private final SecondDerivatives second;
  private final TransposedRates transposed;
  private final int[] timed; // the rates whose derivatives by time vary with states or constants
  private final double[] weights;
  private final RateProducts gathered;

  RateAdjoints(StepDerivatives derivatives) {
    this.step = derivatives.step();
    this.second = derivatives.second();
    this.transposed = step.system().patterns().transposed();
    SystemStructure structure = step.system().structure();
    this.timed = structure.timedRates().values();
    this.weights = new double[structure.rates()];
    this.gathered = new RateProducts(structure);
  }

  @Override
  public void apply(int i, double[] z, double[] g, Bars bars) {
    transposed.weigh(z, weights);
    transposed.applyStates(weights, step.rates().byStates(i), g);
    transposed.addConstants(weights, step.rates().byConstants(i), bars.constants());
  }

  @Override
  public void bend() {
    gathered.clear();
    second.evaluate(step);
  }

  @Override
  public void applyBent(int i, double timeFactor, double[] z, double[] g, Bars bars) {
    transposed.weigh(z, weights);
    transposed.applyStates(
        weights, step.rates().byStates(i), g, step.increments(), i * g.length, gathered.byEntry());
    transposed.addConstants(weights, step.rates().byConstants(i), bars.constants());
    double[] times = gathered.byRate();
    for (int r : timed) {
      times[r] += timeFactor * weights[r];
    }
  }

  @Override
  public void finish(Bars bars) {
    second.addTransposed(gathered, bars);
  }
}
