package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.system.Point;

/** Where a field was evaluated at the stages of a step. */
final class StagePoints {
  private final int states;
  private Point[] points = {};

  StagePoints(int states) {
    this.states = states;
  }

  /** Makes place for so many stages. */
  void require(int stages) {
    int before = points.length;
    if (stages > before) {
      points = Arrays.copyOf(points, stages);
      for (int i = before; i < stages; i++) {
        points[i] = new Point(states);
      }
    }
  }

  /** Stage i is evaluated here. */
  void keep(int i, Point at) {
    points[i].time(at.time());
    System.arraycopy(at.state(), 0, points[i].state(), 0, states);
  }

  void exchange(int i, int j) {
    Point held = points[i];
    points[i] = points[j];
    points[j] = held;
  }

  /** Where stage i was evaluated, with the constants of the step. */
  Point at(int i, double[] p) {
    points[i].constants(p);
    return points[i];
  }
}
