package org.lamarck.worker.cells.fit;

import java.io.Serializable;
import org.lamarck.worker.cells.State;

/** What is wanted of a tissue: a number of a state, to be small. */
public interface Target extends Serializable {
  /**
   * The number.
   *
   * @param byState to which factor · its derivatives are added, unless the factor is 0
   */
  double of(State state, double factor, double[] byState);

  /** Whether it counts as the mean over all times, the start among them, or at the end alone. */
  default boolean isMeanOverTime() {
    return false;
  }

  /** Whether the number at the start is subtracted. */
  default boolean isIncrease() {
    return false;
  }
}
