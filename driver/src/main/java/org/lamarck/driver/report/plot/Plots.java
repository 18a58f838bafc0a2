package org.lamarck.driver.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Judgement.AtBound;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.TraceRow;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.Parameter;

/** The plots of the search: where it ended, at which parameters, and how it came there. */
public final class Plots {
  static final double LEFT = 58;
  static final double RIGHT = Svg.WIDTH - 12;
  private static final double TOP = 22;
  private static final double BOTTOM = 222;
  static final double HEIGHT = 266;

  /** Differences below this are left to the integrator's tolerance; the bottom of axes. */
  private static final double SMALLEST = 1e-6;

  /** A spread of values, in parts of the smallest difference, that a linear axis still shows. */
  private static final double WIDE = 20;

  /** Basins that have a colour of their own. */
  public static final int COLOURS = 6;

  private static final int PARAMETERS_A_PLOT = 25;
  private static final int COMPARED = 20;

  /** The most room for a parameter's name. */
  private static final double MOST_NAME = 180;

  private Plots() {}

  static String colour(int basin) {
    return basin < 0 || basin >= COLOURS ? "none" : "c" + basin;
  }

  /** Of values closer than this part of their size the differences are told. */
  private static final double NARROW = 1e-4;

  /** Values closer than this are the same. */
  private static final double ALIKE = 1e-9;

  /** The objective's axis: above the best, by the logarithm, when values differ much. */
  static final class Height {
    private final Axis axis;
    private final double best;
    private final double smallest;
    private final boolean relative;
    private final boolean narrow; // ticks of the values themselves would be too long

    Height(double best, double[] values) {
      this.best = best;
      double worst = Arrays.stream(values).max().orElse(best);
      double least =
          Arrays.stream(values).map(v -> v - best).filter(d -> d >= SMALLEST).min().orElse(1);
      smallest = Math.max(SMALLEST, Math.pow(10, Math.floor(Math.log10(least) + 1e-9)));
      double spread = worst - best;
      relative = spread > WIDE * smallest && Double.isFinite(spread);
      narrow = !relative && spread < NARROW * Math.abs(best) && spread > ALIKE * Math.abs(best);
      axis =
          relative
              ? Axis.logarithmic(smallest, spread, BOTTOM, TOP + 6)
              : Axis.linear(narrow ? 0 : best, narrow ? spread : worst, BOTTOM - 6, TOP + 6);
    }

    double at(double value) {
      return axis.at(relative ? Math.max(smallest, value - best) : narrow ? value - best : value);
    }

    void draw(Svg svg) {
      svg.label(LEFT - 50, 13, "start", "name", words());
      for (double tick : axis.ticks(5)) {
        double y = axis.at(tick);
        String words =
            tick < 1e-2 && relative ? power(tick) : Numbers.number(tick, relative ? 7 : digits());
        String shown = relative && tick <= smallest * 1.01 ? "≤ " + words : words;
        svg.line(LEFT, y, RIGHT, y, "grid").label(LEFT - 6, y + 4, "end", "tick", shown);
      }
    }

    /** Enough for ticks of a narrow axis to differ. */
    private int digits() {
      List<Double> ticks = axis.ticks(5);
      if (ticks.size() < 2) {
        return 7;
      }
      double step = ticks.get(1) - ticks.get(0);
      double largest = Math.max(Math.abs(ticks.get(0)), Math.abs(ticks.get(ticks.size() - 1)));
      return (int) Math.max(3, Math.min(12, Math.ceil(Math.log10(largest / step)) + 1));
    }

    private static String power(double tick) {
      return "1e−" + Math.round(-Math.log10(tick));
    }

    String words() {
      return relative
          ? "objective above the best, log scale"
          : narrow ? "objective above the best" : "objective";
    }
  }

