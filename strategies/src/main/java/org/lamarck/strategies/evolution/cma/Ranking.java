package org.lamarck.strategies.evolution.cma;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The samples of one generation from best to worst. Failed ones come last, by order and not by a
 * value; equal ones stay in the order of sampling. An injected point takes the place of the worst
 * sample, and only if it is better than the best.
 */
final class Ranking {
  /** Stands for the injected point instead of a sample's number. */
  static final int INJECTED = -1;

  private final int[] order;
  private final double[] values;
  private final int finite;

  private Ranking(int[] order, double[] values, int finite) {
    this.order = order;
    this.values = values;
    this.finite = finite;
  }

  /**
   * Ranks the samples.
   *
   * @param values +∞ where the objective failed
   * @param injected the value of a point from elsewhere, NaN when there is none
   */
  static Ranking of(double[] values, double injected) {
    List<Integer> samples = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      samples.add(k);
    }
    samples.sort(Comparator.comparingDouble(k -> values[k]));
    if (injected < values[samples.get(0)]) {
      samples.remove(samples.size() - 1);
      samples.add(0, INJECTED);
    }
    int[] order = new int[samples.size()];
    double[] sorted = new double[order.length];
    int finite = 0;
    for (int rank = 0; rank < order.length; rank++) {
      order[rank] = samples.get(rank);
      sorted[rank] = order[rank] == INJECTED ? injected : values[order[rank]];
      finite += Double.isFinite(sorted[rank]) ? 1 : 0;
    }
    return new Ranking(order, sorted, finite);
  }

  /** The number of the sample at this rank, or {@link #INJECTED}. */
  int sample(int rank) {
    return order[rank];
  }

  /** How many have a value. */
  int finite() {
    return finite;
  }

  double best() {
    return values[0];
  }

  /** The median of those that have a value. */
  double median() {
    return values[(finite - 1) / 2];
  }

  /** The value at the first quarter plus one, by which plateaus are noticed. */
  double quantile() {
    return values[Math.min(finite - 1, 1 + order.length / 4)];
  }

  /**
   * The recombination weights by rank. Only samples with a value draw the mean to them: when there
   * are fewer than μ their weights are scaled to the sum of 1. Failed samples are tied; each gets
   * the mean of the negative weights at their ranks.
   */
  double[] weights(CmaParameters p) {
    double[] weights = new double[order.length];
    double positive = 0;
    double tied = 0;
    for (int rank = 0; rank < weights.length; rank++) {
      double weight = p.weight(rank);
      if (rank < finite) {
        weights[rank] = weight;
        positive += Math.max(0, weight);
      } else {
        tied += Math.min(0, weight);
      }
    }
    for (int rank = 0; rank < weights.length; rank++) {
      if (rank >= finite) {
        weights[rank] = tied / (weights.length - finite);
      } else if (weights[rank] > 0) {
        weights[rank] /= positive;
      }
      if (order[rank] == INJECTED) {
        weights[rank] = Math.max(0, weights[rank]);
      }
    }
    return weights;
  }
}
