package org.lamarck.worker.neuron.morphology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A place in space, µm. */
public record Point(double x, double y, double z) implements Serializable {
  /** The place so far on the way to another. */
  Point towards(Point other, double share) {
    return new Point(
        x + share * (other.x - x), y + share * (other.y - y), z + share * (other.z - z));
  }

  double distance(Point other) {
    return Math.sqrt(
        (x - other.x) * (x - other.x)
            + (y - other.y) * (y - other.y)
            + (z - other.z) * (z - other.z));
  }

  /**
   * The ends of equal parts of a path.
   *
   * @param path at least two places
   * @return one more than parts
   */
  public static List<Point> ends(List<Point> path, int parts) {
    double length = 0;
    for (int i = 1; i < path.size(); i++) {
      length += path.get(i - 1).distance(path.get(i));
    }
    List<Point> ends = new ArrayList<>(List.of(path.get(0)));
    double before = 0;
    int next = 1;
    for (int part = 1; part < parts; part++) {
      double at = length * part / parts;
      double step = path.get(next - 1).distance(path.get(next));
      while (before + step < at && next < path.size() - 1) {
        before += step;
        next++;
        step = path.get(next - 1).distance(path.get(next));
      }
      double share = step > 0 ? Math.min(1, (at - before) / step) : 0;
      ends.add(path.get(next - 1).towards(path.get(next), share));
    }
    ends.add(path.get(path.size() - 1));
    return ends;
  }
}
