package org.lamarck.strategies.objective;

import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * An objective whose coordinates are measured in other units: x here is {@code units} · x there.
 * With units that are powers of two nothing is rounded.
 */
public record Rescaled(Objective objective, Vector units) implements Objective {

  /** The point in the new units. */
  public Vector point(Vector x) {
    return times(x, units);
  }

  /** The point in the old units. */
  public Vector back(Vector x) {
    return times(x, units.map(unit -> 1 / unit));
  }

  /** The box in the new units. */
  public SearchSpace space(SearchSpace space) {
    return new SearchSpace(
        space.names(), point(space.lower()), point(space.upper()), space.starts());
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    Evaluation evaluation = objective.evaluate(back(x), derivatives);
    if (evaluation instanceof Evaluation.LeastSquares there) {
      return new Evaluation.LeastSquares(
          there.value(),
          back(there.gradient()),
          there.residuals(),
          columns(there.jacobian()),
          rows(columns(there.curvature())));
    }
    return evaluation instanceof Evaluation.Gradient there
        ? new Evaluation.Gradient(there.value(), back(there.gradient()))
        : evaluation;
  }

  private Matrix columns(Matrix matrix) {
    double[] values = matrix.toArray();
    for (int k = 0; k < values.length; k++) {
      values[k] *= 1 / units.get(k % matrix.columns());
    }
    return Matrix.of(matrix.rows(), matrix.columns(), values);
  }

  private Matrix rows(Matrix matrix) {
    double[] values = matrix.toArray();
    for (int k = 0; k < values.length; k++) {
      values[k] *= 1 / units.get(k / matrix.columns());
    }
    return Matrix.of(matrix.rows(), matrix.columns(), values);
  }

  private static Vector times(Vector x, Vector factors) {
    double[] product = x.toArray();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factors.get(i);
    }
    return Vector.of(product);
  }
}
