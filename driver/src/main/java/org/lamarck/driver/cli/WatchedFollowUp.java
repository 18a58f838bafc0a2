package org.lamarck.driver.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.around.AroundBest;
import org.lamarck.driver.around.FollowUp;
import org.lamarck.driver.around.NominalRun;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.cli.terminal.Console;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.worker.problem.InputException;

/** What is computed around a run's best point, as a person at a terminal sees it. */
final class WatchedFollowUp {
  private static final List<Key> OF_PROBLEM =
      List.of(
          Key.OBJECTIVE,
          Key.PARAMETER_SCALE,
          Key.RTOL,
          Key.ATOL,
          Key.INTEGRATOR,
          Key.METHOD,
          Key.JAR);

  private final Output output;
  private final KeyOptions.Keys keys;
  private final FitSettings anew;
  private Stop cut = Stop.RUNNING;
  private @Nullable Fitting made;

  /**
   * What is computed with these settings.
   *
   * @param anew the keys read
   */
  WatchedFollowUp(Output output, KeyOptions.Keys keys, FitSettings anew) {
    this.output = output;
    this.keys = keys;
    this.anew = anew;
  }

  /** Computes under given conditions. */
  interface Computation {
    /** What came of it. */
    FollowUp.Done compute(Conditions conditions) throws IOException, InputException;
  }

  /**
   * The keys of what is minimised, and how, of a problem that nobody has fitted; of a run they are
   * those of its fit.
   */
  static KeyOptions.Keys ofProblem(KeyOptions.Keys keys) {
    for (Key key : OF_PROBLEM) {
      keys.with(key, "Of a PROBLEM; a RUN has its own. " + key.description());
    }
    return keys;
  }

  /**
   * The folder of the run that a location names, or of one that is made of the problem there.
   *
   * @param out the folder for the results; null when it was not given
   * @param purpose for its name
   * @return nothing when the search from the nominal point was cut, which is said
   */
  Optional<RunFolder> folder(String location, @Nullable String out, String purpose)
      throws Exception {
    Optional<NominalRun> nominal = NominalRun.at(location, out, purpose);
    if (nominal.isEmpty()) {
      for (Key key : OF_PROBLEM) {
        if (keys.has(key)) {
          throw new ConfigException(
              "%s: error: %s is a run, and has its own; leave it out"
                  .formatted(key.option(), location));
        }
      }
      return Optional.of(new RunFolder(location));
    }
    RunFolder folder = nominal.get().folder();
    Fitting fitting = new Fitting(output::say, folder);
    made = fitting;
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    Console console = Console.of(output.err(), budget());
    Stop why =
        nominal
            .get()
            .make(
                anew,
                keys.has(Key.SEED),
                budget(),
                stop,
                output.quiet() ? Watcher.NONE : console,
                fitting);
    console.end();
    cut = why;
    return why == Stop.INTERRUPTED || why == Stop.TIME_LIMIT
        ? Optional.empty()
        : Optional.of(folder);
  }

  /** The run in a folder that {@link #folder} gave, with what was computed of it meanwhile. */
  Fitting fitting(RunFolder folder) throws IOException {
    return made == null ? new Fitting(output::say, folder) : made;
  }

  /** The exit code where {@link #folder} gave none. */
  int cut(String command) {
    return unfinished(cut, "of the search from the nominal point", command);
  }

  /** The time that was given, if any. */
  Budget budget() {
    return keys.has(Key.TIME_LIMIT)
        ? Budget.UNLIMITED.withTime(anew.budget().time())
        : Budget.UNLIMITED;
  }

  /** Computes on the engine that was chosen, else on that of the run. */
  FollowUp.Done go(AroundBest around, RunLock lock, Computation computation) throws Exception {
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    try (Engine engine =
        Engines.start(keys.engine(around.saved().settings(), anew), around.jars())) {
      Console console = Console.of(output.err(), budget());
      Watcher watcher = output.quiet() ? Watcher.NONE : console;
      FollowUp.Done done = computation.compute(new Conditions(engine, stop, watcher, lock));
      console.end();
      return done;
    }
  }

  /**
   * Says how to go on.
   *
   * @param what has not ended
   * @param command that goes on with it
   * @return the exit code
   */
  int unfinished(Stop stop, String what, String command) {
    boolean isInterrupted = stop == Stop.INTERRUPTED;
    output
        .err()
        .println(
            "%s before all %s ended; go on with: %s"
                .formatted(isInterrupted ? "interrupted" : "stopped", what, command));
    return isInterrupted ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }
}
