package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/**
 * Ions below the membranes of all compartments, of which mechanisms read and change the
 * concentration, mM.
 *
 * @param valence charges of one, with their sign
 * @param temperature °C
 * @param initial concentration inside, mM
 * @param outside concentration, mM
 * @param depth of the shell below the membrane that currents fill, µm
 * @param diffusion along the cable, µm²/ms; NaN where there is none
 */
public record Ion(
    String name,
    int valence,
    double temperature,
    double initial,
    double outside,
    double depth,
    double diffusion)
    implements Serializable {
  /** J/(mol·K) and C/mol, CODATA 2018; 0 °C in K. */
  private static final double GAS = 8.314462618;

  private static final double FARADAY = 96485.33212;
  private static final double ZERO = 273.15;

  public Ion {
    if (valence == 0 || !(initial > 0 && outside > 0 && depth > 0) || diffusion <= 0) {
      throw new IllegalArgumentException(
          "%s: valence %d, concentrations %s and %s, depth %s, diffusion %s"
              .formatted(name, valence, initial, outside, depth, diffusion));
    }
  }

  /** Calcium as in Jaxley, where no other is told: without diffusion. */
  public static Ion calcium() {
    return new Ion("ca", 2, 6.3, 5e-5, 2, 0.1, Double.NaN);
  }

  /** Whether it moves along the cable. */
  public boolean diffuses() {
    return !Double.isNaN(diffusion);
  }

  /** The name in formulas of the concentration outside. */
  public String outsideName() {
    return name + "_out";
  }

  /** The name in formulas of the Nernst potential. */
  public String potentialName() {
    return "e_" + name;
  }

  /** The name of the depth, which no formula of a user can have. */
  public String depthName() {
    return "#depth_" + name;
  }

  /** (RT/zF)·ln(outside/inside), mV. */
  Expression potential(ExpressionPool pool) {
    double factor = 1e3 * GAS * (temperature + ZERO) / (valence * FARADAY);
    Expression ratio = pool.symbol(outsideName()).over(pool.symbol(name));
    return ratio.applied(Operator.LN).times(factor);
  }

  /**
   * What a current outward of these ions does to the concentration (Faraday), mM/ms.
   *
   * @param current mA/cm²
   */
  Expression carried(Expression current) {
    Expression perDepth = current.over(current.pool().symbol(depthName()));
    return perDepth.times(-1e4 / (valence * FARADAY));
  }
}
