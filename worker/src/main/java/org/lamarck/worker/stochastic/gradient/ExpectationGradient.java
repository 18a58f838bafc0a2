package org.lamarck.worker.stochastic.gradient;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;

/**
 * Estimates expectations and their derivatives, by blocks of runs whose spread gives the standard
 * errors. Serves one thread; the numbers are a function of the stream alone.
 *
 * <pre>{@code
 * ReactionNetwork network = ReactionNetwork.of(JumpPlan.of(model, List.of("k", "g")), List.of(x));
 * GradientEstimate found =
 *     new ExpectationGradient(network, Estimators.SCORE_FUNCTION, new double[] {1, 2})
 *         .estimate(new double[] {10, 1}, RandomStream.of(1), 20_000);
 * }</pre>
 */
public final class ExpectationGradient {
  private static final int BLOCKS = 32;

  private final ReactionNetwork network;
  private final PathSample sample;
  private final int size;

  /**
   * An estimation.
   *
   * @param times of the observations, ascending, after 0
   */
  public ExpectationGradient(ReactionNetwork network, Estimators estimator, double[] times) {
    this.network = network;
    if (times.length == 0 || !(times[0] > 0)) {
      throw new IllegalArgumentException("observations must be at times after 0");
    }
    sample = estimator.newSample(network, times);
    size = times.length * network.observables();
  }

  /**
   * Makes runs.
   *
   * @param given the numbers by which derivatives are
   * @param runs at least 64, a multiple of 32; others are rounded up
   * @throws IllegalArgumentException when the model cannot be run with these numbers
   */
  public GradientEstimate estimate(double[] given, RandomStream stream, int runs) {
    int each = Math.max(2, (runs + BLOCKS - 1) / BLOCKS);
    List<double[]> values = new ArrayList<>();
    List<double[]> gradients = new ArrayList<>();
    for (int b = 0; b < BLOCKS; b++) {
      double[] value = new double[size];
      double[] gradient = new double[size * network.parameters()];
      sample.block(given, stream.split("block", b), each, value, gradient);
      values.add(value);
      gradients.add(gradient);
    }
    return GradientEstimate.of(values, gradients, network.parameters(), BLOCKS * each);
  }
}
