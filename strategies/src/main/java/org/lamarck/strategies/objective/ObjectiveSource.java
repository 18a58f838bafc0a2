package org.lamarck.strategies.objective;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;

/**
 * A description of an objective: it travels to each worker once, is opened there as often as there
 * are threads, and is all that a search needs to know. Estimation problems are one kind; an own
 * function is another:
 *
 * <pre>{@code
 * record Valley() implements ObjectiveSource {
 *   public String id() { return "valley"; }
 *   public List<Coordinate> coordinates() {
 *     return List.of(Coordinate.linear("a", -2, 2), Coordinate.linear("b", -1, 3));
 *   }
 *   public Objective open() {
 *     return (x, derivatives) -> new Evaluation.Value(
 *         Math.pow(1 - x.get(0), 2) + 100 * Math.pow(x.get(1) - x.get(0) * x.get(0), 2));
 *   }
 * }
 * }</pre>
 *
 * <p>A run is known by the bytes of its source: sources that are serialised alike are the same.
 */
public interface ObjectiveSource extends Serializable {
  /** A short name, for people and for files. */
  String id();

  /** What is searched, in the order of a point's coordinates. */
  List<Coordinate> coordinates();

  /**
   * An objective for one thread. What is thrown by it is a failed evaluation, {@link
   * Evaluation.Reason#USER_ERROR}, and the search goes on.
   */
  Objective open();

  /**
   * A point to begin at, on the linear scale, by name: what {@code evaluate} takes where the user
   * says nothing else. Coordinates may be left out.
   */
  default Map<String, Double> nominal() {
    return Map.of();
  }

  /**
   * What there is to be seen at a point, such as trajectories: tables that {@code simulate} prints
   * and that a fit draws in its report. Called on the driver, once; a table of thousands of rows is
   * well, one of millions is not.
   *
   * @param x a point of the space
   */
  default List<Exhibit> exhibits(Vector x) {
    return List.of();
  }

  /** Pictures of what is modelled, whatever the point is, which a fit draws in its report. */
  default List<Drawing> drawings() {
    return List.of();
  }

  /** The box of the coordinates. */
  default SearchSpace space() {
    return SearchSpace.of(coordinates());
  }
}
