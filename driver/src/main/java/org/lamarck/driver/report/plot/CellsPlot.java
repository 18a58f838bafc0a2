package org.lamarck.driver.report.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;

/** Cells that move, are born and die, as a picture that moves by itself (SMIL, no script). */
public final class CellsPlot {
  private static final double SIDE = 380;
  private static final double LEFT = (Svg.WIDTH - SIDE) / 2;
  private static final double SECONDS = 8;

  /** What of the time the last frame stays. */
  private static final double HOLD = 0.15;

  private final Exhibit exhibit;
  private final Matrix values;
  private final List<Double> frames;
  private double scale = 1;
  private double left;
  private double top;

  private CellsPlot(Exhibit exhibit) {
    this.exhibit = exhibit;
    values = exhibit.values();
    TreeSet<Double> seen = new TreeSet<>();
    for (int row = 0; row < values.rows(); row++) {
      seen.add(at(row, "frame"));
    }
    frames = new ArrayList<>(seen);
  }

  public static String draw(Exhibit exhibit) {
    CellsPlot plot = new CellsPlot(exhibit);
    for (int row = 0; row < plot.values.rows(); row++) {
      for (String column : List.of("x", "y", "radius")) {
        if (!Double.isFinite(plot.at(row, column))) {
          return Plots.nothing(exhibit.title(), "cells are nowhere to be drawn");
        }
      }
    }
    return plot.frames.isEmpty()
        ? Plots.nothing(exhibit.title(), "there is no cell to draw")
        : plot.draw();
  }

  private double at(int row, String column) {
    return values.get(row, exhibit.columns().indexOf(column));
  }

  private String draw() {
    fit();
    Map<Double, List<Integer>> cells = new TreeMap<>();
    for (int row = 0; row < values.rows(); row++) {
      cells.computeIfAbsent(at(row, "cell"), cell -> new ArrayList<>()).add(row);
    }
    Svg svg =
        new Svg(
            SIDE + 34,
            exhibit.title(),
            Numbers.count(cells.size(), "cell", "cells")
                + " in "
                + Numbers.count(frames.size(), "frame", "frames"));
    svg.rectangle(LEFT, 4, SIDE, SIDE, "outline", "");
    for (List<Integer> rows : cells.values()) {
      svg.raw(cell(rows));
    }
    TreeSet<Integer> types = new TreeSet<>();
    for (int row = 0; row < values.rows(); row++) {
      types.add((int) at(row, "type"));
    }
    legend(svg, types);
    return svg.toString();
  }

  /** All cells of all frames are to be seen. */
  private void fit() {
    double lowX = Double.POSITIVE_INFINITY;
    double highX = Double.NEGATIVE_INFINITY;
    double lowY = Double.POSITIVE_INFINITY;
    double highY = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < values.rows(); row++) {
      double r = at(row, "radius");
      lowX = Math.min(lowX, at(row, "x") - r);
      highX = Math.max(highX, at(row, "x") + r);
      lowY = Math.min(lowY, at(row, "y") - r);
      highY = Math.max(highY, at(row, "y") + r);
    }
    double size = Math.max(1e-9, Math.max(highX - lowX, highY - lowY));
    scale = (SIDE - 12) / size;
    left = LEFT + SIDE / 2 - scale * (lowX + highX) / 2;
    top = 4 + SIDE / 2 + scale * (lowY + highY) / 2;
  }

  /** A disc; before its birth and after its death it has no size. */
  private String cell(List<Integer> rows) {
    int last = rows.get(rows.size() - 1);
    boolean livesOn = at(last, "frame") == frames.get(frames.size() - 1);
    String colour = "c" + (int) (at(last, "type") - 1) % Plots.COLOURS;
    StringBuilder text = new StringBuilder();
    text.append(
        "<circle class=\"cell %s\" cx=\"%s\" cy=\"%s\" r=\"%s\">"
            .formatted(
                colour,
                Svg.pixel(left + scale * at(last, "x")),
                Svg.pixel(top - scale * at(last, "y")),
                livesOn ? Svg.pixel(scale * at(last, "radius")) : "0"));
    if (frames.size() > 1) {
      List<String> x = new ArrayList<>();
      List<String> y = new ArrayList<>();
      List<String> r = new ArrayList<>();
      int next = 0;
      for (double frame : frames) {
        boolean isThere = next < rows.size() && at(rows.get(next), "frame") == frame;
        int row = rows.get(Math.min(next, rows.size() - 1));
        x.add(Svg.pixel(left + scale * at(row, "x")));
        y.add(Svg.pixel(top - scale * at(row, "y")));
        r.add(isThere ? Svg.pixel(scale * at(row, "radius")) : "0");
        next += isThere ? 1 : 0;
      }
      text.append(moved("cx", x)).append(moved("cy", y)).append(moved("r", r));
    }
    return text.append("</circle>\n").toString();
  }

  /** Times of the frames are spread evenly over what the hold leaves. */
  private String moved(String attribute, List<String> through) {
    if (through.stream().distinct().count() == 1) {
      return "";
    }
    List<String> times = new ArrayList<>();
    for (int k = 0; k < through.size(); k++) {
      times.add(Numbers.number((1 - HOLD) * k / (through.size() - 1), 4));
    }
    times.add("1");
    List<String> all = new ArrayList<>(through);
    all.add(through.get(through.size() - 1));
    return "<animate attributeName=\"%s\" dur=\"%ss\" repeatCount=\"indefinite\" keyTimes=\"%s\" values=\"%s\"/>"
        .formatted(
            attribute, Numbers.number(SECONDS, 2), String.join(";", times), String.join(";", all));
  }

  private static void legend(Svg svg, Collection<Integer> types) {
    double x = LEFT;
    for (int type : types) {
      svg.circle(x + 6, SIDE + 20, 5, "cell c" + (type - 1) % Plots.COLOURS, "");
      svg.label(x + 16, SIDE + 24, "start", "tick", "type " + type);
      x += 70;
    }
  }
}
