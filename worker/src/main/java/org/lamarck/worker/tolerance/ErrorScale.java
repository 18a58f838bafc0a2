package org.lamarck.worker.tolerance;

import java.util.Arrays;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/**
 * What the error of each state is compared with, and the norm in which it is.
 *
 * <p>A state's tolerance is {@code floor + relative · |y|}. Where {@linkplain Tolerances.Floor
 * floors} are fractions, that of a state is a fraction of the largest size that it has reached
 * since the first integration began, so nothing depends on the unit it is measured in. A state that
 * began at 0 has reached nothing; its floor is not below that of a small part of what is turned
 * into it, and of a smaller part of the largest amount there is.
 *
 * <p>A state for which there is no such thing, and which grows with a power of time beyond the
 * order of the method, has no step that is exact relative to it: after some refused steps it has no
 * say, and from then on more and more of it.
 *
 * <p>Rates that cancel one another leave rounding, of which no state is exact: see {@code
 * Throughput}.
 */
public final class ErrorScale {
  /** Of what is turned into a state that was 0. */
  private static final double SOURCE = 0x1p-7;

  /** Of the largest amount there is, for a state that was 0. */
  private static final double LARGEST = 0x1p-10;

  /** Steps that a state has refused which was 0 so far until it has no say in one. */
  private static final int PATIENCE = 6;

  /** What is left of its leniency after each step. */
  private static final double FADING = 0x1p-5;

  /** Roundings of a sum of rates, relative to its terms. */
  private static final double ROUNDING = 0x1p-50;

  /** What is negative by less than so many floors may be rounding. */
  private static final double NEGLIGIBLE = 1000;

  private final int states;
  private final boolean areFractions;
  private final double relative;
  private final double[] given; // floors or fractions
  private final int[] counted; // not those that events alone change
  private final boolean[] isAmount;
  private final StateComponents components;
  private final double[] shared; // by component, the largest size reached, in its unit
  private double largest; // of all amounts
  private final double[] reached;
  private final double[] own; // what the floor is a fraction of
  private final boolean[] wasZero; // at the start of the first integration
  private final int[] zeros; // those states
  private int zeroCount;
  private final double[] floor;
  private final double[] leniency; // the relative tolerance of a state that has had no say
  private final int[] refusals; // of steps by a state that has been 0 so far
  private boolean isLenient; // any of them
  private final double[] rounding; // of a step, for each unit of time
  private final double[] lanes; // sums of squares, where there are several
  private boolean isRounded;

  public ErrorScale(OdeSystem system, Tolerances tolerances) {
    SystemStructure structure = system.structure();
    this.states = structure.states();
    this.areFractions = tolerances.floor() == Tolerances.Floor.FRACTION;
    this.relative = tolerances.relative();
    this.given = tolerances.absolute(states);
    this.counted = Arrays.stream(structure.stoichiometry().state()).sorted().distinct().toArray();
    this.isAmount = new boolean[states];
    for (int s = 0; s < states; s++) {
      isAmount[s] = system.isAmount(s);
    }
    this.components = new StateComponents(structure);
    this.shared = new double[components.count()];
    this.reached = new double[states];
    this.own = new double[states];
    this.wasZero = new boolean[states];
    this.zeros = new int[states];
    this.floor = given.clone();
    this.leniency = new double[states];
    this.refusals = new int[states];
    this.rounding = new double[states];
    this.lanes = new double[system.lanes() == 1 ? 0 : system.lanes()];
  }

  /** An integration begins. */
  public void begin(double[] y, EventMemory before) {
    Arrays.fill(shared, 0.0);
    Arrays.fill(leniency, 0.0);
    Arrays.fill(refusals, 0);
    isLenient = false;
    largest = 0;
    zeroCount = 0;
    for (int s = 0; s < states; s++) {
      boolean isKnown = before.reaches(s);
      wasZero[s] = isKnown ? before.wasZero(s) : y[s] == 0;
      reached[s] = isKnown ? before.reached(s) : 0;
      if (wasZero[s]) {
        zeros[zeroCount++] = s;
      }
      if (areFractions) {
        settle(s);
      }
    }
    if (areFractions) {
      settleZeros();
    }
    reach(y);
  }

  /** The largest sizes so far. */
  public double[] reached() {
    return reached;
  }

  /** Which states were 0 at the very start. */
  public boolean[] wasZero() {
    return wasZero;
  }

  /**
   * The states are these now.
   *
   * @return whether any floor may be another one
   */
  public boolean reach(double[] y) {
    isRounded = false;
    if (!areFractions) {
      return false;
    }
    boolean any = false;
    boolean isMore = false;
    for (int s = 0; s < states; s++) {
      double size = Math.abs(y[s]);
      if (size > reached[s] && size < Double.POSITIVE_INFINITY) {
        reached[s] = size;
        isMore |= settle(s);
        any = true;
      }
    }
    if (isMore) {
      settleZeros();
    }
    return any;
  }

  /** The floor of a state from what it has reached; whether those of others may depend on that. */
  private boolean settle(int s) {
    double share = reached[s] / components.unit(s);
    boolean isMore = share > shared[components.of(s)] || (isAmount[s] && reached[s] > largest);
    shared[components.of(s)] = Math.max(shared[components.of(s)], share);
    largest = isAmount[s] ? Math.max(largest, reached[s]) : largest;
    own[s] = wasZero[s] ? Math.max(reached[s], others(s, SOURCE)) : reached[s];
    floor[s] = given[s] * own[s];
    return isMore;
  }

