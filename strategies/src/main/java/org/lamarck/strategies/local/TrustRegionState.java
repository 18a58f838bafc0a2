package org.lamarck.strategies.local;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * Where a {@link TrustRegion} stands.
 *
 * @param radius of the trust region, in parts of the box
 * @param failures trials in a row that could not be evaluated
 * @param stalls iterations in a row without progress
 * @param lastStep the largest move of a coordinate in the last trial, in units of what is near
 * @param units in which coordinates are measured: the widths, or less where those tell nothing
 * @param model what is known at the point; absent before the first evaluation
 */
public record TrustRegionState(
    Vector point,
    int iterations,
    double radius,
    int failures,
    int stalls,
    double lastStep,
    Vector units,
    @Nullable Quadratic model)
    implements LocalState {

  @Override
  public boolean isWithoutResiduals() {
    return model != null && model.gaussNewton() == null;
  }

  /** A state in which nothing is evaluated yet. */
  static TrustRegionState at(Vector start) {
    return new TrustRegionState(start, 0, 0, 0, 0, 1, Vector.zeros(start.size()), null);
  }

  /**
   * The model of the objective around the point. At least one of the two curvatures is there.
   *
   * @param gaussNewton the curvature that the evaluation gave
   * @param secant the curvature by secant updates, of the whole Hessian or of what Gauss–Newton
   *     leaves out of it; may be indefinite in the second case
   * @param updates how many updates the secant has seen; 0 when it has just been made
   * @param secantLeads whether steps come from the secant
   */
  public record Quadratic(
      double value,
      Vector gradient,
      @Nullable Matrix gaussNewton,
      @Nullable Matrix secant,
      int updates,
      boolean secantLeads)
      implements Serializable {

    Matrix hessian() {
      Matrix leading = secantLeads ? secant : gaussNewton;
      if (leading == null) {
        throw new IllegalStateException("the curvature that leads is missing");
      }
      return leading;
    }

    /** How much {@code hessian} says that a step {@code s} lowers the value. */
    double reduction(Matrix hessian, Vector s) {
      return -(gradient.dot(s) + 0.5 * s.dot(hessian.times(s)));
    }

    Quadratic led(boolean bySecant) {
      return new Quadratic(value, gradient, gaussNewton, secant, updates, bySecant);
    }
  }
}
