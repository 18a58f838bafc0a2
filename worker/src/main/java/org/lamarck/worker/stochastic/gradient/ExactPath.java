package org.lamarck.worker.stochastic.gradient;

import org.lamarck.worker.stochastic.ReactionNetwork;

/** What exact runs have in common: propensities of what can happen, and their sum. */
final class ExactPath {
  private static final long MOST_REACTIONS = 100_000_000;

  private final ReactionNetwork network;
  private long reactions;

  /** Propensities; 0 for what lacks a reactant. */
  final double[] a;

  ExactPath(ReactionNetwork network) {
    this.network = network;
    a = new double[network.reactions()];
  }

  /** A run begins. */
  void begin() {
    reactions = 0;
  }

  /** Copies the propensities and returns their sum. */
  double sum(ReactionNetwork.Part at, double[] y) {
    double total = 0;
    for (int j = 0; j < a.length; j++) {
      a[j] = network.isPossible(j, y) ? at.value(j) : 0;
      if (!(a[j] >= 0)) {
        throw new IllegalArgumentException("a propensity is " + a[j]);
      }
      total += a[j];
    }
    if (++reactions > MOST_REACTIONS) {
      throw new IllegalArgumentException("a run has more than " + MOST_REACTIONS + " reactions");
    }
    return total;
  }
}