  /** The floors of states that were 0, when all is known of the others. */
  private void settleZeros() {
    for (int k = 0; k < zeroCount; k++) {
      int s = zeros[k];
      own[s] = Math.max(reached[s], others(s, SOURCE));
      floor[s] = given[s] * own[s];
    }
  }

  /** What a state may be compared with, of which it is not one. */
  private double others(int s, double part) {
    double source = part * (shared[components.of(s)] * components.unit(s));
    return isAmount[s] ? Math.max(source, LARGEST * largest) : source;
  }

  /** A step has been accepted. */
  public void accepted() {
    if (!isLenient) {
      return;
    }
    isLenient = false;
    for (int s = 0; s < states; s++) {
      leniency[s] *= FADING;
      isLenient |= leniency[s] > relative || (reached[s] == 0 && refusals[s] >= PATIENCE);
    }
  }

  /** The relative tolerance. */
  public double relative() {
    return relative;
  }

  /** The tolerance of a state of size 0; 0 where nothing is known of its size. */
  public double floor(int s) {
    return floor[s];
  }

  /** The tolerance of a state at a value that is looked at for itself. */
  public double tolerance(int s, double value) {
    double size = Math.abs(value);
    double least = areFractions ? given[s] * Math.max(own[s], size) : given[s];
    return least + relative * size;
  }

  /** The tolerance of a state to compare it with others; 0 where nothing is known of its size. */
  public double typical(int s, double value) {
    double size = Math.abs(value);
    double part = areFractions ? others(s, 1) : 1;
    return given[s] * part + (size < Double.POSITIVE_INFINITY ? relative * size : 0);
  }

  /** Below what size a negative state may be rounding. */
  public double negligible(int s) {
    return NEGLIGIBLE * given[s] * (areFractions ? others(s, 1) : 1);
  }

  /** The largest size of a state so far. */
  public double size(int s, double value) {
    return Math.max(reached[s], Math.abs(value));
  }

  /** Whether what rounding leaves of rates is not known where the step stands. */
  public boolean needsRounding() {
    return areFractions && !isRounded;
  }

  /** Receives, by state, what the rates at the start of the step are sums of. */
  public double[] rounding() {
    isRounded = true;
    return rounding;
  }

  /**
   * The root mean square of e relative to the tolerances, of lanes the largest one; NaN when e or
   * the end of the step is not finite. What no rate changes has no error, and may be infinite or
   * NaN.
   *
   * @param e errors, from {@code offset} on
   * @param y at the start of the step
   * @param next at its end
   * @param h its size
   */
  public double norm(double[] e, int offset, double[] y, double[] next, double h) {
    if (lanes.length > 0) {
      return normOfLanes(e, offset, y, next, h);
    }
    double sum = 0;
    if (areFractions && !isRounded && !isLenient) {
      for (int s : counted) {
        double ahead = Math.abs(next[s]);
        double least = Math.max(floor[s], given[s] * ahead);
        double tolerance = least + relative * Math.max(Math.abs(y[s]), ahead);
        sum += square(s, e[offset + s], tolerance) + next[s] * 0.0;
      }
    } else {
      for (int s : counted) {
        sum += square(s, e[offset + s], tolerance(s, y[s], next[s], h)) + next[s] * 0.0;
      }
    }
    return states == 0 ? 0 : Math.sqrt(sum / states);
  }

  private double normOfLanes(double[] e, int offset, double[] y, double[] next, double h) {
    Arrays.fill(lanes, 0.0);
    int n = states / lanes.length;
    for (int s = 0; s < n; s++) {
      for (int lane = 0; lane < lanes.length; lane++) {
        int i = s * lanes.length + lane;
        double tolerance = tolerance(i, y[i], next[i], h);
        lanes[lane] += square(i, e[offset + i], tolerance) + next[i] * 0.0;
      }
    }
    double most = 0;
    for (double sum : lanes) {
      most = Math.max(most, sum); // NaN stays
    }
    return n == 0 ? 0 : Math.sqrt(most / n);
  }

  /** The square of an error relative to its tolerance; a state of which nothing is known learns. */
  private double square(int s, double error, double tolerance) {
    double ratio = error == 0 ? 0 : error / tolerance;
    double square = ratio * ratio;
    if (square > 1 && areFractions && own[s] == 0) {
      refusals[s]++;
      isLenient |= refusals[s] >= PATIENCE;
    }
    return square;
  }

  private double tolerance(int s, double before, double after, double h) {
    double ahead = Math.abs(after);
    double size = Math.max(Math.abs(before), ahead);
    if (!areFractions) {
      return floor[s] + relative * size;
    }
    if (own[s] == 0 && refusals[s] >= PATIENCE) {
      leniency[s] = 1;
      isLenient = true;
    }
    if (leniency[s] == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double least = Math.max(floor[s], given[s] * ahead);
    if (isRounded) {
      least = Math.max(least, ROUNDING * h * rounding[s]);
    }
    return least + Math.max(relative, leniency[s]) * size;
  }
}
