package org.lamarck.strategies.sampling;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * Temperatures that adapt until neighbours are exchanged equally often: Vousden, Farr and Mandel
 * (2016), Dynamic temperature selection for parallel tempering in Markov chain Monte Carlo
 * simulations, MNRAS 455, 1919. The coldest is 1 and the hottest infinite; the logarithms of the
 * differences between them, S, move with what exchanges say.
 *
 * @param betas inverse temperatures, from 1 to 0, falling
 * @param time rounds of exchanges in which it has adapted
 */
record Ladder(Vector betas, long time) implements Serializable {
  /** κ at the beginning, and the time in which it has halved: eq. 15. */
  private static final double RATE = 0.2;

  private static final double LAG = 50;

  /**
   * Temperatures at equal ratios, and an infinite one.
   *
   * @param hottest finite temperature, above 1
   * @param levels at least 3
   */
  static Ladder geometric(double hottest, int levels) {
    double[] betas = new double[levels];
    for (int k = 0; k < levels - 1; k++) {
      betas[k] = StrictMath.pow(hottest, -(double) k / (levels - 2));
    }
    return new Ladder(Vector.of(betas), 0);
  }

  int levels() {
    return betas.size();
  }

  /**
   * The ladder after a round of exchanges.
   *
   * @param acceptances of exchanges of each level with the next hotter one
   */
  Ladder after(double[] acceptances) {
    double kappa = RATE * LAG / (time + LAG);
    double[] next = betas.toArray();
    double temperature = 1;
    for (int k = 1; k < levels() - 1; k++) {
      double gap = 1 / betas.get(k) - 1 / betas.get(k - 1);
      // dS/dt = κ (A with the colder − A with the hotter): eq. 13
      temperature += gap * StrictMath.exp(kappa * (acceptances[k - 1] - acceptances[k]));
      next[k] = 1 / temperature;
    }
    return new Ladder(Vector.of(next), time + 1);
  }

  /** How probable it is that what stands on a level and the next hotter one changes places. */
  double acceptance(int level, double value, double hotter) {
    double gap = betas.get(level) - betas.get(level + 1);
    return Double.isInfinite(hotter) ? 0 : Math.min(1, StrictMath.exp(gap * (value - hotter)));
  }
}
