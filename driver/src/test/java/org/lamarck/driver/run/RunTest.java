package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.FaultyEngine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.engine.Submission;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

class RunTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b"), Vector.of(-2, -3), Vector.of(2, 3));
  private static final RunSettings SETTINGS =
      RunSettings.of(new Wandering(8, 13), 42, Budget.UNLIMITED);

  private static RunOutcome run(RunSettings settings, Engine engine, Journal journal) {
    try (engine;
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      return Run.begin(settings, SPACE, new StopSwitch(), RunTest::noTime)
          .go(session, journal, Watcher.NONE);
    }
  }

  private static RunOutcome resumed(RunSettings settings, Restored<RunState, Row> restored) {
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      return Run.resume(
              settings, restored.state(), restored.rows(), new StopSwitch(), RunTest::noTime)
          .go(session, Journal.NONE, Watcher.NONE);
    }
  }

  private static Engine engine(int part) {
    return part % 2 == 0 ? LocalEngine.ofThreads(2) : new FaultyEngine(part);
  }

  private static long noTime() {
    return 0;
  }

  /** Without the pages that AssertJ would print of two outcomes. */
  private static void assertSame(RunOutcome actual, RunOutcome expected) {
    assertThat(actual.equals(expected)).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameRunOnEveryEngine() {
    RunOutcome one = run(SETTINGS, LocalEngine.ofThreads(1), Journal.NONE);
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
    RunOutcome one = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    RunSettings other = RunSettings.of(SETTINGS.strategy(), 43, Budget.UNLIMITED);
    assertThat(run(other, LocalEngine.ofThreads(2), Journal.NONE)).isNotEqualTo(one);
  }

  @Test
  void aRunResumedAtAnyGenerationEqualsAnUnbrokenOne(@TempDir Path folder) throws Exception {
    RunOutcome unbroken = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    for (int killed = 0; killed <= 8; killed++) {
      Path here = folder.resolve("killed-" + killed);
      CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(here.toString()));
      CheckpointJournal journal = new CheckpointJournal(checkpoints, state -> state, Duration.ZERO);
      int until = killed;
      run(
          SETTINGS,
          LocalEngine.ofThreads(2),
          (state, rows, last) -> {
            if (state.generation().number() <= until) {
              journal.committed(state, rows, last);
            }
          });
      Restored<RunState, Row> restored =
          CheckpointFolder.in(Stores.at(here.toString())).newest(RunState.class, Row.class);
      assertThat(restored.state().generation().number()).isEqualTo(killed);
      assertSame(resumed(SETTINGS, restored), unbroken);
    }
  }

  @Test
  void anIntervalBetweenCheckpointsLosesNoRow(@TempDir Path folder) throws Exception {
    AtomicLong clock = new AtomicLong();
    CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(folder.toString()));
    RunSettings settings = RunSettings.of(new Wandering(60, 13), 1, Budget.UNLIMITED);
    RunOutcome outcome;
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      outcome =
          Run.begin(settings, SPACE, new StopSwitch(), () -> clock.addAndGet(20_000_000))
              .go(
                  session,
                  new CheckpointJournal(checkpoints, state -> state, Duration.ofSeconds(1)),
                  Watcher.NONE);
    }
    List<Row> rows =
        CheckpointFolder.in(Stores.at(folder.toString())).newest(RunState.class, Row.class).rows();
    assertThat(rows).hasSize(outcome.trace().size() + outcome.refinements().size());
    assertThat(rows).containsAll(outcome.refinements());
  }

  @Test
  void aRunCutAnywhereNeverShowsLessThanBeforeAndEndsAsIfUnbroken(@TempDir Path folder)
      throws Exception {
    RunSettings counted =
        RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(170));
    for (RunSettings settings : List.of(SETTINGS, counted)) {
      RunOutcome unbroken = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
      for (int seed = 0; seed < 8; seed++) { // some 30 cuts each; CutAndResumeTest has hundreds
        Path here = folder.resolve(settings.budget().evaluations() + "-" + seed);
        Cuts cuts = new Cuts(new Hills(), RunTest::engine, 40);
        assertSame(
            cuts.untilItsEnd(settings, RunState.first(settings, SPACE), here, seed), unbroken);
      }
    }
  }

  @Test
  void whatCameBeyondTheLastCallBeforeACutDoesNotCount(@TempDir Path folder) throws Exception {
    RunSettings settings =
        RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(15));
    RunOutcome unbroken = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
    CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(folder.toString()));
    StopSwitch stop = new StopSwitch();
    RunOutcome cut =
        Run.begin(settings, SPACE, stop, RunTest::noTime)
            .go(
                new FirstComesLast(stop),
                new CheckpointJournal(checkpoints, state -> state, Duration.ZERO),
                Watcher.NONE);
    assertThat(cut.stop()).isEqualTo(Stop.INTERRUPTED);
    assertThat(cut.state().calls()).isGreaterThan(unbroken.state().calls());
    RunOutcome outcome = resumed(settings, checkpoints.newest(RunState.class, Row.class));
    assertThat(outcome.stop()).isEqualTo(Stop.EVALUATIONS);
    assertThat(outcome.state().effort()).isEqualTo(unbroken.state().effort());
    assertThat(outcome.refinements()).isEqualTo(unbroken.refinements());
  }

  /** Stops the run at once; the first result comes while the cut run gathers what is there. */
  private record FirstComesLast(StopSwitch stop) implements Session<Proposal, Individual> {
    @Override
    public Submission<Individual> submit(
        List<Proposal> tasks, Terms terms, Receiver<Individual> receiver) {
      for (int k = 1; k < tasks.size(); k++) {
        receiver.received(k, answer(tasks.get(k)));
      }
      stop.stop();
      AtomicInteger asked = new AtomicInteger();
      return new Submission<>() {
        @Override
        public SortedMap<Integer, Individual> soFar() {
          if (asked.incrementAndGet() == 2) { // the first time is for the progress
            receiver.received(0, answer(tasks.get(0)));
          }
          return new TreeMap<>();
        }

        @Override
        public boolean isWaiting() {
          return false;
        }

        @Override
        public void awaitSoFar() {}

        @Override
        public void cancel() {}
      };
    }

    private static Individual answer(Proposal task) {
      try {
        return new Hills().run(task, Watch.nobody());
      } catch (IllegalStateException e) {
        return new Hills().broken(task, e);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void moreEvaluationsGoOnAsIfTheyHadBeenGivenAtOnce(@TempDir Path folder) throws Exception {
    RunSettings few = RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(71));
    RunSettings many = few.withBudget(Budget.UNLIMITED.withEvaluations(130));
    CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(folder.toString()));
    run(
        few,
        LocalEngine.ofThreads(2),
        new CheckpointJournal(checkpoints, state -> state, Duration.ZERO));
    Restored<RunState, Row> restored = checkpoints.newest(RunState.class, Row.class);
    RunState there = restored.state();
    assertThat(Run.spent(few.budget(), there)).contains(Stop.EVALUATIONS);
    assertThat(Run.spent(many.budget(), there)).isEmpty();
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      RunOutcome outcome =
          Run.resume(many, there, restored.rows(), new StopSwitch(), RunTest::noTime)
              .go(session, Journal.NONE, Watcher.NONE);
      assertSame(outcome, run(many, LocalEngine.ofThreads(1), Journal.NONE));
    }
  }

  @Test
  void evaluationsAreOverspentByLessThanOneIndividual() {
    for (long enough = 1; enough < 100; enough += 7) {
      RunSettings settings =
          RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(enough));
      RunOutcome outcome = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
      assertThat(outcome.stop()).isEqualTo(Stop.EVALUATIONS);
      assertThat(outcome.state().calls()).isBetween(enough, enough + 3); // a refinement takes 4
      assertSame(run(settings, new FaultyEngine(enough), Journal.NONE), outcome);
    }
  }

  @Test
  void aRunInWhichNothingCanBeEvaluatedStopsAndSaysWhy() {
    RunSettings settings =
        RunSettings.of(new Wandering(100_000, 500), 42, Budget.UNLIMITED.withEvaluations(1 << 20));
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(new Cliffs())) {
      RunOutcome outcome =
          Run.begin(settings, SPACE, new StopSwitch(), RunTest::noTime)
              .go(session, Journal.NONE, Watcher.NONE);
      assertThat(outcome.stop()).isEqualTo(Stop.HOPELESS);
      assertThat(outcome.state().effort().failures()).isEqualTo(3000); // six generations
      assertThat(outcome.state().effort().failed().mostFrequent())
          .contains(Evaluation.Reason.NON_FINITE);
    }
  }

  /** No point of it can be evaluated. */
  private record Cliffs() implements Workload<Proposal, Individual> {
    @Override
    public Individual run(Proposal task, Watch<Individual> watch) {
      return Individual.failed(
          task, new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, ""));
    }

    @Override
    public Individual broken(Proposal task, Throwable cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Test
  void whatTasksUnderWayHaveShownCountsAtTheTimeLimit() {
    AtomicLong clock = new AtomicLong();
    RunSettings settings =
        RunSettings.of(new Wandering(1, 3), 42, Budget.UNLIMITED.withTime(Duration.ofSeconds(10)));
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Proposal, Individual> session = engine.open(new Endless())) {
      RunOutcome outcome =
          Run.begin(settings, SPACE, new StopSwitch(), clock::get)
              .go(
                  session,
                  Journal.NONE,
                  progress -> clock.set(Double.isFinite(progress.best()) ? 1L << 40 : 0));
      assertThat(outcome.stop()).isEqualTo(Stop.TIME_LIMIT);
      assertThat(outcome.state().bestValue()).isEqualTo(7);
      assertThat(outcome.state().effort().evaluations()).isEqualTo(1);
    }
  }

  /** Shows a value and does not end until nobody waits for it. */
  private record Endless() implements Workload<Proposal, Individual> {
    @Override
    public Individual run(Proposal task, Watch<Individual> watch) {
      Vector x = task.candidates().get(0);
      Effort effort = new Effort(1, 0, Failures.NONE);
      Individual shown =
          Individual.of(
              task,
              new Refinement(
                  x,
                  7,
                  x,
                  new Evaluation.Value(7),
                  Double.NaN,
                  null,
                  Termination.EVALUATED,
                  0,
                  effort,
                  null));
      while (!watch.expired()) {
        watch.soFar(shown);
        LockSupport.parkNanos(1_000_000);
      }
      return shown;
    }

    @Override
    public Individual broken(Proposal task, Throwable cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Test
  void evaluationsStopARunInTheOrderOfAsking() {
    RunSettings settings =
        RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withEvaluations(70));
    RunOutcome outcome = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
    assertThat(outcome.stop()).isEqualTo(Stop.EVALUATIONS);
    // 13 individuals cost at most 6 · 4 + 7 = 31, and no fewer than 21 calls
    assertThat(outcome.state().generation().number()).isBetween(2, 3);
  }

  @Test
  void aRunInWhichNothingCanMoveLooksOnceAndSaysSo() {
    SearchSpace point = new SearchSpace(List.of("a"), Vector.of(1), Vector.of(1));
    try (Engine engine = LocalEngine.ofThreads(1);
        Session<Proposal, Individual> session = engine.open(new Hills())) {
      RunSettings settings = RunSettings.of(Strategies.named("hybrid"), 1, Budget.UNLIMITED);
      RunOutcome outcome =
          Run.begin(settings, point, new StopSwitch(), RunTest::noTime)
              .go(session, Journal.NONE, Watcher.NONE);
      assertThat(outcome.stop()).isEqualTo(Stop.NOTHING_TO_SEARCH);
      assertThat(outcome.state().found().orElseThrow().point()).isEqualTo(Vector.of(1));
    }
  }

  @Test
  void aTargetThatWasReachedStopsARun() {
    RunSettings settings = RunSettings.of(SETTINGS.strategy(), 42, Budget.UNLIMITED.withTarget(10));
    RunOutcome outcome = run(settings, LocalEngine.ofThreads(2), Journal.NONE);
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
      RunOutcome outcome =
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
      RunOutcome outcome =
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
      RunOutcome outcome =
          Run.begin(settings, SPACE, stop, RunTest::noTime)
              .go(session, Journal.NONE, progress -> stop.stop());
      assertThat(outcome.stop()).isEqualTo(Stop.INTERRUPTED);
    }
  }

  @Test
  void aFailureIsKeptAsOneLine() {
    RunOutcome outcome = run(SETTINGS, LocalEngine.ofThreads(2), Journal.NONE);
    assertThat(outcome.state().failed().orElseThrow().line())
        .isEqualTo("user error: proposal 5 fails");
    assertThat(outcome.state().effort().failures()).isEqualTo(6); // ids 5, 22, …, 90 of 104
  }
}
