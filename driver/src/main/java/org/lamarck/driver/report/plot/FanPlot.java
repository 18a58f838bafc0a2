package org.lamarck.driver.report.plot;

import java.util.DoubleSummaryStatistics;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.objective.Exhibit;

/** A fan: bands between quantiles, the middle one as a curve, and some paths. */
public final class FanPlot {
  private static final int QUANTILES = 5;

  private FanPlot() {}

  public static String draw(Exhibit exhibit) {
    int columns = exhibit.columns().size();
    DoubleSummaryStatistics times = ExhibitPlot.finite(exhibit, 0, 1);
    DoubleSummaryStatistics values = ExhibitPlot.finite(exhibit, 1, columns);
    if (times.getCount() == 0 || values.getCount() == 0) {
      return Plots.nothing(exhibit.title(), "no finite value to draw");
    }
    Axis across =
        Axis.linear(times.getMin(), times.getMax(), FitPlots.LEFT + 6, FitPlots.RIGHT - 6);
    Axis up = Axis.linear(values.getMin(), values.getMax(), FitPlots.BOTTOM - 5, FitPlots.TOP + 5);
    int paths = columns - 1 - QUANTILES;
    String words = "bands between quantiles and " + Numbers.count(paths, "path", "paths");
    Svg svg = ExhibitPlot.frame(exhibit, 2, words, across, up);
    svg.path(band(exhibit, 1, QUANTILES, across, up), "band c0");
    svg.path(band(exhibit, 2, QUANTILES - 1, across, up), "band c0");
    for (int c = 1 + QUANTILES; c < columns; c++) {
      svg.path(ExhibitPlot.path(exhibit, c, across, up), "strand c1");
    }
    svg.path(ExhibitPlot.path(exhibit, 3, across, up), "curve c0");
    FitPlots.legend(svg, 0, "c0", "median, and bands of 50 and 90 % of the runs");
    if (paths > 0) {
      FitPlots.legend(svg, 1, "c1", Numbers.count(paths, "run", "runs"));
    }
    return svg.toString();
  }

  private static String band(Exhibit exhibit, int low, int high, Axis across, Axis up) {
    StringBuilder path = new StringBuilder();
    int rows = exhibit.values().rows();
    for (int n = 0; n < 2 * rows; n++) {
      int row = n < rows ? n : 2 * rows - 1 - n;
      double x = exhibit.values().get(row, 0);
      double y = exhibit.values().get(row, n < rows ? low : high);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        path.append(path.isEmpty() ? "M" : "L").append(Svg.pixel(across.at(x)));
        path.append(' ').append(Svg.pixel(up.at(y)));
      }
    }
    return path.isEmpty() ? "M0 0" : path.append('Z').toString();
  }
}
