package org.lamarck.driver.report.plot;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.objective.Exhibit;

/** Draws what an objective shows of itself, as it asks to look. */
public final class ExhibitPlot {
  /** So many curves can be told apart. */
  private static final int MOST = 12;

  /** Points of a curve that a screen can show. */
  private static final int MOST_POINTS = 800;

  private static final int MOST_RINGS = 160;

  private ExhibitPlot() {}

  /** As the exhibit is to look. */
  public static String draw(Exhibit exhibit) {
    return switch (exhibit.look()) {
      case NONE -> "";
      case CURVES -> curves(exhibit);
      case FAN -> FanPlot.draw(exhibit);
      case CELLS -> CellsPlot.draw(exhibit);
    };
  }

  /** All columns over the first, data as rings of their curve's colour; the legend below. */
  private static String curves(Exhibit exhibit) {
    List<String> names = exhibit.columns();
    List<String> data = names.stream().map(Exhibit::dataOf).filter(names::contains).toList();
    List<String> all = names.stream().skip(1).filter(name -> !data.contains(name)).toList();
    List<String> drawn = all.subList(0, Math.min(MOST, all.size()));
    DoubleSummaryStatistics first = finite(exhibit, 0, 1);
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    for (String name : drawn) {
      values.combine(finite(exhibit, names.indexOf(name), names.indexOf(name) + 1));
      int its = names.indexOf(Exhibit.dataOf(name));
      values.combine(finite(exhibit, Math.max(its, 0), its + 1)); // none where it is −1
    }
    if (first.getCount() == 0 || values.getCount() == 0) {
      return Plots.nothing(exhibit.title(), "no finite value to draw");
    }
    Axis across =
        Axis.linear(first.getMin(), first.getMax(), FitPlots.LEFT + 6, FitPlots.RIGHT - 6);
    Axis up = Axis.linear(values.getMin(), values.getMax(), FitPlots.BOTTOM - 5, FitPlots.TOP + 5);
    int rest = all.size() - drawn.size();
    String words = Numbers.count(drawn.size(), "curve", "curves") + " over " + names.get(0);
    Svg svg = frame(exhibit, drawn.size() + (rest > 0 ? 1 : 0), words, across, up);
    for (int i = 0; i < drawn.size(); i++) {
      String name = drawn.get(i);
      String colour = "c" + i % Plots.COLOURS;
      svg.path(path(exhibit, names.indexOf(name), across, up), "curve " + colour);
      int its = names.indexOf(Exhibit.dataOf(name));
      if (its > 0) {
        rings(svg, exhibit, its, across, up, "open " + colour);
      }
      FitPlots.legend(svg, i, colour, its > 0 ? name + "; rings are data" : name);
    }
    if (rest > 0) {
      double y = FitPlots.lineOfLegend(drawn.size()) + 8;
      svg.label(FitPlots.LEFT, y, "start", "tick", "and " + rest + " more in the file");
    }
    return svg.toString();
  }

  /** The numbers of a column, at most so many that they can be told apart. */
  private static void rings(
      Svg svg, Exhibit exhibit, int column, Axis across, Axis up, String style) {
    List<Integer> there =
        IntStream.range(0, exhibit.values().rows())
            .filter(row -> isNumber(exhibit, row, column))
            .boxed()
            .toList();
    int step = Math.max(1, (there.size() + MOST_RINGS - 1) / MOST_RINGS);
    for (int i = 0; i < there.size(); i += step) {
      double x = exhibit.values().get(there.get(i), 0);
      double y = exhibit.values().get(there.get(i), column);
      String tip = "%s %s: %s".formatted(exhibit.columns().get(column), x, y);
      svg.circle(across.at(x), up.at(y), there.size() > 60 ? 2 : 3, style, tip);
    }
  }

  /** The axes, with room for so many lines of a legend below. */
  static Svg frame(Exhibit exhibit, int lines, String words, Axis across, Axis up) {
    Svg svg = new Svg(FitPlots.lineOfLegend(lines), exhibit.title(), words);
    svg.beside(up, FitPlots.LEFT, FitPlots.RIGHT);
    svg.line(FitPlots.LEFT, FitPlots.BOTTOM, FitPlots.RIGHT, FitPlots.BOTTOM, "axis");
    svg.below(across, FitPlots.BOTTOM, 4);
    double middle = (FitPlots.LEFT + FitPlots.RIGHT) / 2;
    return svg.label(middle, FitPlots.BOTTOM + 36, "middle", "name", exhibit.columns().get(0));
  }

  /** The finite values of some columns. */
  static DoubleSummaryStatistics finite(Exhibit exhibit, int from, int to) {
    DoubleSummaryStatistics finite = new DoubleSummaryStatistics();
    for (int row = 0; row < exhibit.values().rows(); row++) {
      for (int c = from; c < to; c++) {
        double value = exhibit.values().get(row, c);
        if (Double.isFinite(value)) {
          finite.accept(value);
        }
      }
    }
    return finite;
  }

  /** A column over the first, with gaps where there is no number. */
  static String path(Exhibit exhibit, int column, Axis across, Axis up) {
    StringBuilder path = new StringBuilder();
    int rows = exhibit.values().rows();
    int step = Math.max(1, rows / MOST_POINTS);
    boolean drawing = false;
    for (int row = 0; row < rows; row += step) {
      double x = exhibit.values().get(row, 0);
      double y = exhibit.values().get(row, column);
      boolean there = Double.isFinite(x) && Double.isFinite(y);
      if (there) {
        path.append(drawing ? "L" : "M").append(Svg.pixel(across.at(x)));
        path.append(' ').append(Svg.pixel(up.at(y)));
        boolean alone = !drawing && !isNumber(exhibit, row + step, column);
        path.append(alone ? "h0" : ""); // a dot, by its round ends
      }
      drawing = there;
    }
    return path.isEmpty() ? "M0 0" : path.toString();
  }

  private static boolean isNumber(Exhibit exhibit, int row, int column) {
    return row < exhibit.values().rows()
        && Double.isFinite(exhibit.values().get(row, 0))
        && Double.isFinite(exhibit.values().get(row, column));
  }
}
