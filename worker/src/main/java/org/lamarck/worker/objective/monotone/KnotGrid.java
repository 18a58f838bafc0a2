package org.lamarck.worker.objective.monotone;

/**
 * Knots at equal distances from the least to the largest of some values, and where the values are
 * among them.
 */
final class KnotGrid {
  /** Of the largest value: a range that is rounding. */
  private static final double COLLAPSED = 1e-13;

  private final int knots;
  private final int[] interval;
  private final double[] place;
  private int lowest;
  private int highest;
  private double from;
  private double range;

  KnotGrid(int knots, int values) {
    this.knots = knots;
    interval = new int[values];
    place = new double[values];
  }

  /** Lays the knots over values. */
  void locate(double[] values) {
    lowest = 0;
    highest = 0;
    double largest = 0;
    for (int k = 0; k < place.length; k++) {
      lowest = values[k] < values[lowest] ? k : lowest;
      highest = values[k] > values[highest] ? k : highest;
      largest = Math.max(largest, Math.abs(values[k]));
    }
    from = values[lowest];
    range = values[highest] - from;
    if (range <= COLLAPSED * largest) {
      range = 0;
    }
    for (int k = 0; k < place.length; k++) {
      place[k] = range == 0 ? 0 : (values[k] - from) / range * (knots - 1);
      interval[k] = (int) Math.min(Math.max(Math.ceil(place[k]), 1), knots - 1.0);
    }
  }

  int knots() {
    return knots;
  }

  /** Whether all values are the same, so that there is no more than one place. */
  boolean isCollapsed() {
    return range == 0;
  }

  /** The least value. */
  double from() {
    return from;
  }

  double range() {
    return range;
  }

  /** The position of the least value. */
  int lowest() {
    return lowest;
  }

  /** The position of the largest value. */
  int highest() {
    return highest;
  }

  /** The value of a knot. */
  double knot(int i) {
    return from + range * share(i);
  }

  /** Of the way from the least to the largest value, 0 … 1, where a knot is. */
  double share(int i) {
    return i / (knots - 1.0);
  }

  /** The same of a value. */
  double shareOf(int k) {
    return place[k] / (knots - 1);
  }

  /** The knot above a value, at least 1. */
  int interval(int k) {
    return interval[k];
  }

  /** How far a value is from the knot below to the one above, 0 … 1. */
  double part(int k) {
    return place[k] - (interval[k] - 1);
  }

  /** d(part) / d(value), with the ends of the grid held. */
  double slope() {
    return (knots - 1) / range;
  }
}
