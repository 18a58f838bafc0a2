package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.List;

/**
 * A plot that the makers of a problem planned for its data, over time.
 *
 * @param xName of the axis of times, empty for the usual one
 * @param yName of the axis of values, empty for the observable's
 * @param isLogarithmic whether values are drawn by their logarithm
 */
public record PlannedPlot(
    String title, String xName, String yName, boolean isLogarithmic, List<Series> series)
    implements Serializable {
  public PlannedPlot {
    series = List.copyOf(series);
  }

  /**
   * Data of one colour.
   *
   * @param legend what they are called
   * @param points places among the fit's points
   */
  public record Series(String legend, List<Integer> points) implements Serializable {
    public Series {
      points = List.copyOf(points);
    }
  }
}
