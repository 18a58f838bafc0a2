package org.lamarck.worker.simulation;

import java.util.List;
import org.lamarck.strategies.linalg.Matrix;

/** The derivatives of a {@link Trajectory} by what was given, its directions. A value. */
public final class Sensitivities {
  private final List<String> directions;
  private final int states;
  private final double[] values; // times × n × directions, row-major
  private final Matrix constants;

  /**
   * Takes an array that nobody else has.
   *
   * @param directions ids, P
   * @param states n
   * @param values times × n × P, row-major
   * @param constants ∂(constants)/∂(given), m × P
   */
  Sensitivities(List<String> directions, int states, double[] values, Matrix constants) {
    this.directions = List.copyOf(directions);
    this.states = states;
    this.values = values;
    this.constants = constants;
  }

  /** Those by nothing, of n states and m constants. */
  static Sensitivities none(int states, int constants) {
    double[] nothing = {};
    return new Sensitivities(List.of(), states, nothing, Matrix.of(constants, 0, nothing));
  }

  /** The ids of what the derivatives are by, in their order. */
  public List<String> directions() {
    return directions;
  }

  /** The derivative of state i at output k by what is given as {@code direction}. */
  public double by(int k, int i, int direction) {
    return values[(k * states + i) * directions.size() + direction];
  }

  /** All derivatives at output k, n × P. */
  public Matrix state(int k) {
    int size = states * directions.size();
    double[] part = new double[size];
    System.arraycopy(values, k * size, part, 0, size);
    return Matrix.of(states, directions.size(), part);
  }

  /** Those of the model's constants, m × P. */
  public Matrix constants() {
    return constants;
  }
}