  static void horizontal(Svg svg, Axis axis, String name) {
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(axis, BOTTOM, 4);
    svg.label((LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", name);
  }

  /** Sorted values of independent starts, each at its end, coloured by basin. */
  public static String waterfall(Judgement judgement) {
    List<Judgement.Search> starts = judgement.starts();
    if (starts.isEmpty()) {
      return nothing("Waterfall", "no independent start has a finite value");
    }
    double[] values = starts.stream().mapToDouble(start -> start.last().value()).toArray();
    Height height = new Height(judgement.floor(), values);
    Axis rank = Axis.linear(1, Math.max(2, starts.size()), LEFT + 6, RIGHT - 6);
    Svg svg =
        new Svg(
            HEIGHT,
            "Waterfall plot",
            "Objective of %s, sorted, from %s to %s; %s"
                .formatted(
                    Numbers.count(starts.size(), "independent start", "independent starts"),
                    Numbers.number(values[0]),
                    Numbers.number(values[values.length - 1]),
                    Numbers.count(judgement.basins().size(), "basin", "basins")));
    height.draw(svg);
    horizontal(svg, rank, "independent starts, best first");
    String last = "";
    for (int i = 0; i < starts.size(); i++) {
      Judgement.Search start = starts.get(i);
      double x = rank.at(i + 1);
      double y = height.at(values[i]);
      String style = (start.ending().isEnd() ? "dot " : "open ") + colour(start.basin());
      String place = Math.round(x * 1.5) + " " + Math.round(y * 1.5) + style;
      if (!place.equals(last)) { // thousands of points: one for each place that can be told apart
        svg.circle(x, y, starts.size() > 300 ? 2.5 : 3.6, style, tip(start, i + 1));
        last = place;
      }
    }
    return svg.toString();
  }

  private static String tip(Judgement.Search start, int rank) {
    return "%d: %s, %s, from proposal %d%s"
        .formatted(
            rank,
            start.last().value(),
            start.ending().words(),
            start.last().search(),
            start.basin() < 0 ? "" : ", basin " + (start.basin() + 1));
  }

  /** How the best value fell, against time or evaluations. */
  public static String convergence(
      Judgement judgement, String name, ToDoubleFunction<TraceRow> abscissa) {
    List<TraceRow> trace = finite(judgement);
    if (trace.isEmpty()) {
      return nothing("Convergence", "no point could be evaluated");
    }
    TraceRow end = trace.get(trace.size() - 1);
    Height height =
        new Height(judgement.floor(), trace.stream().mapToDouble(TraceRow::best).toArray());
    Axis axis = Axis.linear(0, Math.max(1e-9, abscissa.applyAsDouble(end)), LEFT, RIGHT - 6);
    Svg svg =
        new Svg(
            HEIGHT,
            "Convergence against " + name,
            "The best objective fell from %s to %s"
                .formatted(Numbers.number(trace.get(0).best()), Numbers.number(end.best())));
    height.draw(svg);
    horizontal(svg, axis, name);
    svg.path(staircase(trace, axis, height, abscissa), "curve c0");
    svg.circle(
        axis.at(abscissa.applyAsDouble(end)),
        height.at(end.best()),
        3.6,
        "dot c0",
        "%s after %s evaluations, %s"
            .formatted(
                end.best(), end.evaluations() + end.gradients(), Numbers.duration(end.seconds())));
    return svg.toString();
  }

  /** The best values of runs, sorted, each named by its seed. */
  public static String ends(Map<Long, Judgement> runs) {
    List<Map.Entry<Long, Judgement>> sorted =
        runs.entrySet().stream()
            .filter(run -> run.getValue().best().isPresent())
            .sorted(Comparator.comparingDouble(run -> run.getValue().floor()))
            .toList();
    if (sorted.isEmpty()) {
      return nothing("Seeds", "no run has found a point");
    }
    double[] values = sorted.stream().mapToDouble(run -> run.getValue().floor()).toArray();
    Height height = new Height(values[0], values);
    Axis rank = Axis.linear(1, Math.max(2, values.length), LEFT + 6, RIGHT - 6);
    Svg svg =
        new Svg(
            HEIGHT,
            "Best values by seed",
            "Best objective of %s, sorted, from %s to %s"
                .formatted(
                    Numbers.count(values.length, "run", "runs"),
                    Numbers.number(values[0]),
                    Numbers.number(values[values.length - 1])));
    height.draw(svg);
    horizontal(svg, rank, "runs, best first");
    for (int i = 0; i < values.length; i++) {
      String tip = "seed %d: %s".formatted(sorted.get(i).getKey(), values[i]);
      svg.circle(rank.at(i + 1), height.at(values[i]), 3.6, "dot c0", tip);
    }
    return svg.toString();
  }

  /** How the best values of runs fell, against evaluations. */
  public static String falls(Map<Long, Judgement> runs) {
    double floor =
        runs.values().stream()
            .filter(run -> run.best().isPresent())
            .mapToDouble(Judgement::floor)
            .min()
            .orElse(0);
    List<TraceRow> all = runs.values().stream().flatMap(run -> finite(run).stream()).toList();
    if (all.isEmpty()) {
      return nothing("Convergence", "no point could be evaluated");
    }
    Height height = new Height(floor, all.stream().mapToDouble(TraceRow::best).toArray());
    double last =
        all.stream().mapToDouble(row -> row.evaluations() + row.gradients()).max().orElse(1);
    Axis axis = Axis.linear(0, Math.max(1, last), LEFT, RIGHT - 6);
    Svg svg =
        new Svg(
            HEIGHT,
            "Convergence by seed",
            "How the best objective of %s fell"
                .formatted(Numbers.count(runs.size(), "run", "runs")));
    height.draw(svg);
    horizontal(svg, axis, "evaluations");
    runs.forEach(
        (seed, run) -> {
          List<TraceRow> trace = finite(run);
          if (trace.isEmpty()) {
            return;
          }
          svg.path(
              staircase(trace, axis, height, row -> row.evaluations() + row.gradients()),
              "strand c0");
          TraceRow end = trace.get(trace.size() - 1);
          svg.circle(
              axis.at((double) (end.evaluations() + end.gradients())),
              height.at(end.best()),
              3,
              "dot c0",
              "seed %d: %s".formatted(seed, end.best()));
        });
    return svg.toString();
  }

  private static List<TraceRow> finite(Judgement judgement) {
    return judgement.record().outcome().trace().stream()
        .filter(row -> Double.isFinite(row.best()))
        .toList();
  }

  private static String staircase(
      List<TraceRow> trace, Axis axis, Height height, ToDoubleFunction<TraceRow> abscissa) {
    StringBuilder path = new StringBuilder();
    String last = "";
    double reached = 0;
    for (TraceRow row : trace) {
      reached = Math.max(reached, abscissa.applyAsDouble(row)); // rows are in the order of asking
      String x = Svg.pixel(axis.at(reached));
      String y = Svg.pixel(height.at(row.best()));
      if (path.isEmpty()) {
        path.append("M").append(x).append(' ').append(y);
      } else if (!(x + y).equals(last)) {
        path.append("H").append(x).append("V").append(y);
      }
      last = x + y;
    }
    return path.toString();
  }

  /**
   * A plot of some of the parameters.
   *
   * @param to the first one that is not in it
   */
  public record Part(int from, int to, String svg) {}

  /** The best estimates and those of other searches between the bounds, some to a plot. */
  public static List<Part> parts(Judgement judgement) {
    List<Part> plots = new ArrayList<>();
    int count = judgement.searched().size();
    int parts = Math.max(1, (count + PARAMETERS_A_PLOT - 1) / PARAMETERS_A_PLOT);
    int each = (count + parts - 1) / parts;
    judgement
        .best()
        .ifPresent(
            best -> {
              for (int from = 0; from < count; from += each) {
                int to = Math.min(count, from + each);
                plots.add(new Part(from, to, parameters(judgement, best, from, to)));
              }
            });
    return plots;
  }

  private static String parameters(Judgement judgement, Best best, int from, int to) {
    double longest =
        judgement.searched().subList(from, to).stream()
            .mapToDouble(parameter -> Svg.width(parameter.id()))
            .max()
            .orElse(0);
    double left = Math.min(MOST_NAME, longest + 2) + 16;
    double right = Svg.WIDTH - 82;
    Svg svg =
        new Svg(
            34 + 22.0 * (to - from),
            "Parameters %d to %d".formatted(from + 1, to),
            "Best estimates between their bounds, each on its scale; the table gives the numbers");
    svg.label(left, 14, "middle", "tick", "lower").label(right, 14, "middle", "tick", "upper");
    svg.label(Svg.WIDTH - 4, 14, "end", "tick", "best");
    Axis axis = Axis.linear(0, 1, left, right);
    lines(svg, axis, judgement, from, to);
    for (int i = from; i < to; i++) {
      Parameter parameter = judgement.searched().get(i);
      double y = 34 + 22.0 * (i - from);
      ParameterRow row = new ParameterRow(svg, axis, judgement, i, y);
      AtBound bound = judgement.atBound(best.point(), i);
      String warn = bound == AtBound.NO ? "" : " warn";
      svg.line(left, y, right, y, "track").line(left, y - 5, left, y + 5, "axis");
      svg.line(right, y - 5, right, y + 5, "axis");
      svg.name(4, y + 4, left - 16, "tick" + warn, parameter.id(), about(parameter));
      for (Judgement.Search search : judgement.searches().stream().limit(COMPARED).toList()) {
        if (search.hasValue()) {
          row.dot(search.last().point(), 2.4, "faint");
        }
      }
      for (int b = Math.min(COLOURS, judgement.basins().size()) - 1; b > 0; b--) {
        row.dot(judgement.basins().get(b).point(), 3, "open " + colour(b));
      }
      row.dot(best.point(), 5, bound == AtBound.NO ? "dot c0" : "dot alarm");
      double value = parameter.linear(best.point().get(i));
      String exact = value + (bound == AtBound.NO ? "" : ", at its bound (" + bound.words() + ")");
      svg.label(Svg.WIDTH - 4, y + 4, "end", "tick" + warn, Numbers.number(value, 4), exact);
    }
    return svg.toString();
  }

  /** Parallel coordinates: a line for each of the best local searches, through all parameters. */
  private static void lines(Svg svg, Axis axis, Judgement judgement, int from, int to) {
    List<Judgement.Search> best =
        judgement.searches().stream()
            .filter(Judgement.Search::hasValue)
            .limit(COMPARED)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(best); // the best one is drawn last, above the others
    for (Judgement.Search search : best) {
      StringBuilder path = new StringBuilder();
      for (int i = from; i < to; i++) {
        double position = judgement.position(search.last().point(), i);
        if (Double.isFinite(position)) {
          path.append(path.isEmpty() ? "M" : "L").append(Svg.pixel(axis.at(position)));
          path.append(' ').append(Svg.pixel(34 + 22.0 * (i - from)));
        }
      }
      if (to - from > 1 && !path.isEmpty()) {
        svg.path(path.toString(), "strand " + colour(search.basin()));
      }
    }
  }

  private static String about(Parameter parameter) {
    return "%s, %s scale, %s to %s"
        .formatted(
            parameter.id(), Labels.of(parameter.scale()), parameter.lower(), parameter.upper());
  }

  /** One parameter's line of the plot, at height y. */
  private record ParameterRow(Svg svg, Axis axis, Judgement judgement, int parameter, double y) {
    void dot(Vector x, double radius, String style) {
      double position = judgement.position(x, parameter);
      if (Double.isFinite(position)) {
        Parameter searched = judgement.searched().get(parameter);
        String tip =
            style.equals("faint") ? "" : searched.id() + " = " + searched.linear(x.get(parameter));
        svg.circle(axis.at(position), y, radius, style, tip);
      }
    }
  }

  /** A plot that has nothing to show says so. */
  public static String nothing(String title, String why) {
    return new Svg(120, title, why).label(Svg.WIDTH / 2, 64, "middle", "name", why).toString();
  }
}
