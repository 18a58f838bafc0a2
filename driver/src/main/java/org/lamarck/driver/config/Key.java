package org.lamarck.driver.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lamarck.driver.config.ObjectiveChoice.Goal;
import org.lamarck.driver.config.ObjectiveChoice.Hierarchy;
import org.lamarck.driver.run.Budget;
import org.lamarck.strategies.Strategies;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * What can be set for a fit: on the command line, in a configuration file, and as {@code
 * spark.lamarck.*}. Help, completion and messages are made of what stands here.
 */
public enum Key {
  STRATEGY(
      "strategy",
      "NAME",
      Strategies.names(),
      "How to search: hybrid, local searches and CMA-ES that feed each other; multistart, local"
          + " searches from random points; scatter, scatter search around them; bipop, CMA-ES with"
          + " restarts; cmaes, one run of it; de, differential evolution; adam, the training of"
          + " networks from one start, with settings such as adam(rate=0.01, steps=2000). "
          + Strategies.DEFAULT
          + " when left out."),
  SEED("seed", "N", "Where chance begins; 1 when left out. The same seed gives the same result."),
  START(
      "start",
      "nominal|random|growing|shooting|FILE.tsv",
      List.of("nominal", "random", "growing", "shooting"),
      "Where to look first: at the problem's nominal values, or at those of a file as --parameters"
          + " of evaluate takes it; the result is never worse than there. For what oscillates or"
          + " blows up: where fits of ever longer beginnings of the data end (growing), or fits of"
          + " windows of time that need not meet at first (multiple shooting). random, which is"
          + " anywhere, when left out."),
  TIME_LIMIT(
      "timeLimit",
      "D",
      "Stop after this time, such as 90s, 10m or 2h30m; when neither this nor --evaluations is"
          + " given, after "
          + SettingsReader.DEFAULT_TIME_LIMIT
          + "."),
  EVALUATIONS(
      "evaluations",
      "N",
      "Stop after this many evaluations of the objective: with the individual that makes the last"
          + " of them, in the order of asking, so that the result is the same on any machine. One"
          + " slice of a local search more is the most that is counted."),
  TARGET(
      "target",
      "LLH",
      "Stop when this log-likelihood is reached, or where priors count, this log-posterior; for a"
          + " norm, when it has fallen to this value."),
  CONFIDENCE(
      "confidence",
      "P",
      "Stop when the chance that as many searches again would find a better basin is estimated to"
          + " be at most 1 - P; 1 never does. "
          + Budget.DEFAULT_CONFIDENCE
          + " when left out, and 1 with --evaluations."),
  ENGINE(
      "engine",
      List.of("local", "spark"),
      "Where to compute: threads of this process, or a Spark cluster. local when left out, but"
          + " spark under spark-submit and with --master."),
  THREADS(
      "threads",
      "N",
      "Threads of the local engine; every core when left out. No matter to results."),
  MASTER("master", "URL", "Spark's master, such as spark://host:7077 or local[2]."),
  OUT(
      "out",
      "RUN",
      "The folder for the results; it must not exist. PROBLEM-fit, PROBLEM-fit-2, ... when left"
          + " out."),
  OBJECTIVE(
      "objective",
      words(Goal.values()),
      "What to make as large as can be: the likelihood, or with the priors of the parameter table"
          + " the posterior (maximum a posteriori). auto when left out: the posterior where the"
          + " table has objective priors."),
  HIERARCHICAL(
      "hierarchical",
      words(Hierarchy.values()),
      "Which offsets, scalings and noise parameters are not searched but computed at every point:"
          + " none, those that the parameter table declares by parameterType, or all whose best"
          + " value has a closed form. usual when left out: what the table declares; where it is"
          + " silent, in a search all that follow by least squares, when these are two or more."),
  PARAMETER_SCALE(
      "parameterScale",
      words(ScaleChoice.values()),
      "On which scales parameters of PEtab 2 are searched, which has none: log10 where the bounds"
          + " are positive and far apart (auto), lin, or log10 where the bounds are positive. auto"
          + " when left out; PEtab 1 says its own."),
  RTOL(
      "rtol",
      "X",
      "Relative tolerance of the integrator; 1e-8 when left out, or 1e-6 where evaluations take"
          + " seconds."),
  ATOL(
      "atol",
      "X",
      "Absolute tolerance of the integrator, in the unit of each state; when left out, 1e-4 of the"
          + " relative one times the largest size that a state has reached."),
  INTEGRATOR(
      "integrator",
      words(Stepping.values()),
      "The method of integration: rodas5p for stiff systems, tsit5 or dop853 for others, or by"
          + " step the one that costs less. auto when left out."),
  METHOD(
      "method",
      words(GradientMethod.values()),
      "How gradients are computed; residuals are always differentiated forward. auto, whichever is"
          + " expected to cost less, when left out."),
  JAR(
      "jar",
      "MINE.jar",
      "The jar of an objective of your own, which the problem's file names; several with commas"
          + " between.");

  private final String yaml;
  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> words;

  private final String description;

  Key(String yaml, String label, List<String> words, String description) {
    this.yaml = yaml;
    this.label = label;
    this.words = words;
    this.description = description;
  }

  /** One of these words and nothing else. */
  Key(String yaml, List<String> words, String description) {
    this(yaml, String.join("|", words), words, description);
  }

  /** Anything of a kind. */
  Key(String yaml, String label, String description) {
    this(yaml, label, List.of(), description);
  }

  private static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Key::word).toList();
  }

  /** How a constant is written by users. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Its name in a configuration file, and after {@code spark.lamarck.}. */
  public String yaml() {
    return yaml;
  }

  /** Its option on the command line, such as {@code --time-limit}. */
  public String option() {
    return "--" + yaml.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** What its values are called in help. */
  public String label() {
    return label;
  }

  /** Values that have a name; others may be allowed as well. */
  public List<String> words() {
    return words;
  }

  /** What it does, and what holds when it is left out. */
  public String description() {
    return description;
  }

  static Optional<Key> of(String yaml) {
    return Arrays.stream(values()).filter(key -> key.yaml.equals(yaml)).findFirst();
  }

  /** All names in a configuration file. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Key::yaml).collect(Collectors.toList());
  }
}
