package org.lamarck.worker.field;

import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Linearised;
import org.lamarck.worker.system.Point;

/**
 * A field with a dense J, column by column by products with unit vectors: for stiff systems of few
 * states that do not depend on time.
 */
public final class DenseJacobian implements Linearised, Differentiable {
  private final Differentiable field;
  private final SparsePattern pattern;
  private final double[] unit;
  private final double[] nothing;
  private final double[] column;

  private DenseJacobian(Differentiable field) {
    if (!field.isAutonomous()) {
      throw new IllegalArgumentException(
          "∂f/∂t is not among the products of a field: make time a state, of slope 1");
    }
    this.field = field;
    int states = field.states();
    this.pattern = SparsePattern.dense(states);
    this.unit = new double[states];
    this.nothing = new double[field.constants()];
    this.column = new double[states];
  }

  /** The same field with J. */
  public static DenseJacobian of(Differentiable field) {
    return new DenseJacobian(field);
  }

  @Override
  public int states() {
    return field.states();
  }

  @Override
  public int constants() {
    return field.constants();
  }

  @Override
  public boolean isAutonomous() {
    return true;
  }

  @Override
  public void slopes(Point at, double[] f) {
    field.slopes(at, f);
  }

  @Override
  public void jvp(Point at, double[] dy, double[] dp, double[] df) {
    field.jvp(at, dy, dp, df);
  }

  @Override
  public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
    field.vjp(at, z, yBar, pBar);
  }

  @Override
  public SparsePattern jacobian() {
    return pattern;
  }

  @Override
  public void linearise(Point at, double[] f, double[] fy, double[] ft) {
    field.slopes(at, f);
    int states = field.states();
    for (int j = 0; j < states; j++) {
      unit[j] = 1;
      field.jvp(at, unit, nothing, column);
      unit[j] = 0;
      for (int i = 0; i < states; i++) {
        fy[i * states + j] = column[i];
      }
    }
  }
}
