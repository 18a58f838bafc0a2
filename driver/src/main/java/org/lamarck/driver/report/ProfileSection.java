package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.Profiles.Interval;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Svg;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.profile.Contour;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.Pair;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.worker.problem.Parameter;

/** How far each parameter can go: profiles, one plot each, and a table in words. */
final class ProfileSection implements Section {
  private static final double LEFT = 44;
  private static final double RIGHT = Svg.WIDTH - 10;
  private static final double TOP = 8;
  private static final double BOTTOM = 150;
  private static final double HEIGHT = 192;

  /** A plot ends this much above the threshold. */
  private static final double HEADROOM = 1.3;

  private static final int MOST_PLOTS = 60;

  @Override
  public boolean concerns(RunRecord record) {
    return record.profiles().isPresent();
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Profiles profiles = judgement.record().profiles().orElseThrow();
    page.section("How far each parameter can go");
    page.note(
        "The least objective for each value of a parameter, all others free. Ends are where it has"
            + " risen by "
            + Numbers.number(profiles.profiled().threshold(), 5)
            + (Double.isNaN(profiles.level())
                ? "."
                : ", which for a likelihood is a confidence of "
                    + Numbers.number(100 * profiles.level(), 4)
                    + " %."));
    List<Interval> intervals = profiles.intervals();
    page.verdict(verdict(intervals));
    table(intervals, page);
    page.raw("<div class=\"plots\">");
    for (Interval interval : intervals.subList(0, Math.min(MOST_PLOTS, intervals.size()))) {
      page.figure(interval.parameter().id(), plot(profiles, interval));
    }
    for (Contour contour : profiles.profiled().contours()) {
      Pair pair = contour.pair();
      page.figure(
          profiles.searched().get(pair.first()).id()
              + " and "
              + profiles.searched().get(pair.second()).id(),
          plot(profiles, contour));
    }
    page.raw("</div>\n");
    if (intervals.size() > MOST_PLOTS) {
      page.note("The others are in curves.tsv.");
    }
    page.endSection();
  }

  private static String verdict(List<Interval> intervals) {
    long known =
        intervals.stream().filter(one -> ProfileTables.words(one).equals("identifiable")).count();
    String rest =
        intervals.stream()
            .filter(one -> !ProfileTables.words(one).equals("identifiable"))
            .map(one -> Numbers.escape(one.parameter().id()) + " is " + ProfileTables.words(one))
            .collect(Collectors.joining(", "));
    String line =
        "%d of %s identifiable"
            .formatted(known, Numbers.count(intervals.size(), "parameter is", "parameters are"));
    return rest.isEmpty() ? line + "." : line + "; " + rest + ".";
  }

  private static void table(List<Interval> intervals, Page page) {
    page.table("Profiles", "parameter", "from", "estimate", "to", "", "");
    for (Interval one : intervals) {
      page.row(one.parameter().id());
      page.number(one.lower(), 5);
      page.number(one.estimate(), 5);
      page.number(one.upper(), 5);
      page.text(ProfileTables.words(one));
      page.wrapped(ProfileTables.remark(one));
      page.endRow();
    }
    page.endTable();
  }

  /** The curve between its known points by their slopes, the threshold, and the ends. */
  static String plot(Profiles profiles, Interval interval) {
    double threshold = profiles.profiled().threshold();
    double floor = profiles.profiled().value();
    List<ProfilePoint> points = new ArrayList<>(interval.curve().points());
    double low = points.get(0).at();
    double high = points.get(points.size() - 1).at();
    Axis x = Axis.linear(low, high, LEFT, RIGHT);
    Axis y = Axis.linear(0, HEADROOM * threshold, BOTTOM, TOP);
    Svg svg =
        new Svg(
            HEIGHT,
            "Profile of " + interval.parameter().id(),
            "%s: from %s to %s"
                .formatted(
                    ProfileTables.words(interval),
                    Numbers.number(interval.lower()),
                    Numbers.number(interval.upper())));
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(x, BOTTOM, 4);
    for (double tick : y.ticks(3)) {
      svg.label(LEFT - 6, y.at(tick) + 4, "end", "tick", Numbers.number(tick, 3));
    }
    svg.line(LEFT, y.at(threshold), RIGHT, y.at(threshold), "axis");
    svg.path(curve(points, floor, x, y), "curve c0");
    for (ProfilePoint point : points) {
      double rise = point.value() - floor;
      if (rise <= HEADROOM * threshold) {
        svg.circle(
            x.at(point.at()),
            y.at(rise),
            2.4,
            "dot c0",
            "%s: %s".formatted(Numbers.number(point.at(), 6), Numbers.number(rise, 4)));
      }
    }
    svg.label(
        (LEFT + RIGHT) / 2,
        BOTTOM + 36,
        "middle",
        "name",
        Labels.values(interval.parameter().scale()));
    return svg.toString();
  }

