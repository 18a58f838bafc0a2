package org.lamarck.worker.problem;

import java.io.Serializable;
import org.lamarck.worker.noise.Transformation;

/** What a measurement says of the value of its observable. */
public sealed interface Reading extends Serializable {
  /** Whether the observable is compared through a function that is found, not by its value. */
  default boolean isThroughFunction() {
    return false;
  }

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

  /**
   * A number on an unknown scale, of which is known that it rises with the observable: it is
   * compared through a piecewise linear function, the same for all of the observable's.
   *
   * @param knotRatio knots for each measurement
   * @param leastStep between heights at knots, in ranges of the measured values by the number of
   *     knots
   * @param regularization λ, what the mean squared distance of the heights from a line costs
   */
  record Monotone(double knotRatio, double leastStep, double regularization) implements Reading {
    /** As in pyPESTO. */
    public static final Monotone DEFAULT = new Monotone(0.5, 0, 0);

    @Override
    public boolean isThroughFunction() {
      return true;
    }

    /** How many knots some measurements have, at least 2. */
    public int knots(int measurements) {
      return Math.max(2, (int) Math.ceil(measurements * knotRatio));
    }
  }

  /**
   * In which of some ordered categories the observable is.
   *
   * @param rank from 1; a higher one is of higher values
   */
  record Category(int rank, Gaps gaps) implements Reading {
    @Override
    public boolean isThroughFunction() {
      return true;
    }

    /**
     * How wide categories and the gaps between them are at least.
     *
     * @param isOfRange whether they are parts of the range of simulated values, not of the largest
     * @param least what a gap is wider than that
     */
    public record Gaps(boolean isOfRange, double least) implements Serializable {
      /** As in pyPESTO. */
      public static final Gaps DEFAULT = new Gaps(false, 1e-16);
    }
  }
}
