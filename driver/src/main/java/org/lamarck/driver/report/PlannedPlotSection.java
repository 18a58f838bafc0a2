package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.PlannedPlot;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.report.plot.FitPlots;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.report.plot.TimeAxis;

/** The plots that the problem's makers planned, as its visualization table says. */
final class PlannedPlotSection implements Section {
  private static final int MOST = 48;

  @Override
  public boolean concerns(RunRecord record) {
    return record.bestFit().filter(fit -> !fit.plots().isEmpty()).isPresent();
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Fit fit = judgement.record().bestFit().orElseThrow();
    page.section("Plots that the problem plans");
    page.note(
        "Of its visualization table: dots are measurements, lines the simulation at the best point."
            + (fit.plots().size() > MOST
                ? " The first %d of %d.".formatted(MOST, fit.plots().size())
                : ""));
    page.raw("<div class=\"plots\">");
    fit.plots().stream().limit(MOST).forEach(plot -> page.figure(plot.title(), draw(plot, fit)));
    page.raw("</div>\n");
    page.endSection();
  }

  /** One plot with its legend below. */
  static String draw(PlannedPlot plot, Fit fit) {
    List<FitPoint> all = new ArrayList<>();
    List<FitCurve> curves = new ArrayList<>();
    for (PlannedPlot.Series series : plot.series()) {
      all.addAll(points(series, fit));
      curves.addAll(curves(series, fit));
    }
    if (all.isEmpty()) {
      return Plots.nothing(plot.title(), "no finite value to draw");
    }
    double from = FitPlots.BOTTOM - 5;
    double to = FitPlots.TOP + 12; // below the name of the axis
    double least = all.stream().mapToDouble(FitPoint::measured).min().orElse(0);
    Axis vertical =
        plot.isLogarithmic() && least > 0
            ? Axis.logarithmic(
                least / 1.3,
                1.3 * all.stream().mapToDouble(FitPoint::measured).max().orElse(1),
                from,
                to)
            : FitPlots.values(all, curves, from, to);
    TimeAxis time = TimeAxis.of(all, FitPlots.LEFT + 6, FitPlots.RIGHT - 6);
    Svg svg =
        new Svg(
            FitPlots.lineOfLegend(plot.series().size()),
            plot.title(),
            Numbers.count(all.size(), "measurement", "measurements") + " and the simulation");
    svg.beside(vertical, FitPlots.LEFT, FitPlots.RIGHT);
    time.draw(svg, FitPlots.BOTTOM, plot.xName().isEmpty() ? fit.units().timeAxis() : plot.xName());
    svg.label(FitPlots.LEFT - 50, 9, "start", "name", Numbers.shortened(plot.yName(), 50));
    for (int s = 0; s < plot.series().size(); s++) {
      PlannedPlot.Series series = plot.series().get(s);
      String colour = "c" + s % Plots.COLOURS;
      for (FitCurve curve : curves(series, fit)) {
        svg.path(path(curve, time, vertical), "curve " + colour);
      }
      for (FitPoint p : points(series, fit)) {
        svg.circle(
            time.at(p.time()), vertical.at(p.measured()), 3, "dot " + colour, FitPlots.tip(p));
      }
      FitPlots.legend(svg, s, colour, series.legend());
    }
    return svg.toString();
  }

  private static String path(FitCurve curve, TimeAxis time, Axis vertical) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < curve.times().size(); i++) {
      double value = curve.simulated().get(i);
      if (Double.isFinite(value) && time.shows(curve.times().get(i))) {
        path.append(path.isEmpty() ? "M" : "L").append(Svg.pixel(time.at(curve.times().get(i))));
        path.append(' ').append(Svg.pixel(vertical.at(value)));
      }
    }
    return path.isEmpty() ? "M0 0" : path.toString();
  }

  private static List<FitPoint> points(PlannedPlot.Series series, Fit fit) {
    return series.points().stream()
        .map(fit.points()::get)
        .filter(p -> Double.isFinite(p.measured()) && Double.isFinite(p.simulated()))
        .sorted(Comparator.comparingDouble(FitPoint::time))
        .toList();
  }

  private static List<FitCurve> curves(PlannedPlot.Series series, Fit fit) {
    Set<List<String>> own = new LinkedHashSet<>();
    points(series, fit).forEach(p -> own.add(List.of(p.observable(), p.experiment())));
    return fit.curves().stream()
        .filter(curve -> own.contains(List.of(curve.observable(), curve.experiment())))
        .toList();
  }
}
