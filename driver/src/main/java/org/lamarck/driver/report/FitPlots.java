package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;

/** Data beside what the best point says, and what is left between them. */
final class FitPlots {
  private static final double LEFT = 58;
  private static final double RIGHT = Svg.WIDTH - 12;
  private static final double TOP = 12;
  private static final double BOTTOM = 192;
  private static final double HEIGHT = 236;

  /** A series with fewer times is compared point by point, not along time. */
  private static final int TIMES_OF_A_SERIES = 3;

  /** So few data have a row each, with the name of their experiment. */
  private static final int ROWS = 12;

  /** The room for these names. */
  private static final double MOST_NAME = 150;

  /** Measurements drawn in one plot; more cannot be told apart at its width. */
  private static final int MOST_POINTS = 240;

  private FitPlots() {}

  /** A panel: one observable in one experiment, or in all of them when each has few times. */
  record Panel(String observable, String experiment, List<FitPoint> points) {
    String title() {
      String steady =
          points.stream().allMatch(p -> Double.isInfinite(p.time())) ? " · steady state" : "";
      return (experiment.isEmpty() ? observable : observable + " · " + experiment) + steady;
    }

    /** Mean square of the residuals. */
    double misfit() {
      return points.stream().mapToDouble(p -> p.residual() * p.residual()).average().orElse(0);
    }
  }

  /** The panels, in the order of the measurements. */
  static List<Panel> panels(List<FitPoint> points) {
    Map<String, List<FitPoint>> observables = new LinkedHashMap<>();
    points.forEach(p -> observables.computeIfAbsent(p.observable(), o -> new ArrayList<>()).add(p));
    List<Panel> panels = new ArrayList<>();
    observables.forEach(
        (observable, all) -> {
          Map<String, List<FitPoint>> experiments = new LinkedHashMap<>();
          all.forEach(
              p -> experiments.computeIfAbsent(p.experiment(), e -> new ArrayList<>()).add(p));
          boolean series =
              experiments.values().stream().anyMatch(one -> times(one) >= TIMES_OF_A_SERIES);
          if (series) {
            experiments.forEach((name, one) -> panels.add(new Panel(observable, name, one)));
          } else {
            panels.add(new Panel(observable, "", all));
          }
        });
    return panels;
  }

  private static long times(List<FitPoint> points) {
    return points.stream().mapToDouble(FitPoint::time).distinct().count();
  }

  /** One panel: along time where there are times enough, else measured against simulated. */
  static String panel(Panel panel) {
    List<FitPoint> points =
        thinned(
            panel.points().stream()
                .filter(p -> Double.isFinite(p.measured()) && Double.isFinite(p.simulated()))
                .sorted(Comparator.comparingDouble(FitPoint::time))
                .toList());
    if (points.isEmpty()) {
      return Plots.nothing(panel.title(), "no finite value to draw");
    }
    if (times(points) >= TIMES_OF_A_SERIES) {
      return series(panel, points);
    }
    return points.size() <= ROWS ? rows(panel, points) : scatter(panel, points);
  }

