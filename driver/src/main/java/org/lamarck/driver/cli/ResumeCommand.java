package org.lamarck.driver.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.report.Invocation;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;
import org.lamarck.worker.problem.Loss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class ResumeCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
          .with(Key.TIME_LIMIT, "A new limit of the time in all, with the time before.")
          .with(Key.EVALUATIONS, "A new limit of the evaluations in all.")
          .with(Key.CONFIDENCE, "A new confidence at which to stop; 1 never is reached.")
          .with(Key.TARGET, "A new target.");

  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

  @Mixin private final MovedProblem moved = new MovedProblem();

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = keys.settings();
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    try (RunLock lock = folder.lock()) {
      return goOn(folder, lock, anew);
    }
  }

  private int goOn(RunFolder folder, RunLock lock, FitSettings anew) throws Exception {
    WatchedFit watched = new WatchedFit(output, folder);
    Restored<SavedRun, Row> restored = watched.fitting().newest();
    restored.damaged().forEach(line -> output.say("warning: " + line + "; the one before is used"));
    SavedRun saved = restored.state();
    SourceRun problem = watched.fitting().reopen(saved, moved.place());
    RunSettings settings = withLimits(saved.run(), anew, problem.loss());
    Optional<Stop> spent = Run.spent(settings.budget(), saved.state());
    if (spent.isPresent() && watched.fitting().hasResult()) {
      output.err().println(nothingToDo(spent.get(), settings.budget(), saved.state()));
      output.err().flush();
      return ExitCode.DONE;
    }
    try (Engine engine = watched.start(keys.engine(saved.settings(), anew), problem.jars())) {
      return watched.go(problem, restored.at(saved.with(settings)), engine, lock);
    }
  }

  private String nothingToDo(Stop stop, Budget budget, RunState state) {
    String again = "; give a larger limit: " + Invocation.resume(location);
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
          case CONFIDENT ->
              "the chance that a better basin remains is at most %.2g; go on by --confidence 1"
                  .formatted(1 - budget.confidence());
          case NOTHING_TO_SEARCH -> "there is no parameter to search";
          case HOPELESS -> "no point could be evaluated; see result.json for the reasons";
          case INTERRUPTED, RUNNING -> throw new IllegalStateException("such a run can go on");
        };
    return "nothing to do: " + why;
  }

  private RunSettings withLimits(RunSettings settings, FitSettings anew, Loss loss) {
    Budget budget = settings.budget();
    if (keys.has(Key.TIME_LIMIT)) {
      budget = budget.withTime(anew.budget().time());
    }
    if (keys.has(Key.EVALUATIONS)) {
      budget = budget.withEvaluations(anew.budget().evaluations());
    }
    if (keys.has(Key.CONFIDENCE)) {
      budget = budget.withConfidence(anew.budget().confidence());
    }
    if (keys.has(Key.TARGET)) {
      budget = budget.withTarget(anew.budget(loss).target());
    }
    return settings.withBudget(budget);
  }
}
