package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.sampling.Convergence;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.strategies.sampling.Tempered;
import org.lamarck.worker.problem.Parameter;

/**
 * Draws from the posterior of a run's parameters.
 *
 * @param searched the coordinates of every draw
 * @param warmup steps of each chain before its first draw
 * @param cost of all steps
 * @param isComplete whether all chains have come to their ends
 * @param density what is known of the density beside its draws
 * @param marginals what the draws tell of each parameter; none of fewer draws than tell anything
 */
public record Samples(
    List<Parameter> searched,
    Sampled sampled,
    int warmup,
    Cost cost,
    boolean isComplete,
    Density density,
    List<Marginal> marginals)
    implements Serializable {
  /**
   * What is known of a density beside its draws.
   *
   * @param laplace the logarithm of the evidence by Laplace's approximation; NaN where it means
   *     nothing
   * @param energyError the standard deviation over draws of what the integration of the chains
   *     changes in the logarithm of the density, against that of the run; 0 where they are the same
   */
  public record Density(double laplace, double energyError) implements Serializable {
    /** Of which Laplace says nothing, integrated as the run does. */
    public static final Density PLAIN = new Density(Double.NaN, 0);
  }

  /**
   * What draws took.
   *
   * @param seconds of all tasks together
   */
  public record Cost(Effort effort, double seconds) implements Serializable {}

  /**
   * What draws tell of one parameter, on the linear scale.
   *
   * @param convergence how well its mean is known
   * @param low its quantile of 5 %
   * @param high that of 95 %
   */
  public record Marginal(Convergence convergence, double low, double median, double high)
      implements Serializable {
    private static Marginal of(Parameter parameter, int i, Sampled sampled) {
      double[] sorted =
          sampled.chains().stream()
              .flatMap(List::stream)
              .mapToDouble(draw -> parameter.linear(draw.point().get(i)))
              .sorted()
              .toArray();
      return new Marginal(
          sampled.of(draw -> parameter.linear(draw.point().get(i))),
          Quantiles.of(sorted, 0.05),
          Quantiles.of(sorted, 0.5),
          Quantiles.of(sorted, 0.95));
    }
  }

  public Samples {
    searched = List.copyOf(searched);
    marginals = List.copyOf(marginals);
  }

  /** With all that the draws tell. */
  public static Samples of(
      List<Parameter> searched,
      Sampled sampled,
      int warmup,
      Cost cost,
      boolean isComplete,
      Density density) {
    List<Marginal> marginals = new ArrayList<>();
    for (int i = 0; length(sampled) >= Convergence.FEWEST_DRAWS && i < searched.size(); i++) {
      marginals.add(Marginal.of(searched.get(i), i, sampled));
    }
    return new Samples(searched, sampled, warmup, cost, isComplete, density, marginals);
  }

  /** The logarithm of the evidence by Laplace's approximation; NaN where it means nothing. */
  public double laplace() {
    return density.laplace();
  }

  /** What chains at other temperatures tell, when there were any. */
  public Optional<Tempered> tempered() {
    return Optional.ofNullable(sampled.tempered());
  }

  /** How they were drawn, as the command line calls it. */
  public String sampler() {
    return sampled.tempered() == null ? "nuts" : "tempering";
  }

  /** Draws that every chain has. */
  public int length() {
    return length(sampled);
  }

  private static int length(Sampled sampled) {
    return sampled.chains().stream().mapToInt(List::size).min().orElse(0);
  }

  /** All draws, chain after chain. */
  public Stream<Draw> draws() {
    return sampled.chains().stream().flatMap(List::stream);
  }

  /** The value of a parameter in a draw, on the linear scale. */
  public double linear(Draw draw, int i) {
    return searched.get(i).linear(draw.point().get(i));
  }
}
