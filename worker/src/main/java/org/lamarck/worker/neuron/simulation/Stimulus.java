package org.lamarck.worker.neuron.simulation;

import java.io.Serializable;

/** A current into a compartment, nA, one number for each step; 0 behind the last. */
public final class Stimulus implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int compartment;
  private final double[] current;

  public Stimulus(int compartment, double... current) {
    this.compartment = compartment;
    this.current = current.clone();
  }

  /**
   * A step of current.
   *
   * @param from ms; the first step of which the beginning is not before
   * @param duration ms
   * @param steps how many numbers
   */
  public static Stimulus step(
      int compartment, double from, double duration, double amplitude, double dt, int steps) {
    double[] current = new double[steps];
    int begin = (int) (from / dt);
    int end = (int) ((from + duration) / dt);
    for (int i = Math.max(begin, 0); i < Math.min(end, steps); i++) {
      current[i] = amplitude;
    }
    return new Stimulus(compartment, current);
  }

  /** The same into a compartment so much further. */
  public Stimulus moved(int compartments) {
    return new Stimulus(compartment + compartments, current);
  }

  public int compartment() {
    return compartment;
  }

  /** The current during a step. */
  public double at(int step) {
    return step < current.length ? current[step] : 0;
  }
}
