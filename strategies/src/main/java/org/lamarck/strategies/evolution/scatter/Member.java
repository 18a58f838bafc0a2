package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * A member of a reference set.
 *
 * @param point in the unit box
 * @param value finite
 * @param stagnation iterations in a row in which none of its children was better
 */
record Member(Vector point, double value, int stagnation) implements Serializable {
  Member stagnated() {
    return new Member(point, value, stagnation + 1);
  }

  /** Whether both are one point for a reference set: nearer than 0.1 % of the box everywhere. */
  boolean isTwinOf(Vector other) {
    return point.minus(other).maxNorm() < 1e-3;
  }
}
