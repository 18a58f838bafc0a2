package org.lamarck.strategies.local;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/** Where a local search stands; each search has its own implementation, an immutable value. */
public interface LocalState extends Serializable {
  /** The best point so far. */
  Vector point();

  /** Iterations made so far, over all slices. */
  int iterations();
}