  private static List<FitPoint> thinned(List<FitPoint> points) {
    int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<FitPoint> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i += Math.max(1, step)) {
      kept.add(points.get(i));
    }
    return kept;
  }

  private static Axis values(List<FitPoint> points, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (FitPoint p : points) {
      for (double v : List.of(p.measured(), p.simulated(), p.shifted(-1), p.shifted(1))) {
        if (Double.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    // noise reaches below zero where nothing that is measured or simulated can
    boolean isPositive = points.stream().allMatch(p -> p.measured() >= 0 && p.simulated() >= 0);
    return Axis.linear(isPositive ? Math.max(0, low) : low, high, from, to);
  }

  /** A row for each datum, measured and simulated across. */
  private static String rows(Panel panel, List<FitPoint> points) {
    boolean timed = times(points) > 1;
    double longest = 0;
    List<String> names = new ArrayList<>();
    for (FitPoint p : points) {
      String at =
          Double.isInfinite(p.time()) ? "steady state" : "time " + Numbers.number(p.time(), 4);
      String name =
          !timed ? p.experiment() : panel.experiment().isEmpty() ? p.experiment() + ", " + at : at;
      names.add(name);
      longest = Math.max(longest, Svg.width(name));
    }
    double left = Math.min(MOST_NAME, longest + 2) + 18;
    double bottom = TOP + 22.0 * points.size();
    Axis across = values(points, left, RIGHT - 6);
    Svg svg = new Svg(bottom + 44, panel.title(), description(panel, points));
    for (int i = 0; i < points.size(); i++) {
      FitPoint p = points.get(i);
      double y = TOP + 11 + 22.0 * i;
      svg.name(4, y + 4, left - 18, "tick", names.get(i), tip(p));
      svg.line(left, y, RIGHT, y, "grid");
      bar(svg, across, p, y);
      double x = across.at(p.simulated());
      svg.line(x, y - 6, x, y + 6, "curve c0");
      svg.circle(across.at(p.measured()), y, 3.4, "datum", tip(p));
    }
    svg.line(left, bottom, RIGHT, bottom, "axis");
    for (double tick : across.ticks(5)) {
      svg.line(across.at(tick), bottom, across.at(tick), bottom + 4, "axis");
      svg.label(across.at(tick), bottom + 17, "middle", "tick", Numbers.number(tick, 4));
    }
    svg.label(
        (left + RIGHT) / 2, bottom + 36, "middle", "name", "measured (dot) · simulated ± σ (line)");
    return svg.toString();
  }

  /** Simulated ± σ. */
  private static void bar(Svg svg, Axis across, FitPoint p, double y) {
    double low = p.shifted(-1);
    double high = p.shifted(1);
    if (Double.isFinite(low) && Double.isFinite(high)) {
      svg.line(across.at(low), y, across.at(high), y, "bar");
    }
  }

  private static String series(Panel panel, List<FitPoint> points) {
    Axis vertical = values(points, BOTTOM - 5, TOP + 5);
    double last =
        points.stream().mapToDouble(FitPoint::time).filter(Double::isFinite).max().orElse(1);
    double first =
        points.stream().mapToDouble(FitPoint::time).filter(Double::isFinite).min().orElse(0);
    boolean steady = points.stream().anyMatch(p -> Double.isInfinite(p.time()));
    Axis time = Axis.linear(Math.min(0, first), last, LEFT + 6, RIGHT - (steady ? 34 : 6));
    Svg svg = frame(panel, points, vertical);
    for (double tick : time.ticks(4)) {
      svg.line(time.at(tick), BOTTOM, time.at(tick), BOTTOM + 4, "axis");
      svg.label(time.at(tick), BOTTOM + 17, "middle", "tick", Numbers.number(tick, 4));
    }
    if (steady) {
      svg.label(RIGHT - 6, BOTTOM + 17, "middle", "tick", "∞", "steady state");
    }
    svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "time");
    TreeMap<Double, List<FitPoint>> byTime = new TreeMap<>();
    points.forEach(p -> byTime.computeIfAbsent(p.time(), t -> new ArrayList<>()).add(p));
    StringBuilder curve = new StringBuilder();
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    byTime.forEach(
        (t, here) -> {
          String x = Svg.pixel(Double.isInfinite(t) ? RIGHT - 6 : time.at(t)) + " ";
          double mean = here.stream().mapToDouble(FitPoint::simulated).average().orElseThrow();
          double low = here.stream().mapToDouble(p -> p.shifted(-1)).average().orElseThrow();
          double high = here.stream().mapToDouble(p -> p.shifted(1)).average().orElseThrow();
          curve.append(curve.isEmpty() ? "M" : "L").append(x).append(Svg.pixel(vertical.at(mean)));
          if (Double.isFinite(low) && Double.isFinite(high)) {
            upper.append(upper.isEmpty() ? "M" : "L").append(x);
            upper.append(Svg.pixel(vertical.at(high)));
            lower.insert(0, "L" + x + Svg.pixel(vertical.at(low)));
          }
        });
    if (!upper.isEmpty()) {
      svg.path(upper.toString() + lower + "Z", "band");
    }
    svg.path(curve.toString(), "curve c0");
    for (FitPoint p : points) {
      double x = Double.isInfinite(p.time()) ? RIGHT - 6 : time.at(p.time());
      svg.circle(x, vertical.at(p.measured()), points.size() > 80 ? 2 : 3.4, "datum", tip(p));
    }
    return svg.toString();
  }

  private static String scatter(Panel panel, List<FitPoint> points) {
    Axis vertical =
        values(points, BOTTOM - 5, TOP + 5); // equal on both, so that a line is equality
    Axis across = values(points, LEFT + 6, RIGHT - 6);
    Svg svg = frame(panel, points, vertical);
    for (double tick : across.ticks(4)) {
      svg.line(across.at(tick), BOTTOM, across.at(tick), BOTTOM + 4, "axis");
      svg.label(across.at(tick), BOTTOM + 17, "middle", "tick", Numbers.number(tick, 4));
    }
    svg.label(
        (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "simulated ± σ · measured upwards");
    svg.line(LEFT + 6, BOTTOM - 5, RIGHT - 6, TOP + 5, "curve c0");
    for (FitPoint p : points) {
      double y = vertical.at(p.measured());
      bar(svg, across, p, y);
      svg.circle(across.at(p.simulated()), y, points.size() > 80 ? 2 : 3.4, "datum", tip(p));
    }
    return svg.toString();
  }

  private static String description(Panel panel, List<FitPoint> points) {
    return "%s and the simulation; mean squared residual %s"
        .formatted(
            Numbers.count(points.size(), "measurement", "measurements"),
            Numbers.number(panel.misfit(), 3));
  }

  private static Svg frame(Panel panel, List<FitPoint> points, Axis vertical) {
    Svg svg = new Svg(HEIGHT, panel.title(), description(panel, points));
    for (double tick : vertical.ticks(4)) {
      double y = vertical.at(tick);
      svg.line(LEFT, y, RIGHT, y, "grid");
      svg.label(LEFT - 6, y + 4, "end", "tick", Numbers.number(tick, 4));
    }
    return svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
  }

  private static String tip(FitPoint p) {
    return "%s, %s, %s: measured %s, simulated %s, σ %s, residual %s"
        .formatted(
            p.observable(),
            p.experiment(),
            Double.isInfinite(p.time()) ? "steady state" : "time " + p.time(),
            p.measured(),
            p.simulated(),
            p.sigma(),
            Numbers.number(p.residual()));
  }

  /** How many residuals are how large, beside the standard normal. */
  static String residuals(List<FitPoint> points) {
    double[] residuals =
        points.stream().mapToDouble(FitPoint::residual).filter(Double::isFinite).toArray();
    if (residuals.length == 0) {
      return Plots.nothing("Residuals", "no residual to draw");
    }
    int bins = 16;
    int[] counts = new int[bins];
    int most = 1;
    for (double r : residuals) {
      int bin = (int) Math.floor((Math.max(-4, Math.min(3.999, r)) + 4) / 8 * bins);
      most = Math.max(most, ++counts[bin]);
    }
    double width = 8.0 / bins;
    double normal = residuals.length * width / Math.sqrt(2 * Math.PI);
    Axis across = Axis.linear(-4, 4, LEFT, RIGHT);
    Axis vertical = Axis.linear(0, Math.max(most, normal), BOTTOM, TOP + 5);
    Svg svg =
        new Svg(
            HEIGHT,
            "Residuals",
            residuals.length + " residuals in units of sigma, beside the standard normal density");
    for (double tick : vertical.ticks(4)) {
      svg.line(LEFT, vertical.at(tick), RIGHT, vertical.at(tick), "grid");
      svg.label(LEFT - 6, vertical.at(tick) + 4, "end", "tick", Numbers.number(tick, 4));
    }
    StringBuilder bell = new StringBuilder();
    for (int i = 0; i < bins; i++) {
      double x = across.at(-4 + i * width);
      double y = vertical.at(counts[i]);
      String tip = "%s to %s: %d".formatted(-4 + i * width, -4 + (i + 1) * width, counts[i]);
      svg.rectangle(x + 1, y, across.at(width) - across.at(0) - 2, BOTTOM - y, "column", tip);
    }
    for (int i = 0; i <= 64; i++) {
      double r = -4 + i / 8.0;
      bell.append(i == 0 ? "M" : "L").append(Svg.pixel(across.at(r))).append(' ');
      bell.append(Svg.pixel(vertical.at(normal * Math.exp(-r * r / 2))));
    }
    svg.path(bell.toString(), "curve c1").line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    for (int tick = -4; tick <= 4; tick += 2) {
      String words = Math.abs(tick) == 4 ? (tick < 0 ? "≤ −4" : "≥ 4") : Numbers.number(tick);
      svg.label(across.at(tick), BOTTOM + 17, "middle", "tick", words);
    }
    return svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "residual / σ").toString();
  }
}
