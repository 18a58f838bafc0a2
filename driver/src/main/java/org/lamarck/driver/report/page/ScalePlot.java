package org.lamarck.driver.report.page;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.lamarck.strategies.linalg.Vector;

/** A piecewise linear function with the data that it was found from. */
public final class ScalePlot {
  private static final double LEFT = 58;
  private static final double RIGHT = Svg.WIDTH - 12;
  private static final double TOP = 12;
  private static final double BOTTOM = 192;
  private static final double HEIGHT = 236;

  private ScalePlot() {}

  /**
   * The plot.
   *
   * @param knots simulated values, ascending
   * @param heights of the function there
   * @param simulated one for each measurement
   */
  public static String of(
      String title, Vector knots, Vector heights, Vector simulated, Vector measured) {
    DoubleSummaryStatistics values = Arrays.stream(measured.toArray()).summaryStatistics();
    double low = Math.min(heights.get(0), values.getMin());
    double high = Math.max(heights.get(heights.size() - 1), values.getMax());
    Axis across = Axis.linear(knots.get(0), knots.get(knots.size() - 1), LEFT + 6, RIGHT - 6);
    Axis vertical = Axis.linear(low, high, BOTTOM - 5, TOP + 5);
    Svg svg =
        new Svg(
            HEIGHT,
            title,
            "%d measurements and the function through which they are compared"
                .formatted(measured.size()));
    svg.beside(vertical, LEFT, RIGHT).below(across, BOTTOM, 5);
    StringBuilder curve = new StringBuilder();
    for (int i = 0; i < knots.size(); i++) {
      curve.append(i == 0 ? "M" : "L").append(Svg.pixel(across.at(knots.get(i)))).append(' ');
      curve.append(Svg.pixel(vertical.at(heights.get(i))));
    }
    svg.path(curve.toString(), "curve c0");
    for (int i = 0; i < measured.size(); i++) {
      String tip = "simulated %s, measured %s".formatted(simulated.get(i), measured.get(i));
      svg.circle(across.at(simulated.get(i)), vertical.at(measured.get(i)), 3.4, "datum", tip);
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    return svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "simulated").toString();
  }
}
