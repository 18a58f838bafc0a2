package org.lamarck.strategies.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Whether chains agree on one quantity, and how many independent draws they are worth: Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner (2021), Rank-normalization, folding, and localization: an
 * improved R̂.
 *
 * @param mean over all draws
 * @param deviation standard deviation of the quantity
 * @param potential R̂, the larger of that of ranks and that of folded ranks; below 1.01 chains
 *     agree
 * @param bulk effective number of draws in the middle
 * @param tail effective number of draws beyond the 5 % and 95 % quantiles, the smaller
 * @param error Monte Carlo standard error of the mean
 */
public record Convergence(
    double mean, double deviation, double potential, double bulk, double tail, double error)
    implements Serializable {
  /** Of a chain; of fewer nothing can be told. */
  public static final int FEWEST_DRAWS = 4;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /**
   * Of chains of equal length.
   *
   * @param chains at least one, of at least {@value #FEWEST_DRAWS} draws
   */
  public static Convergence of(List<double[]> chains) {
    List<double[]> halves = split(chains);
    double[] sorted = sorted(chains);
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / (sorted.length - 1.0);
    double median = quantile(sorted, 0.5);
    List<double[]> ranked = ranked(halves);
    double potential =
        Math.max(potential(ranked), potential(ranked(mapped(halves, x -> Math.abs(x - median)))));
    double low = quantile(sorted, 0.05);
    double high = quantile(sorted, 0.95);
    double tail =
        Math.min(
            effective(mapped(halves, x -> x <= low ? 1 : 0)),
            effective(mapped(halves, x -> x <= high ? 1 : 0)));
    double error = Math.sqrt(variance / effective(halves));
    return new Convergence(mean, Math.sqrt(variance), potential, effective(ranked), tail, error);
  }

  private static List<double[]> split(List<double[]> chains) {
    List<double[]> halves = new ArrayList<>();
    for (double[] chain : chains) {
      if (chain.length < FEWEST_DRAWS) {
        throw new IllegalArgumentException(
            chain.length
                + " draws of a chain tell nothing; there must be at least "
                + FEWEST_DRAWS);
      }
      int half = chain.length / 2;
      halves.add(Arrays.copyOfRange(chain, 0, half));
      halves.add(Arrays.copyOfRange(chain, chain.length - half, chain.length));
    }
    return halves;
  }

  private static double[] sorted(List<double[]> chains) {
    double[] all = chains.stream().flatMapToDouble(Arrays::stream).toArray();
    Arrays.sort(all);
    return all;
  }

  private static List<double[]> mapped(List<double[]> chains, DoubleUnaryOperator function) {
    return chains.stream().map(chain -> Arrays.stream(chain).map(function).toArray()).toList();
  }

  /** By linear interpolation between order statistics. */
  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Ranks of all draws, ties shared, as normal scores Φ⁻¹((r − 3/8)/(S + 1/4)): eq. 14. */
  private static List<double[]> ranked(List<double[]> chains) {
    double[] sorted = sorted(chains);
    double[] score = new double[sorted.length]; // by place in the order
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      while (to + 1 < sorted.length && sorted[to + 1] == sorted[from]) {
        to++;
      }
      double rank = (from + to) / 2.0 + 1;
      Arrays.fill(
          score,
          from,
          to + 1,
          NORMAL.inverseCumulativeProbability((rank - 0.375) / (sorted.length + 0.25)));
      from = to + 1;
    }
    return mapped(chains, x -> score[Arrays.binarySearch(sorted, x)]);
  }

  /** R̂ of chains as they are: eq. 1 to 4; 1 where nothing varies. */
  private static double potential(List<double[]> chains) {
    Spread spread = Spread.of(chains);
    return spread.within() > 0 ? Math.sqrt(spread.total() / spread.within()) : 1;
  }

  /** Variances within and over all chains. */
  private record Spread(double within, double total) {
    static Spread of(List<double[]> chains) {
      int n = chains.get(0).length;
      double[] means =
          chains.stream().mapToDouble(c -> Arrays.stream(c).average().orElse(0)).toArray();
      double grand = Arrays.stream(means).average().orElse(0);
      double between = 0;
      double within = 0;
      for (int c = 0; c < means.length; c++) {
        between += (means[c] - grand) * (means[c] - grand) / Math.max(1, means.length - 1);
        for (double x : chains.get(c)) {
          within += (x - means[c]) * (x - means[c]) / (n - 1.0) / means.length;
        }
      }
      return new Spread(within, (n - 1.0) / n * within + between);
    }
  }

  /** Draws over the integrated autocorrelation time, by Geyer's monotone sequence: eq. 10 to 13. */
  private static double effective(List<double[]> chains) {
    int n = chains.get(0).length;
    int all = n * chains.size();
    Spread spread = Spread.of(chains);
    if (!(spread.total() > 0)) {
      return all;
    }
    List<double[]> centred = new ArrayList<>();
    for (double[] chain : chains) {
      double mean = Arrays.stream(chain).average().orElse(0);
      centred.add(Arrays.stream(chain).map(x -> x - mean).toArray());
    }
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t + 1 < n; t += 2) {
      double pair = correlation(centred, t, spread) + correlation(centred, t + 1, spread);
      if (pair < 0) {
        break;
      }
      least = Math.min(least, pair);
      sum += least;
    }
    double time = Math.max(-1 + 2 * sum, 1 / Math.log10(all));
    return all / time;
  }

  /** Of chains that have a mean of 0 each. */
  private static double correlation(List<double[]> chains, int lag, Spread spread) {
    double covariance = 0;
    for (double[] chain : chains) {
      double sum = 0;
      for (int i = 0; i + lag < chain.length; i++) {
        sum += chain[i] * chain[i + lag];
      }
      covariance += sum / (chain.length - 1.0) / chains.size();
    }
    return 1 - (spread.within() - covariance) / spread.total();
  }
}
