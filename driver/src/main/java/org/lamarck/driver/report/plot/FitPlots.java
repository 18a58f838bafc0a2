package org.lamarck.driver.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.BoundMark;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.worker.problem.Reading;

/** Data beside what the best point says, and what is left between them. */
public final class FitPlots {
  public static final double LEFT = 58;
  public static final double RIGHT = Svg.WIDTH - 12;
  public static final double TOP = 12;
  public static final double BOTTOM = 192;
  static final double HEIGHT = 236;

  /** The height of a line of the legend below. */
  private static final double LINE = 17;

  /** A series with fewer times is compared point by point, not along time. */
  private static final int TIMES_OF_A_SERIES = 3;

  /** So few data have a row each, with the name of their experiment. */
  private static final int ROWS = 12;

  /** The room for these names. */
  private static final double MOST_NAME = 150;

  /** Measurements drawn in one plot; more cannot be told apart at its width. */
  private static final int MOST_POINTS = 240;

  private static final int MOST_RESIDUALS = 600;

  /** Values that differ by so much are drawn by their logarithm. */
  private static final double WIDE_RATIO = 300;

  /** The same where the noise is of logarithms. */
  private static final double LOG_RATIO = 20;

  private FitPlots() {}

  /**
   * A panel: one observable in one experiment, or in all of them when each has few times.
   *
   * @param curves what was simulated between the points
   * @param units of time and observable
   */
  public record Panel(
      String observable,
      String experiment,
      List<FitPoint> points,
      List<FitCurve> curves,
      Units units) {
    public String title() {
      String steady =
          points.stream().allMatch(p -> Double.isInfinite(p.time())) ? " · steady state" : "";
      String name = experiment.isEmpty() ? observable : observable + " · " + experiment;
      return name + steady + units.after(observable);
    }

    /** Mean square of the residuals. */
    public double misfit() {
      return points.stream().mapToDouble(p -> p.residual() * p.residual()).average().orElse(0);
    }
  }

  /** The panels, in the order of the measurements. */
  public static List<Panel> panels(Fit fit) {
    Map<String, List<FitPoint>> observables = new LinkedHashMap<>();
    fit.points()
        .forEach(p -> observables.computeIfAbsent(p.observable(), o -> new ArrayList<>()).add(p));
    Map<List<String>, List<FitCurve>> curves = new HashMap<>();
    for (FitCurve curve : fit.curves()) {
      curves
          .computeIfAbsent(
              List.of(curve.observable(), curve.experiment()), key -> new ArrayList<>())
          .add(curve);
    }
    List<Panel> panels = new ArrayList<>();
    observables.forEach(
        (observable, all) -> {
          Map<String, List<FitPoint>> experiments = new LinkedHashMap<>();
          all.forEach(
              p -> experiments.computeIfAbsent(p.experiment(), e -> new ArrayList<>()).add(p));
          boolean series =
              experiments.values().stream().anyMatch(one -> times(one) >= TIMES_OF_A_SERIES);
          if (series) {
            experiments.forEach(
                (name, one) ->
                    panels.add(
                        new Panel(
                            observable,
                            name,
                            one,
                            curves.getOrDefault(List.of(observable, name), List.of()),
                            fit.units())));
          } else {
            panels.add(new Panel(observable, "", all, List.of(), fit.units()));
          }
        });
    return panels;
  }

  static long times(List<FitPoint> points) {
    return points.stream().mapToDouble(FitPoint::time).distinct().count();
  }

