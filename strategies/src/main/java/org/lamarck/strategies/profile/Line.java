package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * Along what a side goes: its coordinates have the values origin + s · unit, s being told by {@code
 * at}. Of one coordinate s is its value; of several it is the way from the optimum in parts of the
 * unit.
 *
 * @param coordinates that move, ascending
 * @param origin their values where s is 0
 * @param unit how they move with s
 * @param isSlice whether all others stay where they are, instead of doing what they can
 * @param yield ε² where the coordinate is the value z of a function g and the objective has the
 *     term (g − z)²/(2 ε²): s is g then, which is z − ε² ∂f/∂z at a minimum; 0 for others
 */
record Line(List<Integer> coordinates, Vector origin, Vector unit, boolean isSlice, double yield)
    implements Serializable {
  /** In ε. */
  private static final double ENDLESS = 1000;

  Line {
    coordinates = List.copyOf(coordinates);
  }

  /** Of the profile of one coordinate. */
  static Line profile(int coordinate, double yield) {
    return new Line(List.of(coordinate), Vector.of(0), Vector.of(1), false, yield);
  }

  /** Of one coordinate, while all others stay. */
  static Line slice(int coordinate) {
    return new Line(List.of(coordinate), Vector.of(0), Vector.of(1), true, 0);
  }

  /** From the optimum in a plane of two coordinates. */
  static Line ray(int first, int second, Vector from, Vector unit) {
    return new Line(
        List.of(first, second), Vector.of(from.get(first), from.get(second)), unit, false, 0);
  }

  /** Whether one coordinate moves. */
  boolean isSingle() {
    return coordinates.size() == 1;
  }

  boolean isRayOf(Pair pair) {
    return coordinates.equals(List.of(pair.first(), pair.second()));
  }

  /** s at a point. */
  double at(Vector x) {
    double way = 0;
    for (int k = 0; k < unit.size(); k++) {
      way += (x.get(coordinates.get(k)) - origin.get(k)) * unit.get(k);
    }
    return way / unit.dot(unit);
  }

  /** The point whose coordinates of the line are at s, all others as they are. */
  Vector place(Vector x, double s) {
    Vector placed = x;
    for (int k = 0; k < unit.size(); k++) {
      placed = placed.with(coordinates.get(k), origin.get(k) + s * unit.get(k));
    }
    return placed;
  }

  /** The derivative along the line of what has this gradient. */
  double slope(Vector gradient) {
    double slope = 0;
    for (int k = 0; k < unit.size(); k++) {
      slope += gradient.get(coordinates.get(k)) * unit.get(k);
    }
    return slope;
  }

  /**
   * The point of the profile where a search has ended: of z, ε² and the slope the point of g.
   *
   * @param value of the objective there, and its gradient
   */
  ProfilePoint point(Vector x, double value, Vector gradient) {
    double slope = slope(gradient);
    return new ProfilePoint(at(x) - yield * slope, x, value - yield * slope * slope / 2, slope);
  }

  /** Where s has to be asked for, for g to be there, if the slope there is this one. */
  double asked(double at, double slope) {
    return at + yield * slope;
  }

  /** p″ of the function, of that of its value z. */
  double bend(double ofValue) {
    double stiff = 1 - yield * ofValue;
    return stiff > 0 ? ofValue / stiff : ofValue;
  }

  /** The farthest s inside of the box. */
  double bound(int direction, SearchSpace space) {
    double farthest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < unit.size(); k++) {
      double rate = direction * unit.get(k);
      if (rate != 0) {
        int j = coordinates.get(k);
        double edge = rate > 0 ? space.upper().get(j) : space.lower().get(j);
        farthest = Math.min(farthest, (edge - origin.get(k)) / unit.get(k) * direction);
      }
    }
    return direction * farthest;
  }

  /** The length in s that is the whole width of the box, or as good as endless for a function. */
  double width(SearchSpace space) {
    if (yield > 0) {
      return ENDLESS * Math.sqrt(yield);
    }
    if (unit.size() == 1) {
      return space.widths().get(coordinates.get(0));
    }
    return Math.max(bound(1, space), Double.MIN_NORMAL);
  }

  /**
   * The coordinates that a search holds.
   *
   * @param free those that never are: values z of functions, which follow by themselves
   */
  List<Integer> held(int dimension, List<Integer> free) {
    return isSlice
        ? IntStream.range(0, dimension).filter(i -> !free.contains(i)).boxed().toList()
        : coordinates;
  }
}
