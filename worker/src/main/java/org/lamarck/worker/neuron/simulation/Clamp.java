package org.lamarck.worker.neuron.simulation;

import java.io.Serializable;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * A voltage, a concentration or a state of a mechanism that is held at a value after each step;
 * free where that is NaN.
 */
public final class Clamp implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final int instance;
  private final double[] values;

  /**
   * A clamp of a voltage.
   *
   * @param voltage mV, one number for each step; the compartment is free behind the last
   */
  public Clamp(int compartment, double... voltage) {
    this(ParameterLayout.VOLTAGE, compartment, voltage);
  }

  /**
   * A clamp.
   *
   * @param key {@code v}, an ion, or a state such as {@code HH.m}
   * @param instance a compartment, or an instance of the mechanism
   * @param values one number for each step; free behind the last
   */
  public Clamp(String key, int instance, double... values) {
    this.key = key;
    this.instance = instance;
    this.values = values.clone();
  }

  /** The same of an instance so much further. */
  public Clamp moved(int instances) {
    return new Clamp(key, instance + instances, values);
  }

  public String key() {
    return key;
  }

  public int instance() {
    return instance;
  }

  /** The value after a step; NaN where it is free. */
  public double after(int step) {
    return step < values.length ? values[step] : Double.NaN;
  }
}
