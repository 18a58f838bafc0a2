package org.lamarck.worker.system;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure.Indices;
import org.lamarck.worker.system.SystemStructure.Pairs;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * A {@link VectorField} as integrators take it: each state has one rate, f itself, so N is the unit
 * matrix. Of derivatives the rates have J alone, if the field is {@link Linearised}; those of steps
 * come of the products of a {@link Differentiable} field.
 */
public final class FieldSystem implements OdeSystem {
  private final VectorField field;
  private final SystemStructure structure;
  private final StepPatterns patterns;
  private final Point at;

  private FieldSystem(VectorField field) {
    this.field = field;
    int states = field.states();
    int[] each = new int[states];
    Arrays.setAll(each, s -> s);
    int[] starts = new int[states + 1];
    Arrays.setAll(starts, s -> s);
    double[] ones = new double[states];
    Arrays.fill(ones, 1.0);
    SparsePattern none = new SparsePattern(new int[states + 1], new int[0]);
    Pairs noPairs = new Pairs(new int[states + 1], new int[0], new int[0]);
    boolean isTimed = field instanceof Linearised && !field.isAutonomous();
    this.structure =
        new SystemStructure(
            states,
            field.constants(),
            states,
            new Stoichiometry(new SparsePattern(starts, each), ones),
            field instanceof Linearised linearised ? linearised.jacobian() : none,
            none,
            isTimed ? new Indices(each) : new Indices(),
            noPairs,
            noPairs,
            none,
            none,
            new Indices());
    this.patterns = new StepPatterns(structure);
    this.at = new Point(states);
  }

  /** The system of a field, which serves the same thread. */
  public static OdeSystem of(VectorField field) {
    return new FieldSystem(field);
  }

  @Override
  public VectorField field() {
    return field;
  }

  @Override
  public SystemStructure structure() {
    return structure;
  }

  @Override
  public StepPatterns patterns() {
    return patterns;
  }

  /** No state is known to be measured as another one is. */
  @Override
  public boolean isAmount(int state) {
    return false;
  }

  @Override
  public int lanes() {
    return field.lanes();
  }

  @Override
  public boolean isLinearised() {
    return field instanceof Linearised;
  }

  @Override
  public Discontinuities discontinuities() {
    return field instanceof Discontinuous interrupted
        ? interrupted.discontinuities()
        : Discontinuities.NONE;
  }

  @Override
  public void rates(double t, double[] y, double[] p, double[] v) {
    at.look(t, y, p);
    field.slopes(at, v);
  }

  @Override
  public void stateDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vt) {
    at.look(t, y, p);
    if (field instanceof Linearised linearised) {
      linearised.linearise(at, v, vy, vt);
    } else {
      field.slopes(at, v);
    }
  }

  @Override
  public void firstDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vp, double[] vt) {
    throw new UnsupportedOperationException("a field gives products with f_p, not its entries");
  }

  @Override
  @SuppressWarnings("checkstyle:ParameterNumber") // of the interface
  public void secondDerivatives(
      double t, double[] y, double[] p, double[] vyy, double[] vyp, double[] vty, double[] vtp) {
    throw new UnsupportedOperationException("a field has no second derivatives");
  }
}
