package org.lamarck.worker.integrate;

import java.util.Arrays;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances;

/** Measures the orders of a scheme. */
final class Convergence {
  private Convergence() {}

  /** So many steps of one scheme. */
  static Method[] all(Method scheme, int count) {
    Method[] all = new Method[count];
    Arrays.fill(all, scheme);
    return all;
  }

  /**
   * The orders at the end and inside of a step, from equal steps and from twice as many.
   *
   * @param part of the time to the end at which there is an output inside of a step
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // a scheme, a problem, and how it is solved
  static double[] orders(
      Method scheme,
      double part,
      OdeSystem system,
      double[] y0,
      double[] p,
      double end,
      int steps) {
    double inside = part * end;
    double[] exact = new double[2 * y0.length];
    OdeIntegrator integrator = new OdeIntegrator(system, Tolerances.of(1e-13, 1e-15));
    integrator.integrate(TimeGrid.of(0, inside, end), y0, p, exact);
    double[][] error = new double[2][2];
    for (int refined = 0; refined < 2; refined++) {
      int count = steps << refined;
      double[] ends = new double[count];
      Arrays.setAll(ends, k -> end * (k + 1) / count);
      double[] out = new double[exact.length];
      TimeGrid grid = TimeGrid.of(0, inside, end).withSteps(all(scheme, count), ends);
      integrator.integrate(grid, y0, p, out);
      for (int i = 0; i < out.length; i++) {
        int which = i < y0.length ? 1 : 0;
        double difference = Math.abs(out[i] / exact[i] - 1);
        error[refined][which] = Math.max(error[refined][which], difference);
      }
    }
    return new double[] {
      Math.log(error[0][0] / error[1][0]) / Math.log(2),
      Math.log(error[0][1] / error[1][1]) / Math.log(2)
    };
  }
}
