package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The knots of functions given by tables: a row of values for each knot, and what holds between.
 * Before the first and after the last knot a function is constant.
 */
public final class Table {
  /** What holds between two knots. */
  public enum Between {
    /** The value of the earlier one. */
    STEPS,
    /** The straight line. */
    LINES
  }

  private final double[] knots;
  private final Between between;

  /**
   * A table.
   *
   * @throws IllegalArgumentException when the knots do not increase
   */
  public Table(double[] knots, Between between) {
    this.knots = knots.clone();
    this.between = between;
    for (int i = 0; i < knots.length; i++) {
      if (!Double.isFinite(knots[i]) || (i > 0 && !(knots[i] > knots[i - 1]))) {
        throw new IllegalArgumentException("knot " + i + " (" + knots[i] + ") does not increase");
      }
    }
    if (knots.length == 0) {
      throw new IllegalArgumentException("a table needs a knot");
    }
  }

  /** The number of knots. */
  public int length() {
    return knots.length;
  }

  /** Whether the derivative of this order in time is 0 everywhere. */
  boolean vanishes(int derivative) {
    return derivative > (between == Between.STEPS ? 0 : 1);
  }

  /** The knot before a time; 0 before the first. */
  private int before(double time) {
    int found = Arrays.binarySearch(knots, time);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /** The row whose weight is {@link #weight}; the one behind it has {@link #nextWeight}. */
  int row(double time) {
    return Math.min(before(time), Math.max(0, knots.length - 2));
  }

  double weight(double time, int derivative) {
    return knots.length == 1 ? 1 - derivative : derivative == 0 ? 1 - part(time) : -slope(time);
  }

  double nextWeight(double time, int derivative) {
    return knots.length == 1 ? 0 : derivative == 0 ? part(time) : slope(time);
  }

  private double part(double time) {
    int row = row(time);
    if (between == Between.STEPS) {
      return time >= knots[row + 1] ? 1 : 0;
    }
    return Math.max(0, Math.min(1, (time - knots[row]) / (knots[row + 1] - knots[row])));
  }

  private double slope(double time) {
    int row = row(time);
    boolean outside = time < knots[0] || time >= knots[knots.length - 1];
    return outside ? 0 : 1 / (knots[row + 1] - knots[row]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Table table
        && between == table.between
        && Arrays.equals(knots, table.knots);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(knots);
  }
}
