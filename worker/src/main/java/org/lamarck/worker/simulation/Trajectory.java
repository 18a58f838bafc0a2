package org.lamarck.worker.simulation;

import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.TimeGrid;

/** The states of a model at its output times. A value. */
public final class Trajectory {
  private final List<String> states;
  private final double[] times;
  private final double[] values; // times × n, row-major
  private final Vector constants;
  private final long steps;

  /**
   * Takes an array that nobody else has.
   *
   * @param states ids, n
   * @param grid of which the output times are taken
   * @param values times × n, row-major
   * @param constants the values of the model's constants, m
   * @param steps accepted steps
   */
  Trajectory(List<String> states, TimeGrid grid, double[] values, Vector constants, long steps) {
    this.states = List.copyOf(states);
    this.times = IntStream.range(0, grid.size()).mapToDouble(grid::time).toArray();
    this.values = values;
    this.constants = constants;
    this.steps = steps;
  }

  /** The ids of the states, in their order. */
  public List<String> states() {
    return states;
  }

  /** The number of output times. */
  public int size() {
    return times.length;
  }

  /** The model time of an output. */
  public double time(int k) {
    return times[k];
  }

  /** The value of state i at output k. */
  public double value(int k, int i) {
    return values[k * states.size() + i];
  }

  /** All states at output k. */
  public Vector state(int k) {
    return Vector.copyOf(values, k * states.size(), states.size());
  }

  /** Copies all states at output k, for kernels. */
  public void copyState(int k, double[] target) {
    System.arraycopy(values, k * states.size(), target, 0, states.size());
  }

  /** The values of the model's constants, in their order. */
  public Vector constants() {
    return constants;
  }

  /** Accepted steps of the integrator. */
  public long steps() {
    return steps;
  }
}
