package org.lamarck.strategies.evolution.multistart;

import java.io.Serializable;

/**
 * Which local searches may go on: asynchronous successive halving (Li et al. 2020, A System for
 * Massively Parallel Hyperparameter Tuning). Rungs stand at {@code first}, {@code first ·
 * reduction}, {@code first · reduction²}, … iterations; of all searches that ever came to a rung
 * the best part 1 / {@code reduction}, by what they may hope for, goes on. The others wait, and go
 * on when newer ones prove worse.
 *
 * @param first iterations to the first rung
 * @param reduction at least 2; 1 for no race at all
 */
public record Racing(int first, int reduction) implements Serializable {
  /** Every search runs to its end. */
  public static final Racing NONE = new Racing(1, 1);

  /** A third goes on after 10, 30, 90, … iterations. */
  public static final Racing DEFAULT = new Racing(10, 3);

  public Racing {
    if (first < 1 || reduction < 1) {
      throw new IllegalArgumentException(
          "first rung (%s) and reduction (%s) must be at least 1".formatted(first, reduction));
    }
  }

  /** Iterations at which this rung stands. */
  long iterations(int rung) {
    return reduction == 1
        ? Long.MAX_VALUE
        : Math.round(first * StrictMath.pow(reduction, Math.min(rung, 30)));
  }
}
