package org.lamarck.driver.cli;

import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.SavedRun;
import org.lamarck.driver.run.SourceRun;
import org.lamarck.driver.run.Stop;
import org.lamarck.worker.problem.Loss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    header = "Go on with a fit that was stopped, interrupted or killed.",
    description = {
      "",
      "Goes on from the newest checkpoint as if nothing had happened: with a budget of evaluations"
          + " the result is the one of a run that was never stopped. The settings are those the run"
          + " began with; limits and engine can be given anew.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck resume boehm-fit",
      "  lamarck resume boehm-fit --time-limit 1h    an hour in all, with that before"
    })
final class ResumeCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
          .with(Key.TIME_LIMIT, "A new limit of the time in all, with the time before.")
          .with(Key.EVALUATIONS, "A new limit of the evaluations in all.")
          .with(Key.TARGET, "A new target.");

  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

  @Option(
      names = "--problem",
      paramLabel = "PROBLEM",
      description = "Where the problem is now, when it was moved; it must not have changed.")
  private @Nullable String moved;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = SettingsReader.read(keys.given(), Optional.empty(), new Properties());
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    try (RunLock lock = folder.lock()) {
      return goOn(folder, lock, anew);
    }
  }

  private int goOn(RunFolder folder, RunLock lock, FitSettings anew) throws Exception {
    Fitting fitting = new Fitting(output, folder);
    CheckpointFolder.Restored restored = fitting.checkpoints().newest();
    restored.damaged().forEach(line -> output.say("warning: " + line + "; the one before is used"));
    SavedRun saved = saved(restored);
    SourceRun problem = reopen(saved, folder, moved);
    FitSettings old = (FitSettings) saved.options();
    RunSettings settings = withLimits(saved.settings(), anew, problem.loss());
    Optional<Stop> spent = Run.spent(settings.budget(), saved.state());
    if (spent.isPresent() && fitting.hasResult()) {
      output.err().println(nothingToDo(spent.get(), settings.budget(), saved.state()));
      output.err().flush();
      return ExitCode.DONE;
    }
    try (Engine engine = Engines.start(engine(old, anew), problem.jars())) {
      return fitting.go(problem, saved.with(settings), engine, Row.of(restored.rows()), lock);
    }
  }

  private String nothingToDo(Stop stop, Budget budget, RunState state) {
    String again = "; give a larger limit: lamarck resume " + location;
    String why =
        switch (stop) {
          case TIME_LIMIT ->
              "the run has used %s of %s%s --time-limit D"
                  .formatted(
                      Durations.text(state.seconds()),
                      Durations.text(budget.time().toNanos() * 1e-9),
                      again);
          case EVALUATIONS ->
              "the run has used %d of %d evaluations%s --evaluations N"
                  .formatted(state.shown().calls(), budget.evaluations(), again);
          case TARGET -> "the target is reached";
          case FINISHED -> "the strategy has nothing left to try";
          case NOTHING_TO_SEARCH -> "there is no parameter to search";
          case HOPELESS -> "no point could be evaluated; see result.json for the reasons";
          case INTERRUPTED -> throw new IllegalStateException("an interrupted run can go on");
        };
    return "nothing to do: " + why;
  }

  /** What a checkpoint of this program holds. */
  static SavedRun saved(CheckpointFolder.Restored restored) throws CheckpointException {
    if (restored.state() instanceof SavedRun saved && saved.options() instanceof FitSettings) {
      return saved;
    }
    throw new CheckpointException("the checkpoint is of no run of lamarck fit; start anew");
  }

  /**
   * The problem of a run, as it was: where the user says, else where it was, seen from the present
   * folder or from the run's.
   *
   * @param moved where it is now; null for where it was
   */
  static SourceRun reopen(SavedRun saved, RunFolder folder, @Nullable String moved)
      throws Exception {
    FitSettings settings = (FitSettings) saved.options();
    String place = moved == null ? place(saved, folder) : moved;
    SourceRun problem = Fitting.compile(place, saved.problem().place(), settings);
    if (!problem.hash().equals(saved.problemHash())) {
      throw new ConfigException(
          place
              + ": error: the problem has changed since the run began; restore its files, say where"
              + " they are by --problem, or start anew with lamarck fit");
    }
    return problem;
  }

  private static String place(SavedRun saved, RunFolder folder) throws ConfigException {
    Optional<String> place = saved.problem().from(folder.location());
    if (place.isEmpty()) {
      throw new ConfigException(
          saved.problem().absolute()
              + ": error: there is no such file any more; say where the problem is by --problem");
    }
    return place.get();
  }

  private RunSettings withLimits(RunSettings settings, FitSettings anew, Loss loss) {
    Budget budget = settings.budget();
    if (keys.has(Key.TIME_LIMIT)) {
      budget = budget.withTime(anew.budget().time());
    }
    if (keys.has(Key.EVALUATIONS)) {
      budget = budget.withEvaluations(anew.budget().evaluations());
    }
    if (keys.has(Key.TARGET)) {
      budget = budget.withTarget(anew.budget(loss).target());
    }
    return settings.withBudget(budget);
  }

  private EngineChoice engine(FitSettings old, FitSettings anew) {
    boolean chosen = keys.has(Key.ENGINE) || keys.has(Key.THREADS) || keys.has(Key.MASTER);
    return chosen ? anew.engine() : old.engine();
  }
}
