package org.lamarck.worker.problem;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/** A monotone function that was found within the objective. */
public sealed interface MonotoneScale extends Serializable {
  /**
   * What is measured of a simulated value: straight lines between knots, constant beyond.
   *
   * @param knots simulated values, ascending
   * @param heights what would be measured there, ascending
   */
  record Spline(Vector knots, Vector heights) implements MonotoneScale {
    /** Of any simulated value. */
    public double apply(double value) {
      int last = knots.size() - 1;
      if (!(value > knots.get(0))) {
        return heights.get(0);
      }
      int i = 1;
      while (i < last && knots.get(i) < value) {
        i++;
      }
      double part = (value - knots.get(i - 1)) / (knots.get(i) - knots.get(i - 1));
      return part >= 1
          ? heights.get(i)
          : heights.get(i - 1) + part * (heights.get(i) - heights.get(i - 1));
    }
  }

  /**
   * Of which simulated values a category is.
   *
   * @param lower where each begins, ascending
   * @param upper where each ends; the last one at +∞
   */
  record Categories(Vector lower, Vector upper) implements MonotoneScale {}
}
