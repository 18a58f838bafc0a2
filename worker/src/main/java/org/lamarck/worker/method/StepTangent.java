package org.lamarck.worker.method;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * The tangents of steps of one method: derivatives of what its {@link Stepper} computes, along the
 * same steps, in all directions.
 */
public interface StepTangent {
  /** An integration begins. */
  void begin(Seeds seeds);

  /** The next step begins, or what is carried has changed: nothing of the last step is known. */
  void advance();

  /**
   * Carries blocks over the step.
   *
   * @param errors what errors are compared with; absent when they are not tested
   * @return the largest error norm where it is tested, else 0; NaN when tangents are not finite
   */
  double follow(DirectionBlocks blocks, @Nullable ErrorScale errors);

  /** Computes what tangents the dense output of the step needs beyond those of the step. */
  default void prepareDense(DirectionBlocks blocks) {}

  /** The step is accepted. */
  default void accept(double end, DirectionBlocks blocks) {}
}
