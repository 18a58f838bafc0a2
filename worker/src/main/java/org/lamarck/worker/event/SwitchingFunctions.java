package org.lamarck.worker.event;

import java.util.Arrays;
import org.lamarck.worker.method.ErrorScale;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.PointFunction;

/**
 * The modes of a system's switches through an integration: what they are, and where within a step
 * the first one stops to be right.
 *
 * <p>At an instant a switch that has been led to its threshold — a difference of 0, a whole number
 * — is there by decree, whatever rounding has left of the difference: first it rests, then {@link
 * #leave} sends it to the side where the flow goes.
 */
public final class SwitchingFunctions {
  /** A step is searched at so many equally spaced times; between them for extrema. */
  private static final int SAMPLES = 8;

  private static final int MOST_BISECTIONS = 60;

  /** A resting sign is left when the difference is more than rounding of what is compared. */
  private static final double DEPARTURE = 1e-12;

  /** A kink may be so many tolerances of what it compares on the other side. */
  private static final double WIDTH = 10;

  /** What is left by rounding of the difference of two sums of some terms. */
  private static final double ROUNDING = 0x1p-51;

  /** A threshold so near, relative to what is compared, may be reached at the same time. */
  private static final double NEAR = 1e-9;

  private final Discontinuities system;
  private final int count;
  private final int firstMode;
  private final double[] values; // where the integration stands
  private final double[] trial;
  private final double[] slopes; // of indicators by states and constants
  private final boolean[] isAtThreshold;
  private final double[] thresholds; // of floors
  private final double[] offsets; // margins at the start of the step, where rounding made them ≤ 0
  private final boolean[] reached; // at the end of the step that is tried
  private final int[] hint; // the side to which a resting sign was seen to go
  private final double[][] margins; // at the last three samples
  private final double[] widths; // of kinks where the step began, within which either side will do
  private double widthsAt = Double.NaN;
  private final double[] state;
  private double[] p = {};
  private int candidate;

  SwitchingFunctions(Discontinuities system, int states, int constants) {
    this.system = system;
    this.count = system.switches();
    this.firstMode = system.firstMode();
    this.values = new double[2 * count];
    this.trial = new double[2 * count];
    this.slopes = new double[count == 0 ? 0 : states + constants];
    this.isAtThreshold = new boolean[count];
    this.thresholds = new double[count];
    this.offsets = new double[count];
    this.reached = new boolean[count];
    this.hint = new int[count];
    this.margins = new double[3][count];
    this.widths = new double[count];
    this.state = new double[count == 0 ? 0 : states];
  }

  int count() {
    return count;
  }

  /** The modes at the start. */
  void begin(double t, double[] y, double[] constants) {
    p = constants;
    Arrays.fill(widths, 0.0);
    widthsAt = Double.NaN;
    Arrays.fill(reached, false);
    Arrays.fill(hint, 0);
    Arrays.fill(values, Double.NaN);
    Arrays.fill(p, firstMode, firstMode + count, 0.0);
    refresh(t, y);
  }

  /**
   * Takes notice of changed states or modes: whatever compares other numbers than before gets the
   * mode that they have.
   *
   * @return whether a mode has changed
   */
  boolean refresh(double t, double[] y) {
    boolean changed = false;
    boolean again = count > 0;
    for (int pass = 0; again && pass <= count; pass++) { // a switch may depend on those before it
      again = false;
      system.indicators(t, y, p, trial);
      for (int k = 0; k < count; k++) {
        if (!isSame(k)) {
          values[2 * k] = trial[2 * k];
          values[2 * k + 1] = trial[2 * k + 1];
          again |= settle(k);
        }
      }
      changed |= again;
    }
    return changed;
  }

  /** Takes the numbers that are compared for the same as before, but for rounding. */
  void adopt(double t, double[] y) {
    if (count > 0) {
      system.indicators(t, y, p, values);
    }
  }

  private boolean isSame(int k) {
    return values[2 * k] == trial[2 * k] && values[2 * k + 1] == trial[2 * k + 1];
  }

  /** Gives a switch the mode of its values. */
  private boolean settle(int k) {
    double before = mode(k);
    double difference = difference(values, k);
    double after = system.isFloor(k) ? Math.floor(difference) : Math.signum(difference);
    p[firstMode + k] = after;
    notice(k);
    return !(before == after || (Double.isNaN(before) && Double.isNaN(after)));
  }

  /** Whether its values are exactly those of a threshold. */
  private void notice(int k) {
    double difference = difference(values, k);
    isAtThreshold[k] =
        system.isFloor(k) ? difference == Math.rint(difference) : difference == 0 || mode(k) == 0;
    thresholds[k] = difference;
  }

  private double mode(int k) {
    return p[firstMode + k];
  }

