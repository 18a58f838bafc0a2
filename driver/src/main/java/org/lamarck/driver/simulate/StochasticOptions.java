package org.lamarck.driver.simulate;

import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.stochastic.JumpMethod;
import picocli.CommandLine.Option;

/** How a model is run as a random process. */
public final class StochasticOptions {
  private static final int MOST_RUNS = 100_000_000;

  @SuppressWarnings("UnusedVariable") // that the others are given says it too
  @Option(
      names = "--stochastic",
      required = true,
      description = {
        "Reactions happen one at a time, at random: the kinetic law is the probability per time,"
            + " amounts are molecules. Prints mean and standard deviation over runs, ID-mean and"
            + " ID-sd."
      })
  private boolean stochastic;

  @Option(names = "--runs", paramLabel = "N", description = "How many runs; 1000 when left out.")
  private int runs = 1000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the random numbers; 1 when left out. The same seed gives the same bytes.")
  private long seed = 1;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      description = {
        "direct or next-reaction, which are exact, tau-leaping, which makes many reactions at once"
            + " with a controlled error, or auto: the exact one that is faster. auto when left out."
      })
  private String algorithm = "auto";

  @Option(
      names = "--paths",
      description = {
        "Print every run, its number in the column run, in place of means; with --out DIR, in"
            + " DIR/NAME-paths.csv beside them."
      })
  private boolean paths;

  /**
   * What is asked for.
   *
   * @param paths whether every run is wanted
   */
  record Choice(int runs, long seed, JumpMethod method, boolean paths) {
    Choice withSeed(long other) {
      return new Choice(runs, other, method, paths);
    }
  }

  Choice choice() throws ConfigException {
    if (runs < 2 || runs > MOST_RUNS) {
      throw new ConfigException(
          "--runs: error: runs (%d) must be from 2 to %d; change it".formatted(runs, MOST_RUNS));
    }
    for (JumpMethod method : JumpMethod.values()) {
      if (Spelling.of(method).equals(algorithm)) {
        return new Choice(runs, seed, method, paths);
      }
    }
    throw new ConfigException(
        ("--algorithm: error: \"%s\" is no algorithm; write auto, direct, next-reaction or"
                + " tau-leaping")
            .formatted(algorithm));
  }

  /** Whether every run is wanted. */
  public boolean hasPaths() {
    return paths;
  }
}
