package org.lamarck.strategies.local;

import java.io.Serializable;

/**
 * When a local search has arrived.
 *
 * <p>None of them depends on what the coordinates are measured in.
 *
 * @param gradient no coordinate alone can lower the value by more than this, to first order:
 *     |∂f/∂x| times the way it has ahead, to its bound or to what it is measured by
 * @param value three iterations in a row that lower, or promise to lower, the value by at most this
 *     part of its magnitude
 * @param step a step of at most this part of the box's width in every coordinate, or of the step
 *     that would change the value by as much as it is worth, where that is less
 */
public record Tolerances(double gradient, double value, double step) implements Serializable {
  /** 1e-6 in the gradient, 1e-9 in the value, 1e-10 in the step. */
  public static final Tolerances DEFAULT = new Tolerances(1e-6, 1e-9, 1e-10);

  /** How many iterations in a row without progress end a search. */
  static final int STALLS = 3;

  public Tolerances {
    if (!(gradient >= 0) || !(value >= 0) || !(step >= 0)) {
      throw new IllegalArgumentException(
          "tolerances (%s, %s, %s) must not be negative; 0 never stops a search"
              .formatted(gradient, value, step));
    }
  }
}
