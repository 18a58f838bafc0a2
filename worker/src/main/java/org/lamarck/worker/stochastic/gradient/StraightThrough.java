package org.lamarck.worker.stochastic.gradient;

import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.variate.Variates;

/**
 * Straight-through Gumbel-softmax (E. Jang, S. Gu and B. Poole 2017; F. Mottes, Q.-Z. Zhu and M. P.
 * Brenner 2026 for reactions): the reaction that happens is the one of the largest ln a_j + g_j,
 * with g_j of Gumbel's distribution, which is the exact choice; the derivative is that of a softmax
 * of them over a temperature.
 */
final class StraightThrough extends SoftPath {
  private static final double TEMPERATURE = 0.1;

  private final double[] scores;

  StraightThrough(ReactionNetwork network, double[] times) {
    super(network, times);
    scores = new double[a.length];
  }

  @Override
  boolean isSoft() {
    return false;
  }

  @Override
  void choose(RandomStream random) {
    int best = -1;
    for (int j = 0; j < a.length; j++) {
      double gumbel = -Math.log(Variates.exponential(random));
      scores[j] = a[j] > 0 ? Math.log(a[j]) + gumbel : Double.NEGATIVE_INFINITY;
      if (best < 0 || scores[j] > scores[best]) {
        best = j;
      }
      weight[j] = 0;
    }
    weight[best] = 1;
    double sum = 0;
    double top = scores[best];
    for (int j = 0; j < a.length; j++) {
      scores[j] = Math.exp((scores[j] - top) / TEMPERATURE);
      sum += scores[j];
    }
    for (int i = 0; i < parameters; i++) {
      double mean = 0;
      for (int j = 0; j < a.length; j++) {
        mean += a[j] > 0 ? scores[j] / sum * slopes[j * parameters + i] / a[j] : 0;
      }
      for (int j = 0; j < a.length; j++) {
        double own = a[j] > 0 ? slopes[j * parameters + i] / a[j] : 0;
        weightSlope[j * parameters + i] = scores[j] / sum * (own - mean) / TEMPERATURE;
      }
    }
  }
}
