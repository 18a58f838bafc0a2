package org.lamarck.strategies.sampling;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * The logarithm of ∫ exp(−U) over a space, by stepping stones between temperatures: Xie, Lewis,
 * Fan, Kuo and Chen (2011), Improving marginal likelihood estimation for Bayesian phylogenetic
 * model selection, Syst. Biol. 60, 150. Where U is infinite, as where a simulation fails, the
 * density is 0; an integral over temperatures would not exist there.
 *
 * @param logEvidence log ∫ exp(−U) dx
 * @param standardError of it: the larger one of what the effective draws of each stone say and of
 *     what the ladders differ by
 */
public record SteppingStones(double logEvidence, double standardError) {
  /**
   * Of the values of U at each temperature.
   *
   * @param betas from 1 to 0, falling
   * @param values of each ladder at each temperature, equally many, at least 4
   * @param logVolume of the space
   */
  static SteppingStones of(Vector betas, List<List<double[]>> values, double logVolume) {
    double sum = logVolume;
    double variance = 0;
    double[] apart = new double[values.size()];
    for (int k = 0; k + 1 < betas.size(); k++) {
      int hotter = k + 1;
      double gap = betas.get(k) - betas.get(hotter);
      double least = Double.POSITIVE_INFINITY;
      for (List<double[]> ladder : values) {
        for (double value : ladder.get(hotter)) {
          least = Math.min(least, value);
        }
      }
      List<double[]> stones = new ArrayList<>();
      for (int l = 0; l < values.size(); l++) {
        double[] stone = values.get(l).get(hotter).clone();
        double mean = 0;
        for (int t = 0; t < stone.length; t++) {
          stone[t] = Math.exp(-gap * (stone[t] - least));
          mean += stone[t] / stone.length;
        }
        apart[l] += Math.log(mean);
        stones.add(stone);
      }
      Convergence ratio = Convergence.of(stones);
      sum += Math.log(ratio.mean()) - gap * least;
      variance += Math.pow(ratio.error() / ratio.mean(), 2); // of a logarithm, to first order
    }
    double between = between(apart);
    double error = Math.sqrt(Math.max(variance, Double.isFinite(between) ? between : 0));
    return new SteppingStones(sum, error);
  }

  /** The variance of the mean of what each ladder says alone. */
  private static double between(double[] apart) {
    double mean = 0;
    for (double one : apart) {
      mean += one / apart.length;
    }
    double sum = 0;
    for (double one : apart) {
      sum += (one - mean) * (one - mean);
    }
    return sum / (apart.length - 1.0) / apart.length;
  }
}
