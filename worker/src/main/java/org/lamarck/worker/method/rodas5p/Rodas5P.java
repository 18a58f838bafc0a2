package org.lamarck.worker.method.rodas5p;

import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.StepAdjoint;
import org.lamarck.worker.method.StepCosts;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepTangent;
import org.lamarck.worker.method.StepWorkspace;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/** {@link Rodas5PTableau}: linearly implicit, for stiff systems and algebraic states. */
public final class Rodas5P implements Method {
  /** The method. */
  public static final Method METHOD = new Rodas5P();

  private static final double STATE = 40; // nanoseconds for a state: combinations of stages

  private Rodas5P() {}

  @Override
  public String name() {
    return "rodas5p";
  }

  @Override
  public int order() {
    return 5;
  }

  @Override
  public int errorOrder() {
    return 4;
  }

  @Override
  public int stages() {
    return Rodas5PTableau.STAGES;
  }

  @Override
  public boolean isImplicit() {
    return true;
  }

  @Override
  public boolean suits(OdeSystem system) {
    return system.isLinearised();
  }

  @Override
  public double stability() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double cost(SystemStructure structure, SparseLu lu) {
    return stages() * StepCosts.rates(structure)
        + StepCosts.linear(structure, lu, stages())
        + STATE * structure.states();
  }

  @Override
  public double node(int i) {
    return Rodas5PTableau.ALPHA[i];
  }

  @Override
  public double b(int j) {
    return Rodas5PTableau.B[j];
  }

  @Override
  public void denseWeights(double theta, int order, double[] w) {
    Rodas5PTableau.denseWeights(theta, order, w);
  }

  @Override
  public Stepper newStepper(StepWorkspace workspace) {
    return new Rodas5PStepper(workspace);
  }

  @Override
  public StepTangent newTangent(StepDerivatives derivatives) {
    return new Rodas5PTangent(derivatives);
  }

  @Override
  public StepAdjoint newAdjoint(StepDerivatives derivatives) {
    return new Rodas5PAdjoint(derivatives);
  }

  @Override
  public String toString() {
    return name();
  }
}
