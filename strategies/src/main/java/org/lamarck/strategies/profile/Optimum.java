package org.lamarck.strategies.profile;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * The point at which profiles begin.
 *
 * @param gradient there
 * @param curvature nearly the Hessian there, positive definite
 */
record Optimum(Vector point, double value, Vector gradient, Matrix curvature)
    implements Serializable {
  /** Eigenvalues below this part of the largest are taken for it: their direction is flat. */
  private static final double LEAST = 1e-12;

  /**
   * How the minimum moves with a coordinate, to first order.
   *
   * @param tangent dx/dc, 1 at the coordinate itself
   * @param bend p″ of the profile
   */
  record Response(Vector tangent, double bend) {}

  /**
   * The response to coordinate {@code i} by the curvature H: column i of H⁻¹ over its diagonal
   * element. Coordinates that the gradient holds on a bound stay there.
   */
  Response response(int i, SearchSpace space) {
    int n = point.size();
    Matrix hessian = curvature;
    double[] alone = new double[n];
    alone[i] = 1;
    Vector width = space.widths();
    int[] free = space.free();
    int own = -1;
    int count = 0;
    int[] moving = new int[free.length];
    for (int k : free) {
      if (k == i || !isHeld(k, space)) {
        own = k == i ? count : own;
        moving[count++] = k;
      }
    }
    double[] q = new double[count * count];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        q[a * count + b] =
            width.get(moving[a]) * width.get(moving[b]) * hessian.get(moving[a], moving[b]);
      }
    }
    double[] lambda = new double[count];
    if (own < 0 || !SymmetricEigen.decompose(count, q, lambda, new double[count])) {
      return new Response(Vector.of(alone), 0);
    }
    double largest = 0;
    for (double one : lambda) {
      largest = Math.max(largest, one);
    }
    if (largest <= 0) {
      return new Response(Vector.of(alone), 0);
    }
    double[] column = new double[count]; // of the inverse, in units of the widths
    for (int e = 0; e < count; e++) {
      double part = q[own * count + e] / Math.max(lambda[e], LEAST * largest);
      for (int a = 0; a < count; a++) {
        column[a] += q[a * count + e] * part;
      }
    }
    double[] tangent = new double[n];
    for (int a = 0; a < count; a++) {
      tangent[moving[a]] = column[a] * width.get(moving[a]) / (column[own] * width.get(i));
    }
    return new Response(Vector.of(tangent), 1 / (column[own] * width.get(i) * width.get(i)));
  }

  private boolean isHeld(int k, SearchSpace space) {
    return (point.get(k) == space.lower().get(k) && gradient.get(k) >= 0)
        || (point.get(k) == space.upper().get(k) && gradient.get(k) <= 0);
  }
}
