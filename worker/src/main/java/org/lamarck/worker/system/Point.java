package org.lamarck.worker.system;

/**
 * A time, states and constants, at which a system is evaluated. Whoever moves a point writes to its
 * arrays; who is given one to evaluate at reads them.
 */
public final class Point {
  private double time;
  private double[] state;
  private double[] constants;

  /** A point of so many states, at which nothing is known yet. */
  public Point(int states) {
    this(0, new double[states], new double[0]);
  }

  /**
   * A point that looks at arrays.
   *
   * @param state the n states, not copied
   * @param constants the m constants, modes of switches and inputs of lags included, not copied
   */
  public Point(double time, double[] state, double[] constants) {
    this.time = time;
    this.state = state;
    this.constants = constants;
  }

  /** The point as it is now, with arrays of its own. */
  public Point copy() {
    return new Point(time, state.clone(), constants.clone());
  }

  /** The same states and constants, the very arrays, at another time. */
  public Point at(double another) {
    return new Point(another, state, constants);
  }

  public double time() {
    return time;
  }

  /** Moves it in time alone. */
  public void time(double another) {
    time = another;
  }

  /** y, n numbers. */
  public double[] state() {
    return state;
  }

  /** p, m numbers. */
  public double[] constants() {
    return constants;
  }

  /** Looks at other arrays from now on. */
  public void look(double another, double[] states, double[] others) {
    time = another;
    state = states;
    constants = others;
  }

  /** Looks at other constants from now on. */
  public void constants(double[] others) {
    constants = others;
  }
}
