package org.lamarck.driver.config;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.run.Budget;
import org.lamarck.strategies.Strategies;
import org.lamarck.worker.problem.Loss;

/**
 * What a fit is to do.
 *
 * @param strategy the strategy's name
 * @param seed of every random number
 * @param start {@code random}, {@code nominal}, or a file of parameter values
 * @param budget when to stop; its target is not used but {@code targetValue} is
 * @param targetValue what the user wrote as target: a log-likelihood or log-posterior to reach, or
 *     for a norm a value of it; absent when there is none
 * @param out the folder for the results; absent when the user left it to the program
 * @param objective what is minimised
 * @param jars of the user's classes, as absolute paths
 */
public record FitSettings(
    String strategy,
    long seed,
    String start,
    Budget budget,
    @Nullable Double targetValue,
    EngineChoice engine,
    @Nullable String out,
    ObjectiveChoice objective,
    List<String> jars)
    implements Serializable {
  public FitSettings {
    jars = List.copyOf(jars);
  }

  /** No start in particular. */
  public static final String ANYWHERE = "random";

  /** The start at the problem's nominal values. */
  public static final String NOMINAL = "nominal";

  /** The folder for the results, when the user named it. */
  public Optional<String> folder() {
    return Optional.ofNullable(out);
  }

  /** What holds on this engine when nobody says otherwise. */
  public static FitSettings usual(EngineChoice engine) {
    return new FitSettings(
        Strategies.DEFAULT,
        1,
        ANYWHERE,
        Budget.USUAL,
        null,
        engine,
        null,
        ObjectiveChoice.DEFAULT,
        List.of());
  }

  /** The same with other limits. */
  public FitSettings withBudget(Budget other) {
    return new FitSettings(strategy, seed, start, other, targetValue, engine, out, objective, jars);
  }

  /** The same that minimises something else. */
  public FitSettings withObjective(ObjectiveChoice other) {
    return new FitSettings(strategy, seed, start, budget, targetValue, engine, out, other, jars);
  }

  /** The same with another seed. */
  public FitSettings withSeed(long other) {
    return new FitSettings(
        strategy, other, start, budget, targetValue, engine, out, objective, jars);
  }

  /** The same with other jars of the user's classes. */
  public FitSettings withJars(List<String> others) {
    return new FitSettings(
        strategy, seed, start, budget, targetValue, engine, out, objective, others);
  }

  /** The budget with the target as a value of what is minimised. */
  public Budget budget(Loss loss) {
    if (targetValue == null) {
      return budget;
    }
    return budget.withTarget(loss.shown(targetValue));
  }

  /** The jars of the user's classes. */
  public List<Path> jarFiles() {
    return jars.stream().map(Path::of).toList();
  }
}
