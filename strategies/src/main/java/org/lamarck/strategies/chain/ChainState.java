package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/** Where a chain stands; each kernel has its own implementation, an immutable value. */
public interface ChainState extends Serializable {
  Vector point();

  /** Steps made so far, over all walks. */
  long steps();
}