  /** The edge of the region, the optimum, and dots where a ray came to the box first. */
  static String plot(Profiles profiles, Contour contour) {
    Parameter first = profiles.searched().get(contour.pair().first());
    Parameter second = profiles.searched().get(contour.pair().second());
    Axis x = axis(contour, contour.pair().first(), LEFT, RIGHT);
    Axis y = axis(contour, contour.pair().second(), BOTTOM, TOP);
    Svg svg =
        new Svg(
            HEIGHT,
            "Profile of " + first.id() + " and " + second.id(),
            contour.isClosed() ? "closed" : "open: it leaves the bounds");
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis").below(x, BOTTOM, 4);
    for (double tick : y.ticks(3)) {
      svg.label(LEFT - 6, y.at(tick) + 4, "end", "tick", Numbers.number(tick, 3));
    }
    StringBuilder path = new StringBuilder();
    for (Contour.Crossing one : contour.points()) {
      path.append(path.isEmpty() ? "M" : "L")
          .append(Svg.pixel(x.at(one.point().get(contour.pair().first()))))
          .append(' ')
          .append(Svg.pixel(y.at(one.point().get(contour.pair().second()))));
    }
    svg.path(path.append('Z').toString(), "curve c0");
    for (Contour.Crossing one : contour.points()) {
      if (one.kind() != End.Kind.CROSSED) {
        dot(svg, x, y, one.point(), contour, "open");
      }
    }
    Vector optimum = profiles.profiled().optimum();
    if (optimum != null) {
      dot(svg, x, y, optimum, contour, "optimum");
    }
    svg.label(
        (LEFT + RIGHT) / 2,
        BOTTOM + 36,
        "middle",
        "name",
        "%s against %s, %s".formatted(second.id(), first.id(), Labels.values(first.scale())));
    return svg.toString();
  }

  private static Axis axis(Contour contour, int coordinate, double from, double to) {
    double low =
        contour.points().stream().mapToDouble(one -> one.point().get(coordinate)).min().orElse(0);
    double high =
        contour.points().stream().mapToDouble(one -> one.point().get(coordinate)).max().orElse(1);
    return Axis.linear(low, high, from, to);
  }

  private static void dot(Svg svg, Axis x, Axis y, Vector at, Contour contour, String words) {
    double first = at.get(contour.pair().first());
    double second = at.get(contour.pair().second());
    svg.circle(
        x.at(first),
        y.at(second),
        2.4,
        "dot c0",
        "%s: %s, %s".formatted(words, Numbers.number(first, 6), Numbers.number(second, 6)));
  }

  /** Cubic pieces: Hermite's, in the form of Bézier. */
  private static String curve(List<ProfilePoint> points, double floor, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    ProfilePoint before = points.get(0);
    path.append("M").append(at(x, y, before.at(), before.value() - floor));
    for (ProfilePoint point : points.subList(1, points.size())) {
      double third = (point.at() - before.at()) / 3;
      double first = before.value() - floor + third * before.slope();
      double second = point.value() - floor - third * point.slope();
      path.append("C")
          .append(at(x, y, before.at() + third, first))
          .append(' ')
          .append(at(x, y, point.at() - third, second))
          .append(' ')
          .append(at(x, y, point.at(), point.value() - floor));
      before = point;
    }
    return path.toString();
  }

  private static String at(Axis x, Axis y, double value, double rise) {
    return Svg.pixel(x.at(value)) + " " + Svg.pixel(y.at(rise));
  }
}
