package org.lamarck.worker.neuron.simulation;

import java.io.Serializable;

/** A voltage that a compartment is held at, mV, after each step; free where it is NaN. */
public final class Clamp implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int compartment;
  private final double[] voltage;

  /**
   * A clamp.
   *
   * @param voltage one number for each step; the compartment is free behind the last
   */
  public Clamp(int compartment, double... voltage) {
    this.compartment = compartment;
    this.voltage = voltage.clone();
  }

  /** The same of a compartment so much further. */
  public Clamp moved(int compartments) {
    return new Clamp(compartment + compartments, voltage);
  }

  public int compartment() {
    return compartment;
  }

  /** The voltage after a step; NaN where it is free. */
  public double after(int step) {
    return step < voltage.length ? voltage[step] : Double.NaN;
  }
}