  private double difference(double[] of, int k) {
    return system.isFloor(k) ? of[2 * k] : of[2 * k] - of[2 * k + 1];
  }

  /**
   * Puts the switches that the last step has led to their thresholds there.
   *
   * @return whether there are any
   */
  boolean rest(double t, double[] y) {
    boolean any = false;
    if (count > 0) {
      system.indicators(t, y, p, values);
    }
    for (int k = 0; k < count; k++) {
      notice(k);
      if (reached[k]) {
        any = true;
        isAtThreshold[k] = true;
        thresholds[k] = level(values, k);
        p[firstMode + k] = system.isFloor(k) ? thresholds[k] : 0;
      }
    }
    return any;
  }

  /**
   * Sends switches at their thresholds to where the flow goes.
   *
   * @param slope dy/dt
   * @return whether a mode has changed
   */
  boolean leave(double t, double[] y, double[] slope) {
    boolean changed = false;
    for (int k = 0; k < count; k++) {
      if (isAtThreshold[k]) {
        double side = Math.signum(rate(k, t, y, slope));
        if (side == 0 || Double.isNaN(side)) {
          side = hint[k];
        }
        double mode = mode(k);
        if (system.isFloor(k)) {
          mode = side < 0 ? thresholds[k] - 1 : thresholds[k];
        } else if (side != 0) {
          mode = side;
        }
        changed |= mode != mode(k);
        p[firstMode + k] = mode;
      }
    }
    return changed;
  }

  /** The instant is over. */
  void end() {
    Arrays.fill(reached, false);
    Arrays.fill(hint, 0);
  }

  /** Takes the switch that changes first for having reached its threshold where the step began. */
  public void reachFirst() {
    boolean isKnown = false;
    for (int k = 0; k < count; k++) {
      isKnown |= hint[k] != 0;
    }
    reached[candidate] = !isKnown;
  }

  /** d(a − b)/dt along the flow. */
  private double rate(int k, double t, double[] y, double[] slope) {
    PointFunction indicator = system.indicator(k);
    double rate = indicator.gradient(t, y, p, slopes);
    int[] arguments = indicator.arguments();
    for (int e = 0; e < arguments.length; e++) {
      if (arguments[e] < slope.length) {
        rate += slopes[e] * slope[arguments[e]];
      }
    }
    return rate;
  }

