package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Submission;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Runs that are cut again and again, each time after a random number of results.
 *
 * @param engines for each part of the run
 * @param longest the results of a part at most
 */
record Cuts(Workload<Proposal, Individual> workload, IntFunction<Engine> engines, int longest) {

  /** Cut, resumed, cut again, …; nothing that is shown may ever be worse than before. */
  RunOutcome untilItsEnd(RunSettings settings, RunState first, Path folder, long seed)
      throws Exception {
    RandomStream random = RandomStream.of(seed);
    RunState state = first;
    List<Row> rows = List.of();
    double shown = Double.POSITIVE_INFINITY;
    for (int part = 0; ; part++) {
      CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(folder.toString()));
      if (part > 0) {
        Restored<RunState, Row> restored = checkpoints.newest(RunState.class, Row.class);
        state = restored.state();
        rows = restored.rows();
      }
      double floor = shown;
      StopSwitch stop = new StopSwitch();
      RunOutcome outcome;
      try (Engine engine = engines.apply(part);
          Session<Proposal, Individual> session = engine.open(workload)) {
        Run run = Run.resume(settings, state, rows, stop, () -> 0);
        outcome =
            run.go(
                new Cutting(session, stop, 1 + random.nextInt(longest)),
                new CheckpointJournal(checkpoints, now -> now, Duration.ZERO),
                progress -> assertThat(progress.best()).isLessThanOrEqualTo(floor));
      }
      assertThat(outcome.state().bestValue()).isLessThanOrEqualTo(shown);
      shown = outcome.state().bestValue();
      Restored<RunState, Row> kept =
          CheckpointFolder.in(Stores.at(folder.toString())).newest(RunState.class, Row.class);
      RunOutcome again = Run.until(outcome.stop(), kept.state(), kept.rows());
      assertSame(again, outcome);
      if (outcome.stop() != Stop.INTERRUPTED) {
        return outcome;
      }
    }
  }

  /** All that a result is made of; random streams within a generation are not compared. */
  static void assertSame(RunOutcome actual, RunOutcome expected) {
    assertThat(actual.stop()).isEqualTo(expected.stop());
    assertThat(actual.state().best()).isEqualTo(expected.state().best());
    assertThat(actual.state().effort()).isEqualTo(expected.state().effort());
    assertThat(actual.state().firstFailure()).isEqualTo(expected.state().firstFailure());
    assertThat(actual.state().generation().number())
        .isEqualTo(expected.state().generation().number());
    assertThat(actual.basins().equals(expected.basins())).as("basins").isTrue();
    assertThat(actual.trace().equals(expected.trace())).as("trace").isTrue();
    assertThat(actual.refinements().equals(expected.refinements())).as("refinements").isTrue();
  }

  /** Stops a run after so many results. */
  private static final class Cutting implements Session<Proposal, Individual> {
    private final Session<Proposal, Individual> session;
    private final StopSwitch stop;
    private final int after;
    private final AtomicInteger count = new AtomicInteger();

    Cutting(Session<Proposal, Individual> session, StopSwitch stop, int after) {
      this.session = session;
      this.stop = stop;
      this.after = after;
    }

    @Override
    public Submission<Individual> submit(
        List<Proposal> tasks, Terms terms, Receiver<Individual> receiver) {
      return session.submit(
          tasks,
          terms,
          new Receiver<>() {
            @Override
            public void received(int index, Individual result) {
              if (count.incrementAndGet() == after) {
                stop.stop();
              }
              receiver.received(index, result);
            }

            @Override
            public void stopped(EngineException cause) {
              receiver.stopped(cause);
            }
          });
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
