package org.lamarck.strategies.sampling;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * Temperatures that move until neighbours are exchanged equally often: Syed, Bouchard-Côté,
 * Deligiannidis and Doucet (2022), Non-reversible parallel tempering: a scalable highly parallel
 * MCMC scheme, JRSS B 84, 321. What exchanges are refused adds up, from cold to hot, to a barrier
 * that is the same for all ladders of a density, whatever their temperatures (section 4.3).
 *
 * @param betas inverse temperatures, from 1 to 0, falling
 */
record Ladder(Vector betas) implements Serializable {
  /** How often exchanges are refused, at the best number of levels: section 5.2. */
  private static final double REFUSED = 0.5;

  /** Added to what each gap refuses, so that temperatures keep apart where nothing is refused. */
  private static final double LEAST = 1e-3;

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
    return new Ladder(Vector.of(betas));
  }

  int levels() {
    return betas.size();
  }

  /** How many levels a ladder should have, by what this one's neighbours refuse. */
  int wanted(double[] acceptances) {
    return 2 + (int) Math.floor(barrier(acceptances)[levels() - 1] / REFUSED);
  }

  /**
   * As many levels as are asked for, between which equal parts of the barrier lie. Within a gap it
   * grows with the logarithm of the temperature, in the last one with β.
   *
   * @param acceptances of exchanges of each level with the next hotter one, means of some rounds
   * @param levels at least 3
   */
  Ladder placed(double[] acceptances, int levels) {
    double[] barrier = barrier(acceptances);
    double whole = barrier[levels() - 1];
    double[] next = new double[levels];
    next[0] = 1;
    int gap = 0;
    for (int k = 1; k < levels - 1; k++) {
      double at = whole * k / (levels - 1);
      while (gap + 2 < levels() && barrier[gap + 1] < at) {
        gap++;
      }
      double part = (at - barrier[gap]) / (barrier[gap + 1] - barrier[gap]);
      double cold = betas.get(gap);
      double hot = betas.get(gap + 1);
      next[k] = hot > 0 ? cold * StrictMath.pow(hot / cold, part) : cold * (1 - part);
    }
    return new Ladder(Vector.of(next));
  }

  private double[] barrier(double[] acceptances) {
    double[] sums = new double[levels()];
    for (int k = 0; k + 1 < levels(); k++) {
      sums[k + 1] = sums[k] + 1 - acceptances[k] + LEAST;
    }
    return sums;
  }

  /** The level that is nearest to an inverse temperature, by ratios; only 0 has the last. */
  int nearest(double beta) {
    if (beta == 0) {
      return levels() - 1;
    }
    int best = 0;
    for (int k = 1; k < levels() - 1; k++) {
      if (distance(k, beta) < distance(best, beta)) {
        best = k;
      }
    }
    return best;
  }

  private double distance(int level, double beta) {
    return Math.abs(Math.log(betas.get(level) / beta));
  }

  /** How probable it is that what stands on a level and the next hotter one changes places. */
  double acceptance(int level, double value, double hotter) {
    double gap = betas.get(level) - betas.get(level + 1);
    return Double.isInfinite(hotter) ? 0 : Math.min(1, StrictMath.exp(gap * (value - hotter)));
  }
}
