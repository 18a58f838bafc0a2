package org.lamarck.driver.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import picocli.CommandLine.Option;

/** The options of {@code fit}: kept as they were written, read together with the other places. */
final class FitOptions {
  private final Map<Key, String> given = new EnumMap<>(Key.class);

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = {
        "Read settings from a file: any of strategy, seed, start, timeLimit, evaluations, target, engine,"
            + " threads, master, out, objective, hierarchical, parameterScale, rtol, atol. Options given here win over it, it wins over"
            + " spark.lamarck.* of Spark's configuration."
      })
  private @Nullable Path config;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "How to search; hybrid when left out.")
  void strategy(String text) {
    given.put(Key.STRATEGY, text);
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where chance begins; 1 when left out. The same seed gives the same result.")
  void seed(String text) {
    given.put(Key.SEED, text);
  }

  @Option(
      names = "--start",
      paramLabel = "nominal|random|FILE.tsv",
      description = {
        "Where to look first: at the problem's nominal values, or at those of a file as --parameters"
            + " of evaluate takes it; the result is never worse than there. random, which is"
            + " anywhere, when left out."
      })
  void start(String text) {
    given.put(Key.START, text);
  }

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = {
        "Stop after this time, such as 90s, 10m or 2h30m; when neither this nor --evaluations is"
            + " given, after "
            + SettingsReader.DEFAULT_TIME_LIMIT
            + "."
      })
  void timeLimit(String text) {
    given.put(Key.TIME_LIMIT, text);
  }

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = {
        "Stop after this many evaluations of the objective: with the individual that makes the last"
            + " of them, in the order of asking, so that the result is the same on any machine. One"
            + " slice of a local search more is the most that is counted."
      })
  void evaluations(String text) {
    given.put(Key.EVALUATIONS, text);
  }

  @Option(
      names = "--target",
      paramLabel = "LLH",
      description = {
        "Stop when this log-likelihood is reached (with --objective posterior, this log-posterior);"
            + " for a norm, when it has fallen to this value."
      })
  void target(String text) {
    given.put(Key.TARGET, text);
  }

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description = {
        "Where to compute: threads of this process, or a Spark cluster. local when left out, but"
            + " spark under spark-submit and with --master."
      })
  void engine(String text) {
    given.put(Key.ENGINE, text);
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the local engine; every core when left out. No matter to results.")
  void threads(String text) {
    given.put(Key.THREADS, text);
  }

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master, such as local[2] or spark://host:7077.")
  void master(String text) {
    given.put(Key.MASTER, text);
  }

  @Option(
      names = "--out",
      paramLabel = "RUN",
      description = {
        "The folder for the results; it must not exist. PROBLEM-fit, PROBLEM-fit-2, ... when left"
            + " out."
      })
  void out(String text) {
    given.put(Key.OUT, text);
  }

  @Option(
      names = "--objective",
      paramLabel = "auto|likelihood|posterior",
      description = {
        "What to make as large as can be: the likelihood, or with the priors of the parameter table"
            + " the posterior (maximum a posteriori). auto when left out: the posterior where the"
            + " table has objective priors."
      })
  void objective(String text) {
    given.put(Key.OBJECTIVE, text);
  }

  @Option(
      names = "--hierarchical",
      paramLabel = "off|table|auto",
      description = {
        "Which offsets, scalings and noise parameters are not searched but computed at every point:"
            + " none, those that the parameter table declares by parameterType, or all whose best"
            + " value has a closed form. table when left out."
      })
  void hierarchical(String text) {
    given.put(Key.HIERARCHICAL, text);
  }

  @Option(
      names = "--parameter-scale",
      paramLabel = "auto|lin|log10",
      description = {
        "On which scales parameters of PEtab 2 are searched, which has none: log10 where the bounds"
            + " are positive and far apart (auto), lin, or log10 where the bounds are positive. auto"
            + " when left out; PEtab 1 says its own."
      })
  void parameterScale(String text) {
    given.put(Key.PARAMETER_SCALE, text);
  }

  @Option(
      names = "--rtol",
      paramLabel = "X",
      description =
          "Relative tolerance of the integrator; when left out, 1e-8, or 1e-6 where evaluations take"
              + " seconds.")
  void rtol(String text) {
    given.put(Key.RTOL, text);
  }

  @Option(
      names = "--atol",
      paramLabel = "X",
      description =
          "Absolute tolerance of the integrator, in the unit of each state; when left out, 1e-4 of"
              + " the relative one times the largest size that a state has reached.")
  void atol(String text) {
    given.put(Key.ATOL, text);
  }

  FitSettings read() throws ConfigException {
    return SettingsReader.read(given, Optional.ofNullable(config), System.getProperties());
  }
}
