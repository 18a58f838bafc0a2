package org.lamarck.worker.problem;

import org.jspecify.annotations.Nullable;

/**
 * A loss that is a function of all simulated values at once: of a spectrum, a period, a fold
 * change. What the measurements hold as values is for plots alone, NaN where there is nothing to
 * compare with. Implementations are values.
 */
public non-sealed interface SimulationLoss extends Loss {
  @Override
  default boolean isLikelihood() {
    return false;
  }

  /**
   * The loss and its derivatives by the simulated values.
   *
   * @param simulated of every measurement, in their order
   */
  Judgement judge(double[] simulated);

  /** What a loss makes of simulated values. */
  sealed interface Judgement {
    /** A value. */
    non-sealed interface Value extends Judgement {
      double value();

      /** Its derivatives by each simulated value; not to be changed. */
      double[] slopes();

      /**
       * The residuals whose squares explain the loss, and the Gauss–Newton curvature.
       *
       * @param tangents derivatives of the simulated values by n coordinates, row-major
       * @return nothing when the loss is no function of squares
       */
      @Nullable Squares squares(double[] tangents, int n);
    }

    /** There is none, such as the period of what does not oscillate. */
    record Undefined(String why) implements Judgement {}
  }

  /**
   * A least-squares structure.
   *
   * @param residuals m
   * @param jacobian m × n, row-major
   * @param curvature n × n, positive semidefinite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Squares(double[] residuals, double[] jacobian, double[] curvature) {}
}
