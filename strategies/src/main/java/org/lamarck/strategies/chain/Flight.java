package org.lamarck.strategies.chain;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;

/**
 * A straight flight of a chain between two kicks of leapfrog.
 *
 * @param z where it ends
 * @param momentum q with which it ends
 */
record Flight(Vector z, Vector momentum) {
  /** A flight that meets more walls is lost in a corner. */
  private static final int MOST = 1000;

  /**
   * The flight in the unit box, thrown back from its walls; null where it is lost: Afshar and Domke
   * (2015), Reflection, refraction, and Hamiltonian Monte Carlo, NIPS 28. At a wall the part of the
   * momentum that is normal to it, in the metric, changes its sign. That keeps the energy and the
   * volume of phase space, and back in time the flight is the same.
   *
   * @param time may be negative
   */
  static @Nullable Flight inBox(Vector from, Vector momentum, Metric metric, double time) {
    int n = from.size();
    double[] z = from.toArray();
    Vector q = momentum;
    double left = Math.abs(time);
    for (int k = 0; k <= MOST; k++) {
      Vector velocity = metric.velocity(q).times(Math.signum(time));
      int wall = -1;
      double until = left;
      for (int i = 0; i < n; i++) {
        double v = velocity.get(i);
        double way = v > 0 ? 1 - z[i] : z[i];
        double met = way / Math.abs(v); // NaN at a wall without speed
        if (met < until) {
          wall = i;
          until = met;
        }
      }
      for (int i = 0; i < n; i++) {
        z[i] = Math.min(1, Math.max(0, z[i] + until * velocity.get(i)));
      }
      if (wall < 0) {
        return new Flight(Vector.of(z), q);
      }
      left -= until;
      z[wall] = velocity.get(wall) > 0 ? 1 : 0;
      Vector normal = metric.factor().row(wall);
      q = q.plus(-2 * normal.dot(q) / normal.dot(normal), normal);
    }
    return null;
  }
}