  /** Whether the last step has led a switch to its threshold. */
  public boolean anyReached() {
    for (boolean one : reached) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  /** The indicator whose threshold ended the last step. */
  PointFunction cause() {
    return system.indicator(candidate);
  }

  /** The whole number that a floor's argument is next to leave or reach. */
  private double level(double[] of, int k) {
    double mode = mode(k);
    return of[2 * k] - mode < mode + 1 - of[2 * k] ? mode : mode + 1;
  }

  /** How far the switch is from a change: 0 or negative when it is due; NaN counts as far. */
  private double margin(double[] of, int k) {
    double mode = mode(k);
    double a = of[2 * k];
    double b = of[2 * k + 1];
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

  /**
   * Whether modes are those of these values, but for rounding.
   *
   * @param values of the indicators, as {@link Discontinuities#indicators} gives them
   * @param p the constants, with modes
   * @param widths of kinks, see {@link #widths}
   */
  public static boolean agree(
      Discontinuities system, double[] values, double[] p, double[] widths) {
    for (int k = 0; k < system.switches(); k++) {
      double mode = p[system.firstMode() + k];
      double a = values[2 * k];
      double b = values[2 * k + 1];
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

  /**
   * How far from its threshold a kink may be on either side: what it compares is as exact as the
   * tolerances of the states, and where the formulas on both sides meet it makes no more difference
   * than these. Otherwise a difference that tends to 0 would change its sign with each rounding.
   */
  public static void widths(
      Discontinuities system, double t, double[] y, double[] p, ErrorScale errors, double[] out) {
    double[] slopes = new double[0];
    for (int k = 0; k < out.length; k++) {
      out[k] = 0;
      if (!system.isFloor(k) && system.isKink(k)) {
        PointFunction indicator = system.indicator(k);
        int[] arguments = indicator.arguments();
        slopes = slopes.length < arguments.length ? new double[arguments.length] : slopes;
        indicator.gradient(t, y, p, slopes);
        for (int e = 0; e < arguments.length; e++) {
          int s = arguments[e];
          if (s < y.length && slopes[e] != 0) {
            out[k] += WIDTH * Math.abs(slopes[e]) * errors.tolerance(s, y[s]);
          }
        }
        out[k] = Double.isFinite(out[k]) ? out[k] : 0;
      }
    }
  }

  private void sample(Step step, double theta, double end) {
    double time = theta == 1 ? end : step.start() + theta * (end - step.start());
    if (theta == 1) {
      system.indicators(time, step.next(), p, trial);
    } else {
      if (!system.areTimed()) {
        step.interpolate(theta, state, 0);
      }
      system.indicators(time, state, p, trial);
    }
  }

  private void sample(Step step, double theta, double end, double[] margin) {
    sample(step, theta, end);
    for (int k = 0; k < count; k++) {
      margin[k] = margin(trial, k);
    }
  }

  /**
   * The time within the step that was tried at which the first mode stops to be right, by dense
   * output; infinite when all stay right. The start of the step for a resting switch that leaves.
   */
  public double firstChange(Step step, double end, ErrorScale errors) {
    if (step.start() != widthsAt) {
      widths(system, step.start(), step.state(), p, errors, widths);
      widthsAt = step.start();
    }
    double span = end - step.start();
    Arrays.fill(offsets, 0.0);
    sample(step, 0, end, margins[0]);
    for (int k = 0; k < count; k++) {
      if (margins[0][k] <= 0) { // it has just been sent to this side
        offsets[k] = Math.nextDown(margins[0][k]);
        margins[0][k] -= offsets[k];
      }
    }
    for (int j = 1; j <= SAMPLES; j++) {
      double theta = j / (double) SAMPLES;
      double[] here = margins[j % 3];
      sample(step, theta, end, here);
      double first = departure() ? 0 : firstRoot(step, end, j);
      if (first <= 1) {
        return first == 1 ? end : step.start() + first * span;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Whether a resting sign is no longer 0 at the last sample. */
  private boolean departure() {
    boolean any = false;
    for (int k = 0; k < count; k++) {
      if (!system.isFloor(k) && mode(k) == 0 && margin(trial, k) <= 0) {
        hint[k] = (int) Math.signum(difference(trial, k));
        any = true;
      }
    }
    return any;
  }

  /** The earliest root up to sample j, above 1 when there is none. */
  private double firstRoot(Step step, double end, int j) {
    double first = 2;
    double h = 1.0 / SAMPLES;
    for (int k = 0; k < count; k++) {
      double here = margins[j % 3][k];
      double before = margins[(j + 2) % 3][k];
      double root = 2;
      if (here <= 0) {
        root = root(step, end, k, (j - 1) * h, before, j * h, here);
      } else if (j > 1 && margins[(j + 1) % 3][k] > before && before < here) {
        double dip = dip(margins[(j + 1) % 3][k], before, here);
        if (dip < 2) {
          sample(step, (j - 2 + dip) * h, end);
          double low = margin(trial, k);
          if (low <= 0) {
            root = root(step, end, k, (j - 2) * h, margins[(j + 1) % 3][k], (j - 2 + dip) * h, low);
          }
        }
      }
      if (root < first) {
        first = root;
        candidate = k;
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
  private double root(
      Step step, double end, int k, double from, double above, double to, double below) {
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
      sample(step, middle, end);
      double value = margin(trial, k);
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
   * @param y the state at the end of the step
   * @param slope dy/dt there
   * @param resolution times that differ by less are the same
   */
  public double correction(double end, double[] y, double[] slope, double resolution) {
    system.indicators(end, y, p, trial);
    double earliest = Double.POSITIVE_INFINITY;
    int first = candidate;
    Arrays.fill(reached, false);
    for (int k = 0; k < count; k++) {
      double margin = margin(trial, k);
      boolean changed = margin <= 0;
      double size = Math.abs(trial[2 * k]) + Math.abs(trial[2 * k + 1]);
      if (!changed && k != candidate && !(margin <= NEAR * size)) {
        continue;
      }
      if (!system.isFloor(k) && mode(k) == 0) {
        continue;
      }
      double rate = rate(k, end, y, slope);
      double distance =
          system.isFloor(k) ? trial[2 * k] - level(trial, k) : trial[2 * k] - trial[2 * k + 1];
      double later = -distance / rate;
      if (Math.abs(distance) <= ROUNDING * size || (changed && !Double.isFinite(later))) {
        later = 0;
      }
      reached[k] = Math.abs(later) <= resolution && (changed || isApproaching(k, rate));
      if ((changed || k == candidate) && later < earliest) {
        earliest = later;
        first = k;
      }
    }
    candidate = first;
    return earliest;
  }

  /** Whether the switch that changes first has done so at the end of the step. */
  public boolean isFirstChanged() {
    return margin(trial, candidate) - widths[candidate] <= 0;
  }

  private boolean isApproaching(int k, double rate) {
    return system.isFloor(k) ? level(trial, k) != mode(k) == rate > 0 : mode(k) * rate < 0;
  }

  /** Takes what is beyond its threshold at the end of the step for having reached it there. */
  public void reachChanged() {
    for (int k = 0; k < count; k++) {
      reached[k] |= margin(trial, k) <= 0 && (system.isFloor(k) || mode(k) != 0);
    }
  }
}
