package org.lamarck.driver.record;

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan's seventh). */
public final class Quantiles {
  private Quantiles() {}

  /**
   * One quantile.
   *
   * @param sorted ascending, at least one
   * @param p from 0 to 1
   */
  public static double of(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
