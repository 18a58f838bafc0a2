package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.ObjectiveFile;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.report.UncertaintyTables;
import org.lamarck.driver.run.Beginning;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.CheckpointJournal;
import org.lamarck.driver.run.Fit;
import org.lamarck.driver.run.Outcome;
import org.lamarck.driver.run.ProblemRun;
import org.lamarck.driver.run.Program;
import org.lamarck.driver.run.ReadProblem;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunRecord;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.SavedRun;
import org.lamarck.driver.run.SourceRun;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.driver.run.Whereabouts;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.problem.InputException;

/** A run as a person at a terminal sees it; {@code fit} begins one, {@code resume} goes on. */
final class Fitting {
  private final Output output;
  private final RunFolder folder;
  private final CheckpointFolder checkpoints;

  Fitting(Output output, RunFolder folder) throws IOException {
    this.output = output;
    this.folder = folder;
    checkpoints = folder.checkpoints();
  }

  /** Reads and compiles a problem as the settings say. */
  static SourceRun compile(String place, FitSettings settings)
      throws IOException, InputException, ConfigException {
    return compile(place, place, settings);
  }

  /**
   * Reads and compiles a problem as the settings say.
   *
   * @param file where it is now
   * @param place what it is called in results
   */
  static SourceRun compile(String file, String place, FitSettings settings)
      throws IOException, InputException, ConfigException {
    Optional<ObjectiveFile> own =
        Stores.isRemote(file) ? Optional.empty() : ObjectiveFile.read(Stores.localPath(file));
    if (own.isPresent()) {
      List<Path> jars = new ArrayList<>(own.get().jars());
      settings.jars().forEach(jar -> jars.add(Path.of(jar)));
      return SourceRun.of(own.get().source(jars), place, file).withJars(jars);
    }
    ReadProblem read = ProblemFiles.read(file, place, settings.objective().scales());
    ProblemRun run =
        ProblemRun.of(read, settings.objective().evaluation(read.problem(), Pace.USUAL));
    return run.pace() == Pace.SLOW
        ? run.slowly(settings.objective().evaluation(read.problem(), Pace.SLOW))
        : run;
  }

  /** A run of these settings before its first generation. */
  static SavedRun first(SourceRun problem, FitSettings settings, RunFolder folder)
      throws ConfigException, IOException, InputException {
    RunSettings run =
        RunSettings.of(
                strategy(settings, problem.pace()),
                settings.seed(),
                settings.budget(problem.loss()))
            .withBeginning(beginning(settings.start(), problem));
    return new SavedRun(
        Program.version(),
        Whereabouts.of(problem.place(), folder.location()),
        problem.hash(),
        run,
        settings,
        problem.first(run));
  }

  /** The strategy at its usual pace; to find out whether there is one of that name. */
  static Strategy strategy(FitSettings settings) throws ConfigException {
    return strategy(settings, Pace.USUAL);
  }

  private static Strategy strategy(FitSettings settings, Pace pace) throws ConfigException {
    try {
      LocalSearch search = pace == Pace.SLOW ? Lbfgsb.DEFAULT : TrustRegion.DEFAULT;
      return Strategies.named(settings.strategy(), search, pace);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--strategy: error: " + e.getMessage());
    }
  }

  private static Beginning beginning(String start, SourceRun problem)
      throws ConfigException, IOException, InputException {
    if (start.equals(FitSettings.ANYWHERE)) {
      return Beginning.RANDOM;
    }
    if (start.equals(FitSettings.NOMINAL)) {
      return problem.beginning(start, List.of(Map.of()));
    }
    Path file = Stores.localPath(start);
    if (!Files.exists(file)) {
      throw new ConfigException(
          "--start: error: there is no file %s; write nominal, random, or the name of a file or of a run"
              .formatted(start));
    }
    return problem.beginning(start, Starts.read(file, problem.parameters()));
  }

  CheckpointFolder checkpoints() {
    return checkpoints;
  }

  /** Whether what came of the run is kept, so that it need not be told anew. */
  boolean hasResult() throws CheckpointException, IOException {
    return checkpoints.result(RunRecord.class).isPresent()
        && folder.store().list().contains("result.json");
  }

