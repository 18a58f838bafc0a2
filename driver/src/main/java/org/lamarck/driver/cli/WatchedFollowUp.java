package org.lamarck.driver.cli;

import java.io.IOException;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.AroundBest;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.fit.FollowUp;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;

/** What is computed around a run's best point, as a person at a terminal sees it. */
final class WatchedFollowUp {
  private final Output output;
  private final KeyOptions.Keys keys;
  private final FitSettings anew;

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
    FollowUp.Done compute(Conditions conditions) throws IOException;
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
