package org.lamarck.driver.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.report.plot.FitPlots.Panel;

/** One observable along time: what was measured, the simulated curve, and the band of its noise. */
public final class SeriesPlot {
  private final Axis vertical;
  private final TimeAxis time;
  private final Svg svg;

  private SeriesPlot(Axis vertical, TimeAxis time, Svg svg) {
    this.vertical = vertical;
    this.time = time;
    this.svg = svg;
  }

  /**
   * The plot.
   *
   * @param points with finite values, by time
   */
  static String of(Panel panel, List<FitPoint> points) {
    Axis vertical = FitPlots.values(points, panel.curves(), FitPlots.BOTTOM - 5, FitPlots.TOP + 5);
    TimeAxis time = TimeAxis.of(points, FitPlots.LEFT + 6, FitPlots.RIGHT - 6);
    SeriesPlot plot = new SeriesPlot(vertical, time, FitPlots.frame(panel, points, vertical));
    time.draw(plot.svg, FitPlots.BOTTOM, panel.units().timeAxis());
    List<List<Knot>> curves =
        panel.curves().isEmpty()
            ? List.of(knots(points))
            : panel.curves().stream().map(plot::knots).toList();
    curves.forEach(plot::band);
    curves.forEach(plot::curve);
    for (FitPoint p : points) {
      FitPlots.datum(plot.svg, time.at(p.time()), p, vertical, points.size() > 80 ? 2 : 3.4);
    }
    return plot.svg.toString();
  }

  /** A place of the curve and the ends of its band. */
  private record Knot(double time, double value, double low, double high) {}

  private List<Knot> knots(FitCurve curve) {
    List<Knot> knots = new ArrayList<>();
    for (int i = 0; i < curve.times().size(); i++) {
      double t = curve.times().get(i);
      double value = curve.simulated().get(i);
      if (Double.isFinite(value) && time.shows(t)) {
        knots.add(new Knot(t, value, curve.shifted(i, -1), curve.shifted(i, 1)));
      }
    }
    return knots;
  }

  /** Of points alone: the mean of those at one time. */
  private static List<Knot> knots(List<FitPoint> points) {
    TreeMap<Double, List<FitPoint>> byTime = new TreeMap<>();
    points.forEach(p -> byTime.computeIfAbsent(p.time(), t -> new ArrayList<>()).add(p));
    List<Knot> knots = new ArrayList<>();
    byTime.forEach(
        (t, here) -> {
          double mean = here.stream().mapToDouble(FitPoint::simulated).average().orElseThrow();
          double low = here.stream().mapToDouble(p -> p.shifted(-1)).average().orElseThrow();
          double high = here.stream().mapToDouble(p -> p.shifted(1)).average().orElseThrow();
          knots.add(new Knot(t, mean, low, high));
        });
    return knots;
  }

  private void band(List<Knot> knots) {
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    for (Knot knot : knots) {
      if (Double.isFinite(knot.low()) && Double.isFinite(knot.high())) {
        String x = Svg.pixel(time.at(knot.time())) + " ";
        upper.append(upper.isEmpty() ? "M" : "L").append(x);
        upper.append(Svg.pixel(vertical.at(knot.high())));
        lower.insert(0, "L" + x + Svg.pixel(vertical.at(knot.low())));
      }
    }
    if (!upper.isEmpty()) {
      svg.path(upper.toString() + lower + "Z", "band");
    }
  }

  private void curve(List<Knot> knots) {
    StringBuilder curve = new StringBuilder();
    for (Knot knot : knots) {
      curve.append(curve.isEmpty() ? "M" : "L").append(Svg.pixel(time.at(knot.time())));
      curve.append(' ').append(Svg.pixel(vertical.at(knot.value())));
    }
    if (!curve.isEmpty()) {
      svg.path(curve.toString(), "curve c0");
    }
  }
}