  /**
   * Goes on from a saved run, writes the results and says what came of it.
   *
   * @param rows of the run until then
   * @param lock of the folder
   * @return the exit code
   */
  int go(SourceRun problem, SavedRun saved, Engine engine, List<Row> rows, RunLock lock)
      throws IOException {
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    output.say(
        "%s: %s; %s on %s; results go to %s"
            .formatted(
                problem.id(),
                problem.size(),
                saved.settings().strategy().name(),
                engine.description(),
                folder.location()));
    problem.remarks().forEach(output::say);
    // the limit holds for what the user waits for: since the process began
    RunState state = saved.state().later(ProcessClock.seconds());
    Run run = Run.resume(saved.settings(), state, rows, stop, System::nanoTime);
    Console console = Console.of(output.err(), saved.settings().budget());
    Watcher watcher = output.quiet() ? Watcher.NONE : console;
    RunRecord record = compute(engine, problem, saved, run, watcher, lock);
    console.end();
    return conclude(record);
  }

  /** Runs and writes the results, with nothing said. */
  RunRecord compute(
      Engine engine, SourceRun problem, SavedRun saved, Run run, Watcher watcher, RunLock lock)
      throws IOException {
    try (Session<Proposal, Individual> session =
        engine.open(problem.workload(saved.settings().seed()))) {
      CheckpointJournal journal =
          new CheckpointJournal(
              checkpoints, saved, CheckpointJournal.DEFAULT_INTERVAL, lock::requireHeld);
      checkpoints.forgetResult();
      Outcome outcome = run.go(session, journal, watcher);
      RunRecord record = problem.record(saved.settings(), outcome, engine.description());
      checkpoints.saveResult(record);
      write(record, problem.file());
      return record;
    }
  }

  /**
   * Writes all files of the results.
   *
   * @param problem where the problem's file is now
   */
  void write(RunRecord record, String problem) throws IOException {
    if (record.heading().estimation().isPresent()) {
      FittedProblem.write(record, problem, folder)
          .ifPresent(why -> output.say("the fitted problem is not written: " + why));
    }
    ResultFolder.write(record, folder.store());
  }

  private int conclude(RunRecord record) {
    Outcome outcome = record.outcome();
    PrintWriter out = output.out();
    Optional<Best> best = outcome.state().found();
    if (best.isPresent()) {
      out.println("objective    " + best.get().value());
      String certainty = best.get().certainty();
      if (!certainty.isEmpty()) {
        out.println("its error    " + certainty);
      }
      record
          .bestFit()
          .map(Fit::logLikelihood)
          .filter(llh -> !llh.isNaN())
          .ifPresent(llh -> out.println("llh          " + llh));
      record
          .logPrior()
          .ifPresent(prior -> out.println("log prior    " + prior + ", counted in the objective"));
    }
    out.println("basins       " + record.basins().basins().size());
    out.println(
        "evaluations  %d without and %d with derivatives, %d failed"
            .formatted(
                outcome.state().effort().evaluations(),
                outcome.state().effort().gradients(),
                outcome.state().effort().failures()));
    out.println(
        "stopped      "
            + outcome.stop().words()
            + String.format(Locale.ROOT, " after %.1f s", outcome.state().seconds()));
    record
        .bestFit()
        .ifPresent(
            fit -> out.println("uncertainty  " + UncertaintyTables.words(fit.uncertainty())));
    out.println("results      " + folder.location());
    out.flush();
    if (outcome.stop() == Stop.INTERRUPTED) {
      output.err().println("interrupted; go on with: " + again());
      return ExitCode.INTERRUPTED;
    }
    if (best.isEmpty()) {
      output.err().println("error: " + noPoint(outcome));
      return ExitCode.NO_RESULT;
    }
    return ExitCode.DONE;
  }

  /** The command that goes on, by the way this process was started. */
  private String again() {
    boolean isSubmitted = System.getProperty("spark.submit.deployMode") != null;
    return (isSubmitted
            ? "spark-submit --class org.lamarck.driver.cli.Main lamarck.jar resume "
            : "lamarck resume ")
        + folder.location();
  }

  private static String noPoint(Outcome outcome) {
    Effort effort = outcome.state().effort();
    Optional<Evaluation.Reason> reason = effort.failed().mostFrequent();
    if (reason.isEmpty()) {
      return "no evaluation ended in time; allow more by --time-limit";
    }
    return "none of %d points could be evaluated; most often the reason was %s (%d), the first failed with %s; %s"
        .formatted(
            effort.evaluations() + effort.gradients(),
            reason.get().words(),
            effort.failed().count(reason.get()),
            outcome.state().firstFailure(),
            "check the bounds and the model, or begin at values that work with --start");
  }

  /** The rows of an earlier part of the run, for {@code report}. */
  static RunRecord recordUntil(SourceRun problem, SavedRun saved, List<Row> rows) {
    Outcome outcome = Run.until(Stop.INTERRUPTED, saved.state(), rows);
    return problem.record(saved.settings(), outcome, "unknown");
  }
}
