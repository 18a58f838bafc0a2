package org.lamarck.driver.record;

import java.io.Serializable;
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
 * @param effort what they cost
 * @param seconds that they took
 * @param isComplete whether all chains have come to their ends
 * @param density what is known of the density beside its draws
 */
public record Samples(
    List<Parameter> searched,
    Sampled sampled,
    int warmup,
    Effort effort,
    double seconds,
    boolean isComplete,
    Density density)
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

  public Samples {
    searched = List.copyOf(searched);
  }

  /** Draws of a density of which nothing else is known. */
  public Samples(
      List<Parameter> searched,
      Sampled sampled,
      int warmup,
      Effort effort,
      double seconds,
      boolean isComplete) {
    this(searched, sampled, warmup, effort, seconds, isComplete, Density.PLAIN);
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

  /** How well a parameter's mean, on the linear scale, is known; needs 4 draws of each chain. */
  public Convergence convergence(int i) {
    return sampled.of(draw -> linear(draw, i));
  }

  /** A quantile of a parameter, on the linear scale. */
  public double quantile(int i, double p) {
    return Quantiles.of(draws().mapToDouble(draw -> linear(draw, i)).sorted().toArray(), p);
  }
}
