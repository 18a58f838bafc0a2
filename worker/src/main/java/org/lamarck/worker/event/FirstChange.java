package org.lamarck.worker.event;

import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * Finds where within a step the first mode of a switch stops to be right: margins are sampled, and
 * between samples followed to their roots by the Illinois variant of regula falsi (Dowell &amp;
 * Jarratt 1971), and to where a parabola through three of them dips below 0.
 */
public final class FirstChange {
  /** A step is searched at so many equally spaced times; between them for extrema. */
  private static final int SAMPLES = 8;

  private static final int MOST_BISECTIONS = 60;

  /** What is left by rounding of the difference of two sums of some terms. */
  private static final double ROUNDING = 0x1p-51;

  /** A threshold so near, relative to what is compared, may be reached at the same time. */
  private static final double NEAR = 1e-9;

  private final Discontinuities system;
  private final SwitchingFunctions switches;
  private final SwitchMargins margins;
  private final Step step;
  private final int count;
  private final double[][] sampled; // margins at the last three samples
  private final double[] state;
  private double widthsAt = Double.NaN;
  private double end;

  /**
   * A search.
   *
   * @param switches whose modes are compared
   * @param step within which a change is looked for
   */
  public FirstChange(SwitchingFunctions switches, Step step) {
    this.system = step.system().discontinuities();
    this.switches = switches;
    this.margins = new SwitchMargins(system);
    this.step = step;
    this.count = system.switches();
    this.sampled = new double[3][count];
    this.state = new double[count == 0 ? 0 : step.system().structure().states()];
  }

  /** The integration begins, or goes on behind an instant. */
  public void begin() {
    widthsAt = Double.NaN;
  }

  private Point point(double time, double[] y) {
    return new Point(time, y, switches.at().constants());
  }

  private void sample(double theta) {
    double time = theta == 1 ? end : step.start() + theta * (end - step.start());
    if (theta == 1) {
      margins.evaluate(point(time, step.next()));
    } else {
      if (!system.areTimed()) {
        step.interpolate(theta, state, 0);
      }
      margins.evaluate(point(time, state));
    }
  }

  private double margin(int k) {
    return margins.margin(k, switches.mode(k));
  }

  private double[] sampleAll(int j) {
    sample(j / (double) SAMPLES);
    double[] here = sampled[j % 3];
    for (int k = 0; k < count; k++) {
      here[k] = margin(k);
    }
    return here;
  }

