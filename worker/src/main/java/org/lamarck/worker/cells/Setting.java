package org.lamarck.worker.cells;

import java.io.Serializable;

/**
 * A number of a step: fixed, or a parameter by which derivatives are.
 *
 * @param parameter its place among the parameters; −1 when it is fixed
 * @param value when it is fixed
 */
public record Setting(int parameter, double value) implements Serializable {
  /** A number that stays. */
  public static Setting fixed(double value) {
    return new Setting(-1, value);
  }

  /** A parameter. */
  public static Setting parameter(int place) {
    return new Setting(place, Double.NaN);
  }

  /** Its number. */
  public double of(double[] parameters) {
    return parameter < 0 ? value : parameters[parameter];
  }

  /** Adds the slope to the derivative by it, when it is a parameter. */
  public void add(double slope, double[] gradient) {
    if (parameter >= 0) {
      gradient[parameter] += slope;
    }
  }
}
