package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where the best child of a member has got to, going beyond it (Egea et al. 2010): from each point
 * that is better than the one before on in the same direction, and after two such steps twice as
 * far.
 *
 * @param before the point that the child came from
 * @param child the best so far; its value is +∞ when no child had any
 * @param reach how far the next step may go, in steps of the latest
 * @param successes in a row at this reach
 * @param going whether the latest step was for the better
 */
record Line(Vector before, Member child, double reach, int successes, boolean going)
    implements Serializable {
  static Line from(Member parent, Vector child, double value) {
    return new Line(parent.point(), new Member(child, value, 0), 1, 1, value < parent.value());
  }

  Vector next(RandomStream random) {
    Vector way = child.point().minus(before);
    return RefSet.inside(random, child.point(), child.point().plus(reach, way));
  }

  /** After a step to a point of this value. */
  Line after(Vector point, double value) {
    if (!(value < child.value())) {
      return new Line(before, child, reach, successes, false);
    }
    boolean farther = successes + 1 >= 2;
    return new Line(
        child.point(),
        new Member(point, value, 0),
        farther ? 2 * reach : reach,
        farther ? 0 : successes + 1,
        !point.equals(child.point()));
  }
}
