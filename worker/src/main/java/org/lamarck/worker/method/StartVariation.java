package org.lamarck.worker.method;

import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;

/**
 * How first derivatives of a field vary at the start of a step along one of its increments U, and
 * in time: by central differences, between two points on both sides of the start. Of a field there
 * are no second derivatives; what a Rosenbrock method wants of them is ∂(J U)/∂y s + ∂(J U)/∂p p′,
 * which is the derivative of f_y s + f_p p′ along U, and the transpose is that of f_yᵀ z and f_pᵀ z
 * between the same two points. So tangent and adjoint agree as matrices and their transposes do,
 * and both are exact but for some 1e-11 of the derivatives themselves.
 */
final class StartVariation {
  /** ∛ε: curvature and rounding take about as much of a central difference. */
  private static final double RELATIVE = 0x1p-17;

  private final Step step;
  private final boolean isTimed;
  private final Point ahead;
  private final Point behind;

  StartVariation(Step step, OdeSystem system, boolean isTimed) {
    this.step = step;
    this.isTimed = isTimed;
    int states = system.structure().states();
    this.ahead = new Point(states);
    this.behind = new Point(states);
  }

  /**
   * Moves the two points along U_i, so far that no state changes by more than a small part of its
   * size.
   *
   * @return what differences between them are multiplied by; 0 where there is nothing
   */
  double along(int i) {
    double[] y = step.state();
    int offset = i * y.length;
    double[] u = step.increments();
    double largest = 0;
    for (int s = 0; s < y.length; s++) {
      double size = Math.abs(u[offset + s]);
      largest = size == 0 ? largest : Math.max(largest, size / (Math.abs(y[s]) + size));
    }
    if (largest == 0) {
      return 0;
    }
    double epsilon = RELATIVE / largest;
    place(step.startTime(), step.startTime());
    for (int s = 0; s < y.length; s++) {
      ahead.state()[s] = y[s] + epsilon * u[offset + s];
      behind.state()[s] = y[s] - epsilon * u[offset + s];
    }
    return 0.5 / epsilon;
  }

  /**
   * Moves the two points in time, where f may be evaluated.
   *
   * @return what differences between them are multiplied by; 0 where there is nothing
   */
  double inTime() {
    if (!isTimed) {
      return 0;
    }
    double t = step.startTime();
    double span = RELATIVE * Math.max(Math.abs(t), Math.abs(step.size()));
    place(step.inLimits(t + span), step.inLimits(t - span));
    System.arraycopy(step.state(), 0, ahead.state(), 0, ahead.state().length);
    System.arraycopy(step.state(), 0, behind.state(), 0, ahead.state().length);
    double distance = ahead.time() - behind.time();
    return distance > 0 ? 1 / distance : 0;
  }

  private void place(double later, double earlier) {
    ahead.time(later);
    behind.time(earlier);
    ahead.constants(step.constants());
    behind.constants(step.constants());
  }

  Point ahead() {
    return ahead;
  }

  Point behind() {
    return behind;
  }
}
