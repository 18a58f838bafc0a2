package org.lamarck.worker.event;

import java.util.Arrays;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;

/**
 * The modes of a system's switches through an integration. Where within a step the first one stops
 * to be right is found by {@link FirstChange}.
 *
 * <p>At an instant a switch that has been led to its threshold — a difference of 0, a whole number
 * — is there by decree, whatever rounding has left of the difference: first it rests, then {@link
 * #leave} sends it to the side where the flow goes.
 */
public final class SwitchingFunctions {
  private final Discontinuities system;
  private final int count;
  private final int firstMode;
  private final double[] values; // where the integration stands
  private final double[] trial;
  private final double[] slopes; // of indicators by states and constants
  private final boolean[] isAtThreshold;
  private final double[] thresholds; // of floors
  private final boolean[] reached; // at the end of the step that is tried
  private final int[] hint; // the side to which a resting sign was seen to go
  private Point at = new Point(0); // where the integration stands
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
    this.reached = new boolean[count];
    this.hint = new int[count];
  }

  int count() {
    return count;
  }

  /** The modes at the start. */
  void begin(Point stands) {
    at = stands;
    Arrays.fill(reached, false);
    Arrays.fill(hint, 0);
    Arrays.fill(values, Double.NaN);
    Arrays.fill(at.constants(), firstMode, firstMode + count, 0.0);
    refresh();
  }

  /**
   * Takes notice of changed states or modes: whatever compares other numbers than before gets the
   * mode that they have.
   *
   * @return whether a mode has changed
   */
  boolean refresh() {
    boolean changed = false;
    boolean again = count > 0;
    for (int pass = 0; again && pass <= count; pass++) { // a switch may depend on those before it
      again = false;
      evaluate(trial);
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

  private void evaluate(double[] out) {
    system.indicators(at.time(), at.state(), at.constants(), out);
  }

  /** Takes the numbers that are compared for the same as before, but for rounding. */
  void adopt() {
    if (count > 0) {
      evaluate(values);
    }
  }

  private boolean isSame(int k) {
    return values[2 * k] == trial[2 * k] && values[2 * k + 1] == trial[2 * k + 1];
  }

  /** Gives a switch the mode of its values. */
  private boolean settle(int k) {
    double before = mode(k);
    double difference = difference(k);
    double after = system.isFloor(k) ? Math.floor(difference) : Math.signum(difference);
    at.constants()[firstMode + k] = after;
    notice(k);
    return !(before == after || (Double.isNaN(before) && Double.isNaN(after)));
  }

  /** Whether its values are exactly those of a threshold. */
  private void notice(int k) {
    double difference = difference(k);
    isAtThreshold[k] =
        system.isFloor(k) ? difference == Math.rint(difference) : difference == 0 || mode(k) == 0;
    thresholds[k] = difference;
  }

  double mode(int k) {
    return at.constants()[firstMode + k];
  }

  private double difference(int k) {
    return system.isFloor(k) ? values[2 * k] : values[2 * k] - values[2 * k + 1];
  }

  /**
   * Puts the switches that the last step has led to their thresholds there.
   *
   * @return whether there are any
   */
  boolean rest() {
    boolean any = false;
    if (count > 0) {
      evaluate(values);
    }
    for (int k = 0; k < count; k++) {
      notice(k);
      if (reached[k]) {
        any = true;
        isAtThreshold[k] = true;
        thresholds[k] = level(values[2 * k], k);
        at.constants()[firstMode + k] = system.isFloor(k) ? thresholds[k] : 0;
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
  boolean leave(double[] slope) {
    boolean changed = false;
    for (int k = 0; k < count; k++) {
      if (isAtThreshold[k]) {
        double side = Math.signum(rate(k, at, slope));
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
        at.constants()[firstMode + k] = mode;
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

  /** d(a − b)/dt along the flow at a point. */
  double rate(int k, Point where, double[] slope) {
    PointFunction indicator = system.indicator(k);
    double rate = indicator.gradient(where, slopes);
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

  /** Whether a switch has been led to its threshold at the end of the step that is tried. */
  void reached(int k, boolean isSo) {
    reached[k] = isSo;
  }

  /** A resting sign has been seen to go to a side. */
  void goes(int k, int side) {
    hint[k] = side;
  }

  /** The switch that changes first. */
  int candidate() {
    return candidate;
  }

  /** Another one is found to change first. */
  void candidate(int k) {
    candidate = k;
  }

  /** Where the integration stands. */
  Point at() {
    return at;
  }

  /** The whole number that a floor's argument is next to leave or reach. */
  double level(double value, int k) {
    double mode = mode(k);
    return value - mode < mode + 1 - value ? mode : mode + 1;
  }
}
