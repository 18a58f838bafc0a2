package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.FaultyEngine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

class RunTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b"), Vector.of(-2, -3), Vector.of(2, 3));
  private static final RunSettings SETTINGS =
      RunSettings.of(new Wandering(8, 13), 42, Budget.UNLIMITED);

  private static Outcome run(RunSettings settings, Engine engine, Journal journal) {
    try (engine;
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      return Run.begin(settings, SPACE, new StopSwitch(), RunTest::noTime)
          .go(session, journal, Watcher.NONE);
    }
  }

  private static Outcome resumed(CheckpointFolder.Restored restored) {
    SavedRun saved = (SavedRun) restored.state();
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      return Run.resume(
              saved.settings(), saved.state(), restored.rows(), new StopSwitch(), RunTest::noTime)
          .go(session, Journal.NONE, Watcher.NONE);
    }
  }

  private static long noTime() {
    return 0;
  }

  /** Without the pages that AssertJ would print of two outcomes. */
  private static void assertSame(Outcome actual, Outcome expected) {
    assertThat(actual.equals(expected)).isTrue();
  }

  private static SavedRun heading(RunSettings settings) {
    RunState start = RunState.first(settings, SPACE);
    return new SavedRun("test", "problem.yaml", "hash", settings, "", start);
  }

  @Test
  void theSameSeedGivesTheSameRunOnEveryEngine() {
    Outcome one = run(SETTINGS, LocalEngine.ofThreads(1), Journal.NONE);
    assertThat(one.stop()).isEqualTo(Stop.FINISHED);
    assertThat(one.refinements()).hasSize(8 * 6);
    assertSame(run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE), one);
    for (int seed = 0; seed < 5; seed++) {
      assertSame(run(SETTINGS, new FaultyEngine(seed), Journal.NONE), one);
    }
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("tests")
            .set("spark.ui.enabled", "false")
            .set("spark.log.level", "WARN");
    SparkContext context = new SparkContext(conf);
    try {
      assertSame(run(SETTINGS, SparkEngine.on(context), Journal.NONE), one);
    } finally {
      context.stop();
    }
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    Outcome one = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    RunSettings other = RunSettings.of(SETTINGS.strategy(), 43, Budget.UNLIMITED);
    assertThat(run(other, LocalEngine.ofThreads(2), Journal.NONE)).isNotEqualTo(one);
  }

  @Test
  void aRunResumedAtAnyGenerationEqualsAnUnbrokenOne(@TempDir Path folder) throws Exception {
    Outcome unbroken = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    for (int killed = 0; killed <= 8; killed++) {
      Path here = folder.resolve("killed-" + killed);
      CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(here.toString()));
      CheckpointJournal journal =
          new CheckpointJournal(checkpoints, heading(SETTINGS), Duration.ZERO);
      int until = killed;
      run(
          SETTINGS,
          LocalEngine.ofThreads(2),
          (state, rows, last) -> {
            if (state.generation().number() <= until) {
              journal.committed(state, rows, last);
            }
          });
      CheckpointFolder.Restored restored = CheckpointFolder.in(Stores.at(here.toString())).newest();
      SavedRun saved = (SavedRun) restored.state();
      assertThat(saved.state().generation().number()).isEqualTo(killed);
      assertSame(resumed(restored), unbroken);
    }
  }

  @Test
  void anIntervalBetweenCheckpointsLosesNoRow(@TempDir Path folder) throws Exception {
    AtomicLong clock = new AtomicLong();
    CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(folder.toString()));
    RunSettings settings = RunSettings.of(new Wandering(60, 13), 1, Budget.UNLIMITED);
    Outcome outcome;
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      outcome =
          Run.begin(settings, SPACE, new StopSwitch(), () -> clock.addAndGet(20_000_000))
              .go(
                  session,
                  new CheckpointJournal(checkpoints, heading(settings), Duration.ofSeconds(1)),
                  Watcher.NONE);
    }
    List<Serializable> rows = CheckpointFolder.in(Stores.at(folder.toString())).newest().rows();
    assertThat(rows).hasSize(outcome.trace().size() + outcome.refinements().size());
    assertThat(rows).containsAll(outcome.refinements());
  }

  @Test
  void evaluationsStopARunBetweenGenerations() {
    RunSettings settings =
        RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(70));
    Outcome outcome = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
    assertThat(outcome.stop()).isEqualTo(Stop.EVALUATIONS);
    // 13 individuals cost at most 6 · 4 + 7 = 31, and no fewer than 21 calls
    assertThat(outcome.state().generation().number()).isBetween(3, 4);
  }

  @Test
  void aTargetThatWasReachedStopsARun() {
    RunSettings settings = RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withTarget(10));
    Outcome outcome = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
    assertThat(outcome.stop()).isEqualTo(Stop.TARGET);
    assertThat(outcome.state().generation().number()).isEqualTo(1);
  }

  @Test
  void whatArrivedBeforeTheTimeLimitCounts() {
    AtomicLong clock = new AtomicLong();
    RunSettings settings =
        RunSettings.of(
            new Wandering(1, 20_000), 42, Budget.UNLIMITED.withTime(Duration.ofSeconds(10)));
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      Outcome outcome =
          Run.begin(settings, SPACE, new StopSwitch(), clock::get)
              .go(session, Journal.NONE, progress -> clock.set(progress.done() > 4 ? 1L << 40 : 0));
      assertThat(outcome.stop()).isEqualTo(Stop.TIME_LIMIT);
      assertThat(outcome.state().generation().number()).isZero();
      assertThat(outcome.state().found()).isPresent();
      assertThat(outcome.refinements()).isNotEmpty();
    }
  }

  @Test
  void generationsTooShortToBeCutDoNotOutrunTheTimeLimit() {
    AtomicLong clock = new AtomicLong();
    RunSettings settings =
        RunSettings.of(
            new Wandering(10_000, 1), 42, Budget.UNLIMITED.withTime(Duration.ofSeconds(10)));
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      Outcome outcome =
          Run.begin(settings, SPACE, new StopSwitch(), () -> clock.addAndGet(100_000_000))
              .go(session, Journal.NONE, Watcher.NONE);
      assertThat(outcome.stop()).isEqualTo(Stop.TIME_LIMIT);
      assertThat(outcome.state().seconds()).isLessThan(11); // a generation reads the clock thrice
    }
  }

  @Test
  void theSwitchStopsARun() {
    StopSwitch stop = new StopSwitch();
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      RunSettings settings = RunSettings.of(new Wandering(1, 20_000), 1, Budget.UNLIMITED);
      Outcome outcome =
          Run.begin(settings, SPACE, stop, RunTest::noTime)
              .go(session, Journal.NONE, progress -> stop.stop());
      assertThat(outcome.stop()).isEqualTo(Stop.INTERRUPTED);
    }
  }

  @Test
  void aFailureIsKeptAsOneLine() {
    Outcome outcome = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    assertThat(outcome.state().firstFailure()).isEqualTo("user error: proposal 5 fails");
    assertThat(outcome.state().effort().failures()).isEqualTo(6); // ids 5, 22, …, 90 of 104
  }
}
