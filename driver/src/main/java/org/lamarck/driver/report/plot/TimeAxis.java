package org.lamarck.driver.report.plot;

import java.util.List;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Svg;

/**
 * The axis of measurement times: by the logarithm where most measurements were made in the first
 * part of the time, with room for time 0 before it.
 */
public final class TimeAxis {
  /** The last time is so many times the first one after 0 before the axis is logarithmic. */
  private static final double WIDE_RATIO = 50;

  /** Half of the times are in this first part of all. */
  private static final double EARLY = 0.1;

  /** The room of time 0 beside a logarithmic axis. */
  private static final double ZERO = 34;

  /** The room of a steady state at the end. */
  private static final double STEADY = 34;

  private final Axis axis;
  private final double from;
  private final double to;
  private final double shortest;
  private final boolean hasZero;
  private final boolean hasSteady;

  private TimeAxis(
      Axis axis, double from, double to, double shortest, boolean hasZero, boolean hasSteady) {
    this.axis = axis;
    this.from = from;
    this.to = to;
    this.shortest = shortest;
    this.hasZero = hasZero;
    this.hasSteady = hasSteady;
  }

  public static TimeAxis of(List<FitPoint> points, double from, double to) {
    double[] times =
        points.stream()
            .mapToDouble(FitPoint::time)
            .filter(Double::isFinite)
            .sorted()
            .distinct()
            .toArray();
    boolean hasSteady = points.stream().anyMatch(p -> Double.isInfinite(p.time()));
    double end = to - (hasSteady ? STEADY : 0);
    if (times.length == 0) {
      return new TimeAxis(Axis.linear(0, 1, from, end), from, to, 0, false, hasSteady);
    }
    double first = times[0];
    double last = times[times.length - 1];
    double shortest = first > 0 ? first : times.length > 1 ? times[1] : 0;
    double middle = times[times.length / 2];
    if (first >= 0 && shortest > 0 && last >= WIDE_RATIO * shortest && middle <= EARLY * last) {
      boolean hasZero = first == 0;
      Axis axis =
          Axis.logarithmic(
              hasZero ? shortest / 1.5 : shortest, last, from + (hasZero ? ZERO : 0), end);
      return new TimeAxis(axis, from, to, shortest / 1.5, hasZero, hasSteady);
    }
    return new TimeAxis(
        Axis.linear(Math.min(0, first), last, from, end), from, to, 0, false, hasSteady);
  }

  /** The pixel of a time; of +∞ that of steady states. */
  public double at(double time) {
    if (Double.isInfinite(time)) {
      return to;
    }
    return hasZero && time <= 0 ? from : axis.at(time);
  }

  /** Whether a time between measurements has a place: the gap after 0 has none. */
  public boolean shows(double time) {
    return !axis.isLogarithmic() || time >= shortest || (hasZero && time <= 0);
  }

  /**
   * Draws the axis.
   *
   * @param name with the unit
   */
  public void draw(Svg svg, double bottom, String name) {
    svg.line(FitPlots.LEFT, bottom, FitPlots.RIGHT, bottom, "axis");
    svg.below(axis, bottom, 4);
    if (hasZero) {
      svg.tick(from, bottom, "0");
    }
    if (hasSteady) {
      svg.label(to, bottom + 17, "middle", "tick", "∞", "steady state");
    }
    svg.label(
        (FitPlots.LEFT + FitPlots.RIGHT) / 2,
        bottom + 36,
        "middle",
        "name",
        name + (axis.isLogarithmic() ? ", log scale" : ""));
  }
}
