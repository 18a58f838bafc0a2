package org.lamarck.driver.report.page;

import java.util.ArrayList;
import java.util.List;

/** From values to pixels, linearly or by the logarithm, with ticks at round numbers. */
public final class Axis {
  private final double low;
  private final double high;
  private final double from;
  private final double to;
  private final boolean logarithmic;

  private Axis(double low, double high, double from, double to, boolean logarithmic) {
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
    this.logarithmic = logarithmic;
  }

  /**
   * Values closer than this part of their size are one: ticks between them would all read alike.
   */
  private static final double ALIKE = 1e-9;

  /** From pixel {@code from} for {@code low} to pixel {@code to} for {@code high}. */
  public static Axis linear(double low, double high, double from, double to) {
    if (!(Double.isFinite(low) && Double.isFinite(high))) {
      return new Axis(0, 1, from, to, false);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    double room = high - low > ALIKE * size ? 0 : Math.max(size * 0.05, 1e-3);
    return new Axis(low - room, high + room, from, to, false);
  }

  /** The same for positive values on a logarithmic axis, which spans a decade at least. */
  public static Axis logarithmic(double low, double high, double from, double to) {
    return new Axis(Math.log10(low), Math.log10(Math.max(high, low * 10)), from, to, true);
  }

  /** The pixel of a value; values outside come to lie on the nearer end. */
  public double at(double value) {
    double v = logarithmic ? (value > 0 ? Math.log10(value) : low) : value;
    double part = (Math.min(high, Math.max(low, v)) / 2 - low / 2) / (high / 2 - low / 2);
    return from + part * (to - from);
  }

  /** Round values on the axis, about {@code wanted} of them. */
  public List<Double> ticks(int wanted) {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int first = (int) Math.ceil(low - 1e-9);
      int last = (int) Math.floor(high + 1e-9);
      if (last - first < 2) {
        return between(first - 1, last);
      }
      int step = Math.max(1, (last - first + wanted) / wanted);
      for (int power = first; power <= last; power += step) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
    double raw = high / wanted - low / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    for (int i = 0; i <= 2 * wanted; i++) {
      double tick = (Math.ceil(low / step - 1e-9) + i) * step;
      if (!(tick <= high + step * 1e-9)) {
        break;
      }
      ticks.add(tick == 0 ? 0.0 : tick);
    }
    return ticks;
  }

  /** 1, 2 and 5 times powers of ten, where there are few of these. */
  private List<Double> between(int first, int last) {
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      for (int lead : List.of(1, 2, 5)) {
        double tick = lead * Math.pow(10, power);
        if (Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= high + 1e-9) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Whether equal distances are equal ratios. */
  public boolean isLogarithmic() {
    return logarithmic;
  }
}
