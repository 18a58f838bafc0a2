package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.cli.terminal.Console;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.Invocation;
import org.lamarck.driver.report.UncertaintyTables;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.ProcessClock;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.objective.Evaluation;

/** A fit as a person at a terminal sees it; {@code fit} begins one, {@code resume} goes on. */
final class WatchedFit {
  private final Output output;
  private final RunFolder folder;
  private final Fitting fitting;
  private final StopSwitch stop = new StopSwitch();

  WatchedFit(Output output, RunFolder folder) throws IOException {
    this.output = output;
    this.folder = folder;
    fitting = new Fitting(output::say, folder);
  }

  Fitting fitting() {
    return fitting;
  }

  /**
   * Starts an engine. From now on signals end a run in order: Spark, which stops its context at a
   * signal, must not be there before.
   *
   * @param jars of the user's classes
   */
  Engine start(EngineChoice choice, List<Path> jars) {
    Interrupts.throwSwitch(stop, output.err());
    return Engines.start(choice, jars);
  }

  /**
   * Goes on from a saved run, writes the results and says what came of it.
   *
   * @param engine that was started here
   * @param lock of the folder
   * @return the exit code
   */
  int go(SourceRun problem, Restored<SavedRun, Row> from, Engine engine, RunLock lock)
      throws IOException {
    SavedRun saved = from.state();
    output.say(
        "%s: %s; %s on %s; results go to %s"
            .formatted(
                problem.id(),
                problem.size(),
                saved.run().strategy().name(),
                engine.description(),
                folder.location()));
    problem.remarks().forEach(output::say);
    // the limit holds for what the user waits for: since the process began
    Restored<SavedRun, Row> now = from.at(saved.at(saved.state().later(ProcessClock.seconds())));
    Console console = Console.of(output.err(), saved.run().budget());
    Watcher watcher = output.quiet() ? Watcher.NONE : console;
    RunRecord record = fitting.compute(problem, now, new Conditions(engine, stop, watcher, lock));
    console.end();
    return conclude(record);
  }

  private int conclude(RunRecord record) {
    RunOutcome outcome = record.outcome();
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
      output.err().println("interrupted; go on with: " + Invocation.resume(folder.location()));
      return ExitCode.INTERRUPTED;
    }
    if (best.isEmpty()) {
      output.err().println("error: " + noPoint(outcome));
      return ExitCode.NO_RESULT;
    }
    return ExitCode.DONE;
  }

  private static String noPoint(RunOutcome outcome) {
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
            outcome.state().failed().map(Evaluation.Failed::line).orElse(""),
            "check the bounds and the model, or begin at values that work with --start");
  }
}
