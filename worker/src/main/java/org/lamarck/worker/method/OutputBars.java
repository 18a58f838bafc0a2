package org.lamarck.worker.method;

import java.util.Arrays;

/** The outputs within one step, and the derivatives of a scalar by them. */
public final class OutputBars {
  private final int states;
  private double[] bars = {};
  private int first;
  private int count;
  private double[] theta = new double[8];

  /** Outputs of so many states. */
  public OutputBars(int states) {
    this.states = states;
  }

  /**
   * None yet.
   *
   * @param all derivatives by all outputs, outputs × n; read until they are given again
   * @param from the first output that may be added
   */
  public void begin(double[] all, int from) {
    bars = all;
    first = from;
    count = 0;
  }

  /** The next output is at a relative place of the step. */
  public void add(double place) {
    theta = count == theta.length ? Arrays.copyOf(theta, 2 * count) : theta;
    theta[count++] = place;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The relative place of an output. */
  public double theta(int k) {
    return theta[k];
  }

  /** out ← out + weight · ∂/∂output, n numbers from {@code offset} on. */
  public void addTo(int k, double weight, double[] out, int offset) {
    int from = (first + k) * states;
    for (int s = 0; s < states; s++) {
      out[offset + s] += weight * bars[from + s];
    }
  }
}
