package org.lamarck.worker.problem;

import java.io.Serializable;
import org.lamarck.worker.noise.Transformation;

/** What a measurement says of the value of its observable. */
public sealed interface Reading extends Serializable {
  Reading EXACT = new Exact();

  /** The number that was measured. */
  record Exact() implements Reading {}

  /**
   * Only that what would have been measured, noise included, lies between two numbers.
   *
   * @param lower −∞ where it is below {@code upper}
   * @param upper +∞ where it is above {@code lower}
   */
  record Censored(double lower, double upper) implements Reading {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when they are not in this order, or both infinite
     */
    public Censored {
      if (!(lower < upper)
          || (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a censored value between %s and %s says nothing".formatted(lower, upper));
      }
    }

    /** A number to draw it at: the finite bound, or the middle. */
    public double shown() {
      if (lower == Double.NEGATIVE_INFINITY) {
        return upper;
      }
      return upper == Double.POSITIVE_INFINITY ? lower : 0.5 * (lower + upper);
    }

    /** The lower bound on a scale; −∞ where all values that have one are above it. */
    public double lower(Transformation transformation) {
      return transformation.isLogarithmic() && lower <= 0
          ? Double.NEGATIVE_INFINITY
          : lower == Double.NEGATIVE_INFINITY ? lower : transformation.apply(lower);
    }

    /** The upper bound on a scale. */
    public double upper(Transformation transformation) {
      return upper == Double.POSITIVE_INFINITY ? upper : transformation.apply(upper);
    }
  }
}
