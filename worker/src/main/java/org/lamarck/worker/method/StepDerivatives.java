package org.lamarck.worker.method;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.VectorField;

/**
 * What derivatives of steps have in common, whatever the method: the step, second derivatives of
 * the rates, and how products with them are assembled.
 */
public final class StepDerivatives {
  private final Step step;
  private final SecondDerivatives second;
  private final Assembly curvature;
  private final Assembly constantJacobian;

  /** Those of a step, which has {@link Step.Derivatives#FIRST}. */
  public StepDerivatives(Step step) {
    this.step = step;
    OdeSystem system = step.system();
    SystemStructure structure = system.structure();
    this.second = new SecondDerivatives(system);
    this.curvature =
        Assembly.matrix(structure.states(), structure.stoichiometry(), second.curved());
    this.constantJacobian =
        Assembly.matrix(structure.states(), structure.stoichiometry(), structure.rateConstants());
  }

  public Step step() {
    return step;
  }

  /** The second derivatives of the rates. */
  SecondDerivatives second() {
    return second;
  }

  /** What tangents of a method of so many stages, those of its dense output among them, need. */
  public StageTangents newTangents(int stages) {
    Differentiable field = field();
    return field == null ? new RateTangents(this, stages) : new FieldTangents(step, field, stages);
  }

  /** What the adjoint of a method needs. */
  public StageAdjoints newAdjoints() {
    Differentiable field = field();
    return field == null ? new RateAdjoints(this) : new FieldAdjoints(step, field);
  }

  /** The field that the system was made of; absent where there are rates. */
  private @Nullable Differentiable field() {
    VectorField field = step.system().field();
    if (field == null || field instanceof Differentiable) {
      return (Differentiable) field;
    }
    throw new IllegalArgumentException(
        field.getClass().getName()
            + " has no derivatives: let it implement Differentiable, or write it on Real");
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
