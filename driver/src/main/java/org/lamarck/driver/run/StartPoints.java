package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * Where a search begins, before it looks anywhere else.
 *
 * @param source as the user named it: {@code random}, {@code nominal} or a file
 * @param points of the search space, each refined before chance has its say; may be empty
 * @param moved names of coordinates that were outside of their bounds and were put on them
 */
public record StartPoints(String source, List<Vector> points, List<String> moved)
    implements Serializable {
  /** Anywhere. */
  public static final StartPoints RANDOM = new StartPoints("random", List.of(), List.of());

  public StartPoints {
    points = List.copyOf(points);
    moved = List.copyOf(moved);
  }
}
