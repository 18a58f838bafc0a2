package org.lamarck.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Gauges;
import org.lamarck.driver.run.Journal;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * Fits problems from a program. Immutable: each {@code with} gives another one. The defaults are
 * those of the command line. What cannot be, such as the posterior of a norm, is an {@link
 * IllegalArgumentException}.
 */
public final class Lamarck {
  /** Who names the points that a program begins at. */
  private static final String PROGRAM = "program";

  private final Supplier<Engine> engines;
  private final FitSettings settings;
  private final @Nullable Strategy strategy; // null: the usual one, as the problem's pace wants it
  private final List<Map<String, Double>> starts;

  private Lamarck(
      Supplier<Engine> engines,
      FitSettings settings,
      @Nullable Strategy strategy,
      List<Map<String, Double>> starts) {
    this.engines = engines;
    this.settings = settings;
    this.strategy = strategy;
    this.starts = starts.stream().map(Map::copyOf).toList();
  }

  private static Lamarck of(EngineChoice choice, Supplier<Engine> engines) {
    return new Lamarck(engines, FitSettings.usual(choice), null, List.of());
  }

  /** Fits on this many threads of this process. */
  public static Lamarck onThreads(int threads) {
    return of(new EngineChoice.Threads(threads), () -> LocalEngine.ofThreads(threads));
  }

  /** Fits on the executors of a context, which stays open. */
  public static Lamarck on(SparkContext context) {
    return of(new EngineChoice.Spark(context.master()), () -> SparkEngine.on(context));
  }

  private Lamarck with(FitSettings other) {
    return new Lamarck(engines, other, strategy, starts);
  }

  /** The same with another strategy. */
  public Lamarck withStrategy(Strategy other) {
    return new Lamarck(engines, settings, other, starts);
  }

  /** The same with another seed. */
  public Lamarck withSeed(long seed) {
    return with(settings.withSeed(seed));
  }

  /** The same with other limits. */
  public Lamarck withBudget(Budget budget) {
    return with(settings.withBudget(budget));
  }

  /**
   * The same with another objective: whether priors count, which parameters are computed and not
   * searched, tolerances. Objectives of your own are what they are.
   */
  public Lamarck withObjective(ObjectiveChoice objective) {
    return with(settings.withObjective(objective));
  }

  /**
   * The same that looks at these points first and never ends worse.
   *
   * @param points on the linear scale, by id; of a problem, what is left out has its nominal value,
   *     so that an empty map is the nominal point
   */
  public Lamarck withStarts(List<Map<String, Double>> points) {
    return new Lamarck(engines, settings, strategy, points);
  }

  /**
   * The same that keeps its checkpoints and writes its results in a folder, as the command line
   * does.
   *
   * @param folder a path, or a URI of a file system that Hadoop knows
   */
  public FitInFolder in(String folder) {
    return new FitInFolder(this, folder);
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
    return fit(compile(problem), watcher, stop);
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
    try {
      return fit(SourceRun.of(source), watcher, stop);
    } catch (InputException e) { // a start without a value for a coordinate
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Fits the problem of a file that the command line takes.
   *
   * @throws InputException when it cannot be read or compiled
   */
  public RunRecord fit(Path file) throws IOException, InputException {
    return fit(compile(file), Watcher.NONE, new StopSwitch());
  }

  private RunRecord fit(SourceRun problem, Watcher watcher, StopSwitch stop) throws InputException {
    RunSettings run = run(problem);
    try (Engine engine = engines.get();
        Session<Proposal, Individual> session = engine.open(problem.workload(run.seed()))) {
      Gauges gauges = new Gauges(watcher);
      engine.publish(gauges.named());
      RunOutcome outcome =
          Run.resume(run, problem.first(run), List.of(), stop, System::nanoTime)
              .go(session, Journal.NONE, gauges);
      return problem.record(run, outcome, engine.description());
    }
  }

  SourceRun compile(EstimationProblem problem) throws InputException {
    try {
      return Fitting.compile(ReadProblem.of(problem), Fitting.objective(settings));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  SourceRun compile(Path file) throws IOException, InputException {
    try {
      return Fitting.compile(file.toString(), settings);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** What the search is a function of, beside the problem. */
  RunSettings run(SourceRun problem) throws InputException {
    try {
      Strategy chosen = strategy == null ? Fitting.strategy(settings, problem) : strategy;
      StartPoints points =
          starts.isEmpty() ? StartPoints.RANDOM : problem.startPoints(PROGRAM, starts);
      return new RunSettings(chosen, settings.seed(), settings.budget(), points);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  FitSettings settings() {
    return settings;
  }

  Engine start() {
    return engines.get();
  }
}
