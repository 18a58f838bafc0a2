package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.around.FollowUp;
import org.lamarck.driver.around.PosteriorSampling;
import org.lamarck.driver.around.Profiling;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.FaultyEngine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Workload;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.InputException;

/** Fits of an objective of one's own from its file to the files of its results. */
class FittingTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private String problem(String... settings) throws Exception {
    Path file = folder.resolve("bowl.yaml");
    Files.writeString(
        file,
        "format: lamarck\nobjective: %s\nsettings: {%s}\n"
            .formatted(Bowl.class.getName(), String.join(", ", settings)));
    return file.toString();
  }

  private static FitSettings settings(Object... more) throws ConfigException {
    Map<Key, String> options = new LinkedHashMap<>();
    options.put(Key.STRATEGY, "multistart");
    options.put(Key.EVALUATIONS, "300");
    for (int i = 0; i < more.length; i += 2) {
      options.put((Key) more[i], String.valueOf(more[i + 1]));
    }
    return SettingsReader.read(options, Optional.empty(), new Properties());
  }

  private RunFolder run() {
    return new RunFolder(folder.resolve("run").toString());
  }

  private Fitting fitting() throws Exception {
    return new Fitting(said::add, run());
  }

  /** Fits from the beginning. */
  private RunRecord fitted(String problem, FitSettings settings, Engine engine) throws Exception {
    SourceRun compiled = Fitting.compile(problem, settings);
    SavedRun first = Fitting.first(compiled, settings, run());
    return computed(compiled, Restored.beginning(first), engine, new StopSwitch());
  }

  private RunRecord computed(
      SourceRun problem, Restored<SavedRun, Row> from, Engine engine, StopSwitch stop)
      throws Exception {
    try (RunLock lock = run().lock()) {
      return fitting().compute(problem, from, new Conditions(engine, stop, Watcher.NONE, lock));
    }
  }

  private RunRecord fitted(FitSettings settings) throws Exception {
    try (Engine engine = LocalEngine.ofThreads(2)) {
      return fitted(problem(), settings, engine);
    }
  }

  @Test
  void theMinimumIsFoundAndKeptWithItsFiles() throws Exception {
    RunRecord record = fitted(settings());
    assertThat(record.outcome().stop()).isEqualTo(Stop.EVALUATIONS);
    Map<String, Double> estimates = record.estimates();
    assertThat(estimates).containsOnlyKeys("a", "b");
    assertThat(estimates.getOrDefault("a", 0.0)).isCloseTo(1, within(1e-5));
    assertThat(estimates.getOrDefault("b", 0.0)).isCloseTo(10, within(1e-3)); // linear scale
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**result.json")
        .isDirectoryContaining("glob:**estimates.tsv")
        .isDirectoryContaining("glob:**report.html")
        .isDirectoryContaining("glob:**checkpoints");
    assertThat(fitting().hasResult()).isTrue();
    assertThat(fitting().result().orElseThrow().estimates()).isEqualTo(estimates);
    assertThat(said).isEmpty();
  }

  @Test
  void anEngineWithBadLuckComesToTheSameBits() throws Exception {
    RunRecord lucky = fitted(settings());
    String files = Files.readString(folder.resolve("run/refinements.tsv"));
    OpenedFile.delete(folder.resolve("run"));
    try (Engine engine = new FaultyEngine(5)) {
      RunRecord unlucky = fitted(problem(), settings(), engine);
      assertThat(unlucky.estimates()).isEqualTo(lucky.estimates());
      assertThat(Files.readString(folder.resolve("run/refinements.tsv"))).isEqualTo(files);
    }
  }

  @Test
  void aFitThatGoesOnIsTheSameAsOneThatWasNotStopped() throws Exception {
    RunRecord whole = fitted(settings());
    OpenedFile.delete(folder.resolve("run"));
    fitted(settings(Key.EVALUATIONS, 120));
    Restored<SavedRun, Row> kept = fitting().newest();
    SourceRun reopened = fitting().reopen(kept.state(), null);
    SavedRun longer =
        kept.state().with(kept.state().run().withBudget(Budget.UNLIMITED.withEvaluations(300)));
    RunRecord resumed;
    try (Engine engine = LocalEngine.ofThreads(1)) {
      resumed = computed(reopened, kept.at(longer), engine, new StopSwitch());
    }
    assertThat(resumed.estimates()).isEqualTo(whole.estimates());
    assertThat(resumed.outcome().refinements()).isEqualTo(whole.outcome().refinements());
    assertThat(resumed.outcome().state().effort()).isEqualTo(whole.outcome().state().effort());
  }

  @Test
  void whatIsKnownUntilTheNewestCheckpointIsARecordToo() throws Exception {
    RunRecord record = fitted(settings());
    Restored<SavedRun, Row> kept = fitting().newest();
    RunRecord again = Fitting.recordUntil(fitting().reopen(kept.state(), null), kept);
    assertThat(again.estimates()).isEqualTo(record.estimates());
    assertThat(again.outcome().stop()).isEqualTo(Stop.INTERRUPTED);
  }

  @Test
  void aProblemThatHasChangedIsNotGoneOnWith() throws Exception {
    fitted(settings());
    SavedRun saved = fitting().newest().state();
    problem("noise: 1");
    assertThatThrownBy(() -> fitting().reopen(saved, null))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            folder.resolve("bowl.yaml")
                + ": error: the problem has changed since the run began; restore its files, say"
                + " where they are by --problem, or start anew with lamarck fit");
    Path elsewhere = folder.resolve("elsewhere.yaml");
    Files.move(Path.of(problem()), elsewhere);
    assertThatThrownBy(() -> fitting().reopen(saved, null))
        .hasMessageEndingWith(
            "there is no such file any more; say where the problem is by --problem");
    SourceRun moved = fitting().reopen(saved, elsewhere.toString());
    assertThat(moved.hash()).isEqualTo(saved.problemHash());
    assertThat(moved.place()).isEqualTo(saved.problem().place()); // as it was called
  }

  @Test
  void aFolderWithoutACheckpointSaysSo() throws Exception {
    Fitting fitting = fitting();
    assertThatThrownBy(fitting::newest)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds no checkpoint");
    assertThat(fitting.result()).isEmpty();
    assertThat(fitting.hasResult()).isFalse();
  }

  @Test
  void aStrategyThatIsNotThereIsRefusedWithTheNearestName() throws Exception {
    assertThatThrownBy(() -> Fitting.strategy(settings(Key.STRATEGY, "multistrat")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--strategy: error: there is no strategy \"multistrat\"; write multistart");
    assertThatThrownBy(() -> Fitting.strategy(settings(Key.STRATEGY, "org.me.Mine")))
        .hasMessage(
            "--strategy: error: there is no class org.me.Mine on the class path to search with");
    assertThat(Fitting.strategy(settings(Key.STRATEGY, "cmaes")).name()).isEqualTo("cmaes");
  }

  @Test
  void aStartIsRandomOrAFileAndElseRefused() throws Exception {
    SourceRun compiled = Fitting.compile(problem(), settings());
    assertThat(Fitting.first(compiled, settings(), run()).run().startPoints().points()).isEmpty();
    FitSettings nominal = settings(Key.START, "nominal");
    assertThatThrownBy(() -> Fitting.first(compiled, nominal, run()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("coordinate a has no value to begin at");
    FitSettings missing = settings(Key.START, "nowhere.tsv");
    assertThatThrownBy(() -> Fitting.first(compiled, missing, run()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--start: error: there is no file nowhere.tsv; write nominal, random, or the name of a"
                + " file or of a run");
  }

  @Test
  void aStartOutsideOfTheBoundsIsPutOnThemAndNamed() throws Exception {
    Path start = folder.resolve("start.tsv");
    Files.writeString(start, "a\tb\n99\t100\n");
    SourceRun compiled = Fitting.compile(problem(), settings());
    SavedRun first = Fitting.first(compiled, settings(Key.START, start.toString()), run());
    assertThat(first.run().startPoints().points()).containsExactly(Vector.of(5, 2));
    assertThat(first.run().startPoints().moved()).containsExactly("a");
    // the result is never worse than there
    assertThat(first.state().bestValue()).isEqualTo(8 + 2);
  }

  @Test
  void aFitWithoutAnyPointKeepsWhy() throws Exception {
    try (Engine engine = LocalEngine.ofThreads(1)) {
      RunRecord record = fitted(problem("fails: yes"), settings(), engine);
      assertThat(record.outcome().state().found()).isEmpty();
      assertThat(record.estimates()).isEmpty();
      assertThat(record.outcome().state().failed().orElseThrow().line())
          .isEqualTo("step limit in dose at 1.0: as told");
    }
    assertThat(folder.resolve("run/estimates.tsv")).doesNotExist();
    assertThatThrownBy(() -> Profiling.of(run(), fitting(), null))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(": error: the run has found no point; go on with lamarck resume");
  }

  @Test
  void theValueOfANoisyBestPointIsNotTooLow() throws Exception {
    try (Engine engine = LocalEngine.ofThreads(2)) {
      FitSettings settings = settings(Key.STRATEGY, "cmaes", Key.EVALUATIONS, 600);
      RunRecord record = fitted(problem("noise: 0.5"), settings, engine);
      var best = record.outcome().state().found().orElseThrow();
      double truth =
          Math.pow(best.point().get(0) - 1, 2) / 2 + 2 * Math.pow(best.point().get(1) - 1, 2);
      // of draws that had no part in its being chosen: four standard errors
      double error = best.evaluation().standardError();
      assertThat(error).isLessThan(0.5);
      assertThat(best.value()).isCloseTo(truth, within(4 * error));
    }
    assertThatThrownBy(() -> Profiling.of(run(), fitting(), null))
        .hasMessageEndingWith(
            "error: the objective has noise, and a profile of it has no meaning; fit one without");
    assertThatThrownBy(() -> PosteriorSampling.of(run(), fitting(), null))
        .hasMessageEndingWith("error: the objective has noise; sample one without");
  }

  /** An engine that is not there. */
  private record Broken() implements Engine {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public String description() {
      return "broken";
    }

    @Override
    public <T extends Serializable, R extends Serializable> Session<T, R> open(
        Workload<T, R> workload) {
      throw new EngineException(EngineException.Kind.UNUSABLE, "there is no cluster");
    }

    @Override
    public void close() {}
  }

  @Test
  void aResultIsNotForgottenForAnEngineThatIsNotThere() throws Exception {
    fitted(settings());
    Restored<SavedRun, Row> kept = fitting().newest();
    SourceRun reopened = fitting().reopen(kept.state(), null);
    assertThatThrownBy(() -> computed(reopened, kept, new Broken(), new StopSwitch()))
        .isInstanceOf(EngineException.class);
    assertThat(fitting().hasResult()).isTrue();
  }

  private Profiling.Request request(Profiling profiling, String... ids)
      throws ConfigException, InputException {
    return profiling.request(0.5, Double.NaN, List.of(ids), Double.NaN, Budget.UNLIMITED);
  }

  @Test
  void profilesOfAQuadraticEndWhereTheyMust() throws Exception {
    fitted(settings());
    try (Engine engine = LocalEngine.ofThreads(1);
        RunLock lock = run().lock()) {
      Profiling profiling = Profiling.of(run(), fitting(), null);
      Conditions conditions = new Conditions(engine, new StopSwitch(), Watcher.NONE, lock);
      FollowUp.Done done = profiling.compute(request(profiling), conditions);
      assertThat(done.stop()).isEqualTo(Stop.FINISHED);
      var intervals = done.record().profiles().orElseThrow().intervals();
      // ½ at 1 ± 1, and 2 d² = ½ at half a decade
      assertThat(intervals.get(0).lower()).isCloseTo(0, within(1e-4));
      assertThat(intervals.get(0).upper()).isCloseTo(2, within(1e-4));
      assertThat(intervals.get(1).upper()).isCloseTo(10 * Math.sqrt(10), within(1e-2));
      assertThat(folder.resolve("run/profiles.tsv")).exists();
      assertThat(fitting().result().orElseThrow().profiles()).isPresent();
      assertThatThrownBy(() -> request(profiling, "a", "many", "a"))
          .isInstanceOf(ConfigException.class)
          .hasMessage("--of: error: no estimated parameter is called many; write one of a, b");
      assertThat(request(profiling, "b", "a", "b").coordinates()).containsExactly(1, 0);
    }
  }

  @Test
  void aFollowUpWhoseCheckpointsAreDamagedBeginsAnewAndSaysSo() throws Exception {
    fitted(settings());
    try (Engine engine = LocalEngine.ofThreads(1);
        RunLock lock = run().lock()) {
      Conditions conditions = new Conditions(engine, new StopSwitch(), Watcher.NONE, lock);
      Profiling profiling = Profiling.of(run(), fitting(), null);
      FollowUp.Done first = profiling.compute(request(profiling, "a"), conditions);
      try (var files = Files.list(folder.resolve("run/profile"))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".bin")).toList()) {
          Files.writeString(file, "damaged");
        }
      }
      Profiling again = Profiling.of(run(), fitting(), null);
      FollowUp.Done second = again.compute(request(again, "a"), conditions);
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("warning: ")
          .contains("is no checkpoint of Lamarck")
          .endsWith("; the profile begins anew");
      assertThat(second.record().profiles().orElseThrow().intervals().get(0).upper())
          .isEqualTo(first.record().profiles().orElseThrow().intervals().get(0).upper());
    }
  }

  @Test
  void drawsOfAQuadraticHaveItsMoments() throws Exception {
    fitted(settings());
    try (Engine engine = LocalEngine.ofThreads(2);
        RunLock lock = run().lock()) {
      PosteriorSampling posterior = PosteriorSampling.of(run(), fitting(), null);
      FollowUp.Done done =
          posterior.compute(
              new PosteriorSampling.Request(
                  false, new Nuts(200, 0.8, 8), 2, 400, 0, 3, Budget.UNLIMITED),
              new Conditions(engine, new StopSwitch(), Watcher.NONE, lock));
      var samples = done.record().samples().orElseThrow();
      assertThat(samples.length()).isEqualTo(400);
      var mean = samples.marginals().get(0).convergence();
      // a normal with mean 1 and deviation 1, bounds at five and more of these
      assertThat(mean.mean()).isCloseTo(1, within(4 * mean.error()));
      assertThat(mean.deviation()).isCloseTo(1, within(0.2));
      assertThat(folder.resolve("run/sample-2.csv")).exists();
    }
  }
}
