package org.lamarck.strategies.evolution;

import java.io.Serializable;
import org.lamarck.strategies.local.Effort;

/**
 * What effort costs, in calls for the value. It is counted and not timed, so that a search is the
 * same on every machine.
 *
 * @param base of a call with derivatives
 * @param perCoordinate what it costs more for each coordinate that can move
 */
public record CallCosts(double base, double perCoordinate) implements Serializable {
  /**
   * 2 + n/5: of 23 published problems (docs/speed.md: residuals with their Jacobian by tangents,
   * over the value) fifteen cost between 0.65 and 1.25 of that, Beer's a fifth, Smith's three times
   * as much.
   */
  public static final CallCosts TANGENTS = new CallCosts(2, 0.2);

  public CallCosts {
    if (!(base > 0) || !(perCoordinate >= 0)) {
      throw new IllegalArgumentException(
          "base (%s) must be positive, perCoordinate (%s) not negative; 2 and 0.2 are usual"
              .formatted(base, perCoordinate));
    }
  }

  /** The cost of a call with derivatives by so many coordinates. */
  public double gradient(int coordinates) {
    return base + perCoordinate * coordinates;
  }

  public double of(Effort effort, int coordinates) {
    return effort.evaluations() + gradient(coordinates) * effort.gradients();
  }
}
