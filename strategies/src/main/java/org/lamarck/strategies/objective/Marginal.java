package org.lamarck.strategies.objective;

import java.io.Serializable;

/**
 * How one coordinate of points is distributed that a search begins with. Implementations are
 * values: equal ones have equal quantiles.
 */
@FunctionalInterface
public interface Marginal extends Serializable {
  /**
   * The coordinate below which the share {@code u} of starts lies; ascending in {@code u}.
   *
   * @param u in [0, 1)
   * @return between the bounds, which are the space's
   */
  double quantile(double u, double lower, double upper);

  /** The same density everywhere between the bounds. */
  record Uniform() implements Marginal {
    @Override
    public double quantile(double u, double lower, double upper) {
      double width = upper - lower;
      return Double.isFinite(width) ? lower + width * u : (1 - u) * lower + u * upper;
    }
  }
}
