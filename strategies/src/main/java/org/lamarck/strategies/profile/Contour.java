package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * The profile of two coordinates: where rays from the optimum, in their plane, cross the threshold
 * for the first time.
 *
 * @param points one for each ray, around the optimum in the order of angles
 */
public record Contour(Pair pair, List<Crossing> points) implements Serializable {
  public Contour {
    points = List.copyOf(points);
  }

  /**
   * Where a ray ends.
   *
   * @param point the whole point nearest to the end; its two coordinates are the end's
   */
  public record Crossing(Vector point, End.Kind kind, double rise) implements Serializable {}

  /** Whether every ray crosses the threshold: the region is bounded by the data alone. */
  public boolean isClosed() {
    return points.stream().allMatch(point -> point.kind() == End.Kind.CROSSED);
  }
}
