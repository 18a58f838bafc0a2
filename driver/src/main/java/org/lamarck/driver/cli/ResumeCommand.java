package org.lamarck.driver.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.ProblemRun;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.SavedRun;
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
      "  lamarck resume boehm-fit --time-limit 1h           an hour in all, with the time before"
    })
final class ResumeCommand implements Callable<Integer> {
  private final Map<Key, String> given = new EnumMap<>(Key.class);

  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

  @Option(
      names = "--problem",
      paramLabel = "PROBLEM",
      description = "Where the problem is now, when it was moved; it must not have changed.")
  private @Nullable String moved;

  @Mixin private final Output output = new Output();

  @Option(names = "--time-limit", paramLabel = "D", description = "A new limit of the time in all.")
  void timeLimit(String text) {
    given.put(Key.TIME_LIMIT, text);
  }

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "A new limit of the evaluations in all.")
  void evaluations(String text) {
    given.put(Key.EVALUATIONS, text);
  }

  @Option(names = "--target", paramLabel = "LLH", description = "A new target.")
  void target(String text) {
    given.put(Key.TARGET, text);
  }

  @Option(names = "--engine", paramLabel = "local|spark", description = "Where to go on.")
  void engine(String text) {
    given.put(Key.ENGINE, text);
  }

  @Option(names = "--threads", paramLabel = "N", description = "Threads of the local engine.")
  void threads(String text) {
    given.put(Key.THREADS, text);
  }

  @Option(names = "--master", paramLabel = "URL", description = "Spark's master.")
  void master(String text) {
    given.put(Key.MASTER, text);
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = SettingsReader.read(given, Optional.empty(), new Properties());
    RunFolder folder = new RunFolder(location);
    Fitting fitting = new Fitting(output, folder);
    CheckpointFolder.Restored restored = fitting.checkpoints().newest();
    restored.damaged().forEach(line -> output.say("warning: " + line + "; the one before is used"));
    SavedRun saved = saved(restored);
    ProblemRun problem = reopen(saved, moved);
    FitSettings old = (FitSettings) saved.options();
    RunSettings settings = withLimits(saved.settings(), anew, problem.problem().loss());
    SavedRun next =
        new SavedRun(
            saved.program(), saved.problem(), saved.problemHash(), settings, old, saved.state());
    return fitting.go(
        problem,
        next,
        engine(old, anew),
        stop -> Run.resume(settings, saved.state(), restored.rows(), stop, System::nanoTime));
  }

  /** What a checkpoint of this program holds. */
  static SavedRun saved(CheckpointFolder.Restored restored) throws CheckpointException {
    if (restored.state() instanceof SavedRun saved && saved.options() instanceof FitSettings) {
      return saved;
    }
    throw new CheckpointException("the checkpoint is of no run of lamarck fit; start anew");
  }

  /**
   * The problem of a run, as it was.
   *
   * @param moved where it is now; null for where it was
   */
  static ProblemRun reopen(SavedRun saved, @Nullable String moved) throws Exception {
    String place = moved == null ? saved.problem() : moved;
    FitSettings settings = (FitSettings) saved.options();
    ProblemRun problem = Fitting.compile(place, settings);
    if (!problem.hash().equals(saved.problemHash())) {
      throw new ConfigException(
          place
              + ": error: the problem has changed since the run began; restore its files, or start"
              + " anew with lamarck fit");
    }
    return problem;
  }

  private RunSettings withLimits(RunSettings settings, FitSettings anew, Loss loss) {
    Budget budget = settings.budget();
    if (given.containsKey(Key.TIME_LIMIT)) {
      budget = budget.withTime(anew.budget().time());
    }
    if (given.containsKey(Key.EVALUATIONS)) {
      budget = budget.withEvaluations(anew.budget().evaluations());
    }
    if (given.containsKey(Key.TARGET)) {
      budget = budget.withTarget(anew.budget(loss).target());
    }
    return settings.withBudget(budget);
  }

  private EngineChoice engine(FitSettings old, FitSettings anew) {
    boolean chosen =
        given.containsKey(Key.ENGINE)
            || given.containsKey(Key.THREADS)
            || given.containsKey(Key.MASTER);
    return chosen ? anew.engine() : old.engine();
  }
}
