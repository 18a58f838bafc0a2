package org.lamarck.worker.system;

/**
 * dy/dt = f(t, y, p): the least that a system gives. Explicit methods integrate it; what further
 * interfaces it implements says what else can be done:
 *
 * <ul>
 *   <li>{@link Differentiable}: gradients, forward and adjoint;
 *   <li>{@link Linearised}: the implicit method, for stiff systems;
 *   <li>{@link Discontinuous}: switches and events.
 * </ul>
 *
 * <p>An instance has workspaces of its own and serves one thread; {@link FieldSystem} is what
 * integrators take. Results may be infinite or NaN, which callers check.
 */
public interface VectorField {
  /** n. */
  int states();

  /** m, what follows the system's own constants included, such as modes of switches. */
  int constants();

  /**
   * Evaluates f.
   *
   * @param at not to be written to
   * @param f becomes dy/dt, n numbers
   */
  void slopes(Point at, double[] f);

  /**
   * How many systems it consists of that do not depend on one another: state s of lane l of L is
   * number s L + l. An error counts as that of the lane in which it is largest.
   */
  default int lanes() {
    return 1;
  }

  /**
   * Whether an integration shall end where an explicit method takes many more steps than the
   * solution asks for, as there is another way.
   */
  default boolean leavesStiffness() {
    return false;
  }

  /** Whether f depends on time by y alone. */
  default boolean isAutonomous() {
    return false;
  }
}
