package org.lamarck.driver;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.fit.EstimationRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Journal;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * Fits problems from a program. Immutable: each {@code with} gives another one. The defaults are
 * those of the command line.
 */
public final class Lamarck {
  private static final Budget DEFAULT_BUDGET =
      Budget.UNLIMITED.withTime(Duration.ofMinutes(3)).withConfidence(Budget.DEFAULT_CONFIDENCE);

  private final Supplier<Engine> engines;
  private final RunSettings settings;
  private final @Nullable EvaluationSettings evaluation; // null: what suits the problem

  private Lamarck(
      Supplier<Engine> engines, RunSettings settings, @Nullable EvaluationSettings evaluation) {
    this.engines = engines;
    this.settings = settings;
    this.evaluation = evaluation;
  }

  private static Lamarck of(Supplier<Engine> engines) {
    RunSettings settings = RunSettings.of(Strategies.named(Strategies.DEFAULT), 1, DEFAULT_BUDGET);
    return new Lamarck(engines, settings, null);
  }

  /** Fits on this many threads of this process. */
  public static Lamarck onThreads(int threads) {
    return of(() -> LocalEngine.ofThreads(threads));
  }

  /** Fits on the executors of a context, which stays open. */
  public static Lamarck on(SparkContext context) {
    return of(() -> SparkEngine.on(context));
  }

  /** The same with another strategy. */
  public Lamarck withStrategy(Strategy strategy) {
    return with(
        new RunSettings(strategy, settings.seed(), settings.budget(), settings.startPoints()));
  }

  /** The same with another seed. */
  public Lamarck withSeed(long seed) {
    return with(
        new RunSettings(settings.strategy(), seed, settings.budget(), settings.startPoints()));
  }

  /** The same with other limits. */
  public Lamarck withBudget(Budget budget) {
    return with(settings.withBudget(budget));
  }

  /**
   * The same with other tolerances or another way to gradients; whether priors count is then as
   * these settings say, and not whether the problem has any.
   */
  public Lamarck withEvaluation(EvaluationSettings other) {
    return new Lamarck(engines, settings, other);
  }

  private Lamarck with(RunSettings other) {
    return new Lamarck(engines, other, evaluation);
  }

  private EvaluationSettings evaluation(EstimationProblem problem) {
    if (evaluation != null) {
      return evaluation;
    }
    boolean counted = problem.loss().isLikelihood() && !problem.withPriors().isEmpty();
    return EvaluationSettings.DEFAULT.withPriors(counted);
  }

  /**
   * Fits a problem; returns when the budget is spent.
   *
   * @throws InputException when the problem cannot be compiled
   */
  public RunRecord fit(EstimationProblem problem) throws InputException {
    return fit(problem, Watcher.NONE, new StopSwitch());
  }

  /**
   * Fits a problem, watched and stoppable.
   *
   * @param watcher is told how it goes
   * @param stop ends it early, from any thread
   * @throws InputException when the problem cannot be compiled
   */
  public RunRecord fit(EstimationProblem problem, Watcher watcher, StopSwitch stop)
      throws InputException {
    return fit(EstimationRun.of(ReadProblem.of(problem), evaluation(problem)), watcher, stop);
  }

  /** Fits an objective of your own; returns when the budget is spent. */
  public RunRecord fit(ObjectiveSource source) {
    return fit(source, Watcher.NONE, new StopSwitch());
  }

  /**
   * Fits an objective of your own, watched and stoppable.
   *
   * @param watcher is told how it goes
   * @param stop ends it early, from any thread
   */
  public RunRecord fit(ObjectiveSource source, Watcher watcher, StopSwitch stop) {
    return fit(SourceRun.of(source), watcher, stop);
  }

  private RunRecord fit(SourceRun compiled, Watcher watcher, StopSwitch stop) {
    try (Engine engine = engines.get();
        Session<Proposal, Individual> session = engine.open(compiled.workload(settings.seed()))) {
      RunOutcome outcome =
          Run.resume(settings, compiled.first(settings), List.of(), stop, System::nanoTime)
              .go(session, Journal.NONE, watcher);
      return compiled.record(settings, outcome, engine.description());
    }
  }
}
