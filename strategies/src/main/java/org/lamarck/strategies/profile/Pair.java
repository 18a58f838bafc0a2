package org.lamarck.strategies.profile;

import java.io.Serializable;

/**
 * Two coordinates whose profile is wanted: where the objective, least in all others, has risen by a
 * threshold.
 *
 * @param threshold for a negative log-likelihood half a quantile of χ² with two degrees of freedom
 * @param rays from the optimum on which the contour is found
 */
public record Pair(int first, int second, double threshold, int rays) implements Serializable {
  /** Enough for a smooth curve. */
  public static final int RAYS = 24;

  public Pair {
    if (first == second || !(threshold > 0) || rays < 4) {
      throw new IllegalArgumentException(
          "a pair needs two coordinates (%d, %d), a threshold above 0 (%s) and at least 4 rays (%d)"
              .formatted(first, second, threshold, rays));
    }
  }

  /**
   * The rise of a negative log-likelihood at the edge of a region for two parameters: half the
   * quantile of χ² with two degrees of freedom, −ln(1 − level).
   */
  public static double rise(double level) {
    return -Math.log1p(-level);
  }
}
