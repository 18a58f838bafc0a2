package org.lamarck.worker.method.rungekutta;

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

/** An explicit Runge–Kutta method, for what is not stiff: all that it needs is its tableau. */
public final class ExplicitMethod implements Method {
  /** {@link Tsit5Tableau}. */
  public static final Method TSIT5 = new ExplicitMethod(new Tsit5Tableau());

  /** {@link Dop853Tableau}. */
  public static final Method DOP853 = new ExplicitMethod(new Dop853Tableau());

  private final ExplicitTableau tableau;

  ExplicitMethod(ExplicitTableau tableau) {
    this.tableau = tableau;
  }

  @Override
  public String name() {
    return tableau.name();
  }

  @Override
  public int order() {
    return tableau.order();
  }

  @Override
  public int errorOrder() {
    return tableau.errorOrder();
  }

  @Override
  public int stages() {
    return tableau.stages();
  }

  @Override
  public int denseStages() {
    return tableau.denseStages();
  }

  @Override
  public boolean isImplicit() {
    return false;
  }

  @Override
  public boolean suits(OdeSystem system) {
    return system.structure().algebraic().size() == 0
        && system.lags().isEmpty()
        && system.discontinuities().gate() < 0;
  }

  @Override
  public double stability() {
    return tableau.stability();
  }

  @Override
  public double cost(SystemStructure structure, SparseLu lu) {
    return (stages() - 1) * StepCosts.rates(structure) + tableau.costOfState() * structure.states();
  }

  @Override
  public double node(int i) {
    return tableau.c(i);
  }

  @Override
  public double b(int j) {
    int last = stages() - 1;
    return j < last ? tableau.a(last)[j] : 0;
  }

  @Override
  public void denseWeights(double theta, int order, double[] w) {
    tableau.denseWeights(theta, order, w);
  }

  @Override
  public Stepper newStepper(StepWorkspace workspace) {
    return new ExplicitStepper(tableau, workspace);
  }

  @Override
  public StepTangent newTangent(StepDerivatives derivatives) {
    return new ExplicitTangent(tableau, derivatives);
  }

  @Override
  public StepAdjoint newAdjoint(StepDerivatives derivatives) {
    return new ExplicitAdjoint(tableau, derivatives);
  }

  @Override
  public String toString() {
    return name();
  }
}
