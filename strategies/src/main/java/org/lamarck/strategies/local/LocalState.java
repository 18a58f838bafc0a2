package org.lamarck.strategies.local;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;

/** Where a local search stands; each search has its own implementation, an immutable value. */
public interface LocalState extends Serializable {
  /** The best point so far. */
  Vector point();

  /** Iterations made so far, over all slices. */
  int iterations();

  /** Whether what the search knows of the point comes from {@link Objective#coarse}. */
  default boolean isCoarse() {
    return false;
  }

  /** Whether the search asked for residuals and was told a gradient alone. */
  default boolean isWithoutResiduals() {
    return false;
  }
}
