package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;

/**
 * Of how many draws a sample's value is the mean, where the objective has noise. As Hansen,
 * Niederberger, Guzzella and Koumoutsakos (2009), A method for handling uncertainty in evolutionary
 * optimization, it measures how much of a generation's ranking is noise and spends more where it is
 * too much. Where we depart: they see noise in the ranks of samples that are evaluated twice; here
 * each sample is a mean of draws that tells its own error, so that no sample is evaluated twice.
 *
 * @param isNoisy whether any value so far was an estimate
 * @param replicates as in {@link org.lamarck.strategies.population.Work.Evaluate}, before rounding
 * @param share of the spread of a generation's values that is noise, as a part of the variance;
 *     smoothed over generations
 */
record Averaging(boolean isNoisy, double replicates, double share) implements Serializable {
  /** No noise so far. */
  static final Averaging NONE = new Averaging(false, 1, 0);

  /** There is noise, and nothing is known of how much. */
  static final Averaging NOISY = new Averaging(true, 1, 0.2);

  /** Selection still finds its way when so much of the variance is noise; beyond, draws help. */
  private static final double TOO_MUCH = 0.3;

  /** Less noise than this is bought too dearly. */
  private static final double TOO_LITTLE = 0.1;

  private static final double GROW = 1.3;
  private static final double SHRINK = 1 / 1.2;
  private static final double MEMORY = 0.7;
  private static final double MOST = 1e6;

  /** Of a normal distribution, the distance of the quartiles in standard deviations. */
  private static final double QUARTILES = 1.3489795003921634;

  /** What follows from a generation's samples. */
  Averaging after(List<Individual> samples) {
    double noise = 0;
    int estimates = 0;
    for (Individual sample : samples) {
      if (sample.refinement().isEstimate()
          && sample.refinement().evaluation() instanceof Evaluation.Finite finite) {
        noise += finite.standardError() * finite.standardError();
        estimates++;
      }
    }
    if (estimates < 4) {
      return this;
    }
    double[] values =
        samples.stream().mapToDouble(Individual::value).filter(Double::isFinite).sorted().toArray();
    // by quartiles: a few values far above the others say nothing of how the best are ranked
    double quartiles = values[3 * values.length / 4] - values[values.length / 4];
    double spread = quartiles / QUARTILES;
    double part = spread > 0 ? Math.min(1, noise / estimates / (spread * spread)) : 1;
    double smoothed = isNoisy ? MEMORY * share + (1 - MEMORY) * part : part;
    double next =
        smoothed > TOO_MUCH
            ? Math.min(MOST, GROW * replicates)
            : smoothed < TOO_LITTLE ? Math.max(1, SHRINK * replicates) : replicates;
    return new Averaging(true, next, smoothed);
  }

  /** For a sample. */
  int ofSample() {
    return (int) Math.round(replicates);
  }

  /** For the mean of a distribution, so that it costs a fifth of what its samples do. */
  int ofMean(int lambda) {
    return (int) Math.min(MOST, Math.ceil(replicates * lambda / 5));
  }
}
