package org.lamarck.worker.stochastic.gradient;

import java.util.Arrays;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;

/**
 * K. Rijal and P. Mehta (2025), A differentiable Gillespie algorithm for simulating chemical
 * kinetics, parameter estimation, and designing synthetic biological circuits: the number of the
 * reaction is a sum of sigmoids of u against the cumulated shares, and each reaction happens by a
 * Gaussian of its distance to that number. Their 1/a = 200 and 1/b = 20. States are no whole
 * numbers any more.
 */
final class RelaxedGillespie extends SoftPath {
  private static final double STEEPNESS = 200;
  private static final double SHARPNESS = 20;

  private final double[] numberSlope;
  private final double[] cumulatedSlope;

  RelaxedGillespie(ReactionNetwork network, double[] times) {
    super(network, times);
    numberSlope = new double[parameters];
    cumulatedSlope = new double[parameters];
  }

  @Override
  boolean isSoft() {
    return true;
  }

  @Override
  void choose(RandomStream random) {
    double u = random.nextDouble();
    double number = 0;
    Arrays.fill(numberSlope, 0);
    Arrays.fill(cumulatedSlope, 0);
    double cumulated = 0;
    for (int j = 0; j + 1 < a.length; j++) {
      cumulated += a[j] / total;
      double s = 1 / (1 + Math.exp(-(u - cumulated) * STEEPNESS));
      number += s;
      for (int i = 0; i < parameters; i++) {
        cumulatedSlope[i] += slopes[j * parameters + i];
        double shareSlope = (cumulatedSlope[i] - cumulated * totalSlope[i]) / total;
        numberSlope[i] -= s * (1 - s) * STEEPNESS * shareSlope;
      }
    }
    for (int j = 0; j < a.length; j++) {
      double off = number - j;
      weight[j] = Math.exp(-off * off * SHARPNESS);
      for (int i = 0; i < parameters; i++) {
        weightSlope[j * parameters + i] = -2 * off * SHARPNESS * weight[j] * numberSlope[i];
      }
    }
  }
}
