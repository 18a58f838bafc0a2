package org.lamarck.strategies.objective;

import java.io.Serializable;
import java.util.List;

/**
 * A picture of strokes in a plane, such as the shape of a cell, which a fit draws in its report.
 *
 * @param title for people
 * @param unit of lengths, such as µm
 * @param strokes in the order in which they are drawn
 */
public record Drawing(String title, String unit, List<Stroke> strokes) implements Serializable {
  public Drawing {
    strokes = List.copyOf(strokes);
    for (Stroke one : strokes) {
      if (!Double.isFinite(one.x1 + one.y1 + one.x2 + one.y2) || !(one.width >= 0)) {
        throw new IllegalArgumentException(one + " cannot be drawn");
      }
    }
  }

  /**
   * A line with a width; y goes upwards.
   *
   * @param group whose strokes have one colour
   */
  public record Stroke(double x1, double y1, double x2, double y2, double width, String group)
      implements Serializable {}
}
