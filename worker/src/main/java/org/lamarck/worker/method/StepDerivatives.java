package org.lamarck.worker.method;

import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/**
 * What derivatives of steps have in common, whatever the method: the step, second derivatives of
 * the rates, and how products with them are assembled.
 */
public final class StepDerivatives {
  private final Step step;
  private final SecondDerivatives second;
  private final TransposedRates transposed;
  private final Assembly curvature;
  private final Assembly constantJacobian;

  /** Those of a step, which has {@link Step.Derivatives#FIRST}. */
  public StepDerivatives(Step step) {
    this.step = step;
    OdeSystem system = step.system();
    SystemStructure structure = system.structure();
    this.second = new SecondDerivatives(system);
    this.transposed = new TransposedRates(structure);
    this.curvature =
        Assembly.matrix(structure.states(), structure.stoichiometry(), second.curved());
    this.constantJacobian =
        Assembly.matrix(structure.states(), structure.stoichiometry(), structure.rateConstants());
  }

  public Step step() {
    return step;
  }

  /** The second derivatives of the rates. */
  public SecondDerivatives second() {
    return second;
  }

  /** The transpose of J and f_p. */
  public TransposedRates transposed() {
    return transposed;
  }

  /** ∂(J U)/∂y of what {@link SecondDerivatives#contract} gives. */
  public Assembly curvature() {
    return curvature;
  }

  /** f_p of ∂v/∂p. */
  public Assembly constantJacobian() {
    return constantJacobian;
  }

  /** The pattern of J. */
  public SparsePattern jacobian() {
    return step.stateJacobian().pattern();
  }
}