  /**
   * The time within the step that was tried at which the first mode stops to be right, by dense
   * output; infinite when all stay right. The start of the step for a resting switch that leaves.
   */
  public double find(double stepEnd, ErrorScale errors) {
    end = stepEnd;
    if (step.start() != widthsAt) {
      margins.measure(point(step.start(), step.state()), errors);
      widthsAt = step.start();
    }
    double span = end - step.start();
    margins.clearOffsets();
    double[] first = sampleAll(0);
    for (int k = 0; k < count; k++) {
      if (first[k] <= 0) { // it has just been sent to this side
        first[k] = margins.offset(k, first[k]);
      }
    }
    for (int j = 1; j <= SAMPLES; j++) {
      sampleAll(j);
      double root = departure() ? 0 : firstRoot(j);
      if (root <= 1) {
        return root == 1 ? end : step.start() + root * span;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Whether a resting sign is no longer 0 at the last sample. */
  private boolean departure() {
    boolean any = false;
    for (int k = 0; k < count; k++) {
      if (!system.isFloor(k) && switches.mode(k) == 0 && margin(k) <= 0) {
        switches.goes(k, (int) Math.signum(margins.a(k) - margins.b(k)));
        any = true;
      }
    }
    return any;
  }

  /** The earliest root up to sample j, above 1 when there is none. */
  private double firstRoot(int j) {
    double first = 2;
    double h = 1.0 / SAMPLES;
    for (int k = 0; k < count; k++) {
      double here = sampled[j % 3][k];
      double before = sampled[(j + 2) % 3][k];
      double earlier = sampled[(j + 1) % 3][k];
      double root = 2;
      if (here <= 0) {
        root = root(k, (j - 1) * h, before, j * h, here);
      } else if (j > 1 && earlier > before && before < here) {
        double dip = dip(earlier, before, here);
        if (dip < 2) {
          sample((j - 2 + dip) * h);
          double low = margin(k);
          if (low <= 0) {
            root = root(k, (j - 2) * h, earlier, (j - 2 + dip) * h, low);
          }
        }
      }
      if (root < first) {
        first = root;
        switches.candidate(k);
      }
    }
    return first;
  }

  /**
   * Where, in samples after the first of three, the parabola through them is lowest, if it comes
   * near 0 there; else 2.
   */
  private static double dip(double left, double middle, double right) {
    double curvature = left - 2 * middle + right;
    double slope = 0.5 * (right - left);
    double lowest = middle - 0.5 * slope * slope / curvature;
    return lowest < 0.5 * middle ? 1 - slope / curvature : 2;
  }

  /** Illinois regula falsi on the margin of one switch. */
  private double root(int k, double from, double above, double to, double below) {
    double low = from;
    double high = to;
    double lowValue = above;
    double highValue = below;
    if (!(lowValue > 0)) {
      return low;
    }
    int side = 0;
    for (int i = 0; i < MOST_BISECTIONS && high - low > 1e-9 * high; i++) {
      double middle = high - highValue * (high - low) / (highValue - lowValue);
      if (!(middle > low && middle < high)) {
        middle = 0.5 * (low + high);
      }
      sample(middle);
      double value = margin(k);
      if (value <= 0) {
        high = middle;
        highValue = value;
        lowValue = side == -1 ? 0.5 * lowValue : lowValue;
        side = -1;
        if (value == 0) {
          return high;
        }
      } else {
        low = middle;
        lowValue = value;
        highValue = side == 1 ? 0.5 * highValue : highValue;
        side = 1;
      }
    }
    return high;
  }

  /**
   * How much later the step should end for the first change to be at its end; marks the switches
   * that have reached their thresholds there.
   *
   * @param slope dy/dt at the end of the step
   * @param resolution times that differ by less are the same
   */
  public double correction(double stepEnd, double[] slope, double resolution) {
    Point at = point(stepEnd, step.next());
    margins.evaluate(at);
    double earliest = Double.POSITIVE_INFINITY;
    int candidate = switches.candidate();
    int first = candidate;
    for (int k = 0; k < count; k++) {
      switches.reached(k, false);
      double margin = margin(k);
      boolean changed = margin <= 0;
      double size = Math.abs(margins.a(k)) + Math.abs(margins.b(k));
      if (!changed && k != candidate && !(margin <= NEAR * size)) {
        continue;
      }
      if (!system.isFloor(k) && switches.mode(k) == 0) {
        continue;
      }
      double rate = switches.rate(k, at, slope);
      double distance = system.isFloor(k) ? margins.a(k) - level(k) : margins.a(k) - margins.b(k);
      double later = -distance / rate;
      if (Math.abs(distance) <= ROUNDING * size || (changed && !Double.isFinite(later))) {
        later = 0;
      }
      switches.reached(k, Math.abs(later) <= resolution && (changed || isApproaching(k, rate)));
      if ((changed || k == candidate) && later < earliest) {
        earliest = later;
        first = k;
      }
    }
    switches.candidate(first);
    return earliest;
  }

  private double level(int k) {
    return switches.level(margins.a(k), k);
  }

  /** Whether the switch that changes first has done so at the end of the step. */
  public boolean isFirstChanged() {
    int candidate = switches.candidate();
    return margin(candidate) - margins.width(candidate) <= 0;
  }

  private boolean isApproaching(int k, double rate) {
    double mode = switches.mode(k);
    return system.isFloor(k) ? level(k) != mode == rate > 0 : mode * rate < 0;
  }

  /** Takes what is beyond its threshold at the end of the step for having reached it there. */
  public void reachChanged() {
    for (int k = 0; k < count; k++) {
      if (margin(k) <= 0 && (system.isFloor(k) || switches.mode(k) != 0)) {
        switches.reached(k, true);
      }
    }
  }
}
