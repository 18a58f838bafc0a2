package org.lamarck.driver.report.plot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.objective.Drawing;

/**
 * A drawing at one scale in both directions, with its groups' colours and a bar of known length.
 */
public final class DrawingPlot {
  private static final double TOP = 8;
  private static final double BOTTOM = FitPlots.BOTTOM;

  /** Thinner strokes could not be seen. */
  private static final double THINNEST = 0.8;

  private DrawingPlot() {}

  public static String draw(Drawing drawing) {
    if (drawing.strokes().isEmpty()) {
      return Plots.nothing(drawing.title(), "there is nothing to draw");
    }
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Drawing.Stroke one : drawing.strokes()) {
      double half = one.width() / 2;
      left = Math.min(left, Math.min(one.x1(), one.x2()) - half);
      right = Math.max(right, Math.max(one.x1(), one.x2()) + half);
      low = Math.min(low, Math.min(one.y1(), one.y2()) - half);
      high = Math.max(high, Math.max(one.y1(), one.y2()) + half);
    }
    double pixels =
        Math.min((Svg.WIDTH - 16) / (right - left), (BOTTOM - TOP) / (high - low)); // for a unit
    Map<String, StringBuilder> paths = new LinkedHashMap<>();
    for (Drawing.Stroke one : drawing.strokes()) {
      double x = (Svg.WIDTH - (left + right) * pixels) / 2; // in the middle
      double y = TOP + high * pixels;
      outline(paths.computeIfAbsent(one.group(), g -> new StringBuilder()), one, pixels, x, y);
    }
    StringJoiner groups = new StringJoiner(", ");
    paths.keySet().forEach(groups::add);
    Svg svg =
        new Svg(
            FitPlots.lineOfLegend(paths.size()),
            drawing.title(),
            Numbers.count(drawing.strokes().size(), "stroke", "strokes") + ": " + groups);
    int group = 0;
    for (Map.Entry<String, StringBuilder> one : paths.entrySet()) {
      String colour = "c" + group % Plots.COLOURS;
      svg.path(one.getValue().toString(), "dot " + colour);
      FitPlots.legend(svg, group, colour, one.getKey());
      group++;
    }
    bar(svg, pixels, drawing.unit());
    return svg.toString();
  }

  /** A stroke as a rectangle. */
  private static void outline(
      StringBuilder path, Drawing.Stroke one, double pixels, double x, double y) {
    double x1 = x + one.x1() * pixels;
    double y1 = y - one.y1() * pixels;
    double x2 = x + one.x2() * pixels;
    double y2 = y - one.y2() * pixels;
    double length = Math.hypot(x2 - x1, y2 - y1);
    double half = Math.max(THINNEST, one.width() * pixels) / 2;
    double acrossX = length == 0 ? half : half * (y1 - y2) / length;
    double acrossY = length == 0 ? 0 : half * (x2 - x1) / length;
    double[][] corners = {
      {x1 + acrossX, y1 + acrossY},
      {x2 + acrossX, y2 + acrossY},
      {x2 - acrossX, y2 - acrossY},
      {x1 - acrossX, y1 - acrossY}
    };
    for (int i = 0; i < corners.length; i++) {
      path.append(i == 0 ? "M" : "L").append(fine(corners[i][0])).append(' ');
      path.append(fine(corners[i][1]));
    }
    path.append('Z');
  }

  /** Dendrites are about a pixel wide, so that tenths show. */
  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The longest of 1, 2, 5, 10, … units that is shorter than a quarter of the width. */
  private static void bar(Svg svg, double pixels, String unit) {
    double most = Svg.WIDTH / 4 / pixels;
    double length = Math.pow(10, Math.floor(Math.log10(most)));
    length *= length * 5 <= most ? 5 : length * 2 <= most ? 2 : 1;
    double y = BOTTOM + 14;
    double end = Svg.WIDTH - 8;
    svg.line(end - length * pixels, y, end, y, "axis");
    String words =
        length >= 1 ? String.format(Locale.ROOT, "%.0f", length) : Double.toString(length);
    svg.label(end, y + 16, "end", "tick", words + " " + unit);
  }
}