  /** One panel: along time where there are times enough, else measured against simulated. */
  public static String panel(Panel panel) {
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
      return SeriesPlot.of(panel, points);
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

  /** The axis of values: by the logarithm where they are of several orders of magnitude. */
  public static Axis values(List<FitPoint> points, double from, double to) {
    return values(points, List.of(), from, to);
  }

  /** The same with room for what was simulated between the points. */
  public static Axis values(List<FitPoint> points, List<FitCurve> curves, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (FitPoint p : points) {
      for (double v :
          List.of(p.measured(), p.simulated(), p.shifted(-1), p.shifted(1), lower(p), upper(p))) {
        if (Double.isFinite(v)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
      least = Math.min(least, Math.min(p.measured(), p.simulated()));
      most = Math.max(most, Math.max(p.measured(), p.simulated()));
    }
    // before the first measurement the simulation may be anywhere: it must not press the data flat
    double first = points.stream().mapToDouble(FitPoint::time).min().orElse(0);
    for (FitCurve curve : curves) {
      for (int i = 0; i < curve.simulated().size(); i++) {
        double value = curve.simulated().get(i);
        if (Double.isFinite(value) && curve.times().get(i) >= first) {
          low = Math.min(low, value);
          high = Math.max(high, value);
          most = Math.max(most, value);
        }
      }
    }
    boolean isLogarithmic = points.get(0).noise().transformation().isLogarithmic();
    if (least > 0 && most / least >= (isLogarithmic ? LOG_RATIO : WIDE_RATIO)) {
      return Axis.logarithmic(least / 1.3, 1.3 * most, from, to);
    }
    // noise reaches below zero where nothing that is measured or simulated can
    boolean isPositive = least >= 0;
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
      if (p.reading() instanceof Reading.Censored) {
        BoundMark.across(svg, y, at(across, lower(p)), at(across, upper(p)), tip(p));
      } else {
        svg.circle(across.at(p.measured()), y, 3.4, "datum", tip(p));
      }
    }
    svg.line(left, bottom, RIGHT, bottom, "axis").below(across, bottom, 5);
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

  private static String scatter(Panel panel, List<FitPoint> points) {
    Axis vertical =
        values(points, BOTTOM - 5, TOP + 5); // equal on both, so that a line is equality
    Axis across = values(points, LEFT + 6, RIGHT - 6);
    Svg svg = frame(panel, points, vertical).below(across, BOTTOM, 4);
    svg.label(
        (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "simulated ± σ · measured upwards");
    svg.line(LEFT + 6, BOTTOM - 5, RIGHT - 6, TOP + 5, "curve c0");
    for (FitPoint p : points) {
      double y = vertical.at(p.measured());
      bar(svg, across, p, y);
      datum(svg, across.at(p.simulated()), p, vertical, points.size() > 80 ? 2 : 3.4);
    }
    return svg.toString();
  }

  /** What was measured: a dot, or a bar or arrow where only bounds are known. */
  static void datum(Svg svg, double x, FitPoint p, Axis vertical, double radius) {
    if (p.reading() instanceof Reading.Censored) {
      BoundMark.upright(svg, x, at(vertical, lower(p)), at(vertical, upper(p)), tip(p));
    } else {
      svg.circle(x, vertical.at(p.measured()), radius, "datum", tip(p));
    }
  }

  private static double lower(FitPoint p) {
    return p.reading() instanceof Reading.Censored censored
        ? censored.lower()
        : Double.NEGATIVE_INFINITY;
  }

  private static double upper(FitPoint p) {
    return p.reading() instanceof Reading.Censored censored
        ? censored.upper()
        : Double.POSITIVE_INFINITY;
  }

  private static double at(Axis axis, double bound) {
    return Double.isFinite(bound) ? axis.at(bound) : bound;
  }

  static String description(Panel panel, List<FitPoint> points) {
    return "%s and the simulation; mean squared residual %s"
        .formatted(
            Numbers.count(points.size(), "measurement", "measurements"),
            Numbers.number(panel.misfit(), 3));
  }

  /** Where a line of the legend below a plot begins, or the plot with as many lines ends. */
  public static double lineOfLegend(int line) {
    return HEIGHT + LINE * line;
  }

  /** One line of the legend: a dot and what it stands for. */
  public static void legend(Svg svg, int line, String colour, String words) {
    double y = lineOfLegend(line) + 8;
    svg.circle(LEFT, y - 4, 4, "dot " + colour, "");
    svg.name(LEFT + 12, y, RIGHT - LEFT - 12, "tick", words, "");
  }

  static Svg frame(Panel panel, List<FitPoint> points, Axis vertical) {
    return new Svg(HEIGHT, panel.title(), description(panel, points))
        .beside(vertical, LEFT, RIGHT)
        .line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
  }

  public static String tip(FitPoint p) {
    return "%s, %s, %s: measured %s, simulated %s, σ %s, residual %s"
        .formatted(
            p.observable(),
            p.experiment(),
            Double.isInfinite(p.time()) ? "steady state" : "time " + p.time(),
            p.reading() instanceof Reading.Censored censored
                ? "between " + censored.lower() + " and " + censored.upper()
                : p.measured(),
            p.simulated(),
            p.sigma(),
            Numbers.number(p.residual()));
  }

  /** How many residuals are how large, beside the standard normal. */
  public static String residuals(List<FitPoint> points) {
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
    svg.beside(vertical, LEFT, RIGHT);
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

  /**
   * Residuals in the order of time: a drift is what the model lacks.
   *
   * @param units of the time
   */
  public static String residualsInTime(List<FitPoint> points, Units units) {
    List<FitPoint> known =
        points.stream()
            .filter(p -> Double.isFinite(p.residual()) && Double.isFinite(p.time()))
            .toList();
    if (known.stream().mapToDouble(FitPoint::time).distinct().count() < TIMES_OF_A_SERIES) {
      return "";
    }
    TimeAxis time = TimeAxis.of(known, LEFT + 6, RIGHT - 6);
    double widest = known.stream().mapToDouble(p -> Math.abs(p.residual())).max().orElse(1);
    double most = Math.min(8, Math.max(3, widest));
    Axis vertical = Axis.linear(-most, most, BOTTOM - 5, TOP + 12);
    Svg svg =
        new Svg(
            HEIGHT,
            "Residuals in time",
            "Residuals in units of sigma against the time of the measurement");
    svg.rectangle(
        LEFT, vertical.at(1), RIGHT - LEFT, vertical.at(-1) - vertical.at(1), "sigma", "± σ");
    svg.beside(vertical, LEFT, RIGHT);
    time.draw(svg, BOTTOM, units.timeAxis());
    int step = (known.size() + MOST_RESIDUALS - 1) / MOST_RESIDUALS;
    for (int i = 0; i < known.size(); i += Math.max(1, step)) {
      FitPoint p = known.get(i);
      svg.circle(
          time.at(p.time()),
          vertical.at(p.residual()),
          known.size() > 80 ? 2 : 3,
          Math.abs(p.residual()) > most ? "dot alarm" : "datum",
          tip(p));
    }
    svg.label(LEFT - 50, 9, "start", "name", "residual / σ");
    return svg.toString();
  }
}
