package org.lamarck.worker.event;

import java.util.Arrays;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * How far switches are from a change of their modes.
 *
 * <p>A kink may be on either side of its threshold within some width: what it compares is as exact
 * as the tolerances of the states, and where the formulas on both sides meet it makes no more
 * difference than these. Otherwise a difference that tends to 0 would change its sign with each
 * rounding.
 */
public final class SwitchMargins {
  /** A resting sign is left when the difference is more than rounding of what is compared. */
  private static final double DEPARTURE = 1e-12;

  /** A kink may be so many tolerances of what it compares on the other side. */
  private static final double WIDTH = 10;

  private final Discontinuities system;
  private final int count;
  private final double[] values; // a₀, b₀, a₁, b₁, … where they were evaluated last
  private final double[] widths; // of kinks
  private final double[] offsets; // margins at the start of a step, where rounding made them ≤ 0
  private double[] slopes = {};

  /** Margins of the switches of a system. */
  public SwitchMargins(Discontinuities system) {
    this.system = system;
    this.count = system.switches();
    this.values = new double[2 * count];
    this.widths = new double[count];
    this.offsets = new double[count];
  }

  /** Evaluates what switches follow. */
  void evaluate(Point at) {
    system.indicators(at.time(), at.state(), at.constants(), values);
  }

  /** What switch k compares, or a floor is taken of. */
  double a(int k) {
    return values[2 * k];
  }

  /** What it compares that with; 0 of a floor. */
  double b(int k) {
    return values[2 * k + 1];
  }

  /** How far the switch is from a change: 0 or negative when it is due; NaN counts as far. */
  double margin(int k, double mode) {
    double a = a(k);
    double b = b(k);
    double margin;
    if (system.isFloor(k)) {
      margin = Math.min(Math.nextUp(a - mode), mode + 1 - a); // the mode itself is no change
    } else if (mode == 0) {
      margin = Math.max(widths[k], DEPARTURE * (Math.abs(a) + Math.abs(b))) - Math.abs(a - b);
      margin = margin == 0 ? Double.MIN_VALUE : margin;
    } else {
      margin = mode * (a - b) + widths[k];
    }
    return Double.isNaN(margin) ? Double.POSITIVE_INFINITY : margin - offsets[k];
  }

  /** Takes all margins as they are. */
  void clearOffsets() {
    Arrays.fill(offsets, 0.0);
  }

  /** Takes a margin for just above 0: the switch has just been sent to this side. */
  double offset(int k, double margin) {
    offsets[k] = Math.nextDown(margin);
    return margin - offsets[k];
  }

  /** Within which either side of a kink will do. */
  double width(int k) {
    return widths[k];
  }

  /** Computes the widths of kinks. */
  void measure(Point at, ErrorScale errors) {
    double[] y = at.state();
    for (int k = 0; k < count; k++) {
      widths[k] = 0;
      if (!system.isFloor(k) && system.isKink(k)) {
        PointFunction indicator = system.indicator(k);
        int[] arguments = indicator.arguments();
        slopes = slopes.length < arguments.length ? new double[arguments.length] : slopes;
        indicator.gradient(at, slopes);
        for (int e = 0; e < arguments.length; e++) {
          int s = arguments[e];
          if (s < y.length && slopes[e] != 0) {
            widths[k] += WIDTH * Math.abs(slopes[e]) * errors.tolerance(s, y[s]);
          }
        }
        widths[k] = Double.isFinite(widths[k]) ? widths[k] : 0;
      }
    }
  }

  /** Whether the modes at a point are those of its states, but for rounding. */
  public boolean agree(Point at, ErrorScale errors) {
    if (count == 0) {
      return true;
    }
    evaluate(at);
    measure(at, errors);
    for (int k = 0; k < count; k++) {
      double mode = at.constants()[system.firstMode() + k];
      double a = a(k);
      double b = b(k);
      double rounding = Math.max(widths[k], DEPARTURE * (Math.abs(a) + Math.abs(b)));
      boolean agrees;
      if (system.isFloor(k)) {
        agrees = a >= mode - rounding && a <= mode + 1 + rounding;
      } else {
        agrees = mode == 0 ? Math.abs(a - b) <= rounding : mode * (a - b) >= -rounding;
      }
      if (!agrees && !Double.isNaN(mode)) {
        return false;
      }
    }
    return true;
  }
}
