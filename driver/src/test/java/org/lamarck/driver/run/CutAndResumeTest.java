package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.PublicData;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.fit.EstimationRun;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.ProblemReader;

/** Fits of published problems that are cut at random moments: see {@link Cuts}. */
class CutAndResumeTest {
  private static final Path BOEHM = Path.of("..", "examples", "boehm", "boehm.yaml");
  private static final String CRAUSTE =
      "petab-benchmark/Crauste_CellSystems2017/Crauste_CellSystems2017.yaml";

  @TempDir Path folder;
  private int cuts;

  private void fit(Path yaml, long evaluations, int seeds, IntFunction<Engine> engines)
      throws Exception {
    EstimationRun problem =
        EstimationRun.of(ReadProblem.of(ProblemReader.read(yaml)), EvaluationSettings.DEFAULT);
    RunSettings settings =
        RunSettings.of(
            Strategies.named(Strategies.DEFAULT), 1, Budget.UNLIMITED.withEvaluations(evaluations));
    RunState first = problem.first(settings);
    RunOutcome unbroken;
    try (Engine engine = LocalEngine.ofThreads(2);
        Session<Proposal, Individual> session = engine.open(problem.workload(1))) {
      unbroken =
          Run.resume(settings, first, List.of(), new StopSwitch(), () -> 0)
              .go(session, Journal.NONE, Watcher.NONE);
    }
    assertThat(unbroken.stop()).isEqualTo(Stop.EVALUATIONS);
    IntFunction<Engine> counted =
        part -> {
          cuts++;
          return engines.apply(part);
        };
    for (int seed = 0; seed < seeds; seed++) {
      RunOutcome outcome =
          new Cuts(problem.workload(1), counted, 15)
              .untilItsEnd(settings, first, folder.resolve(yaml.getFileName() + "-" + seed), seed);
      Cuts.assertSame(outcome, unbroken);
    }
  }

  private static Engine threads(int part) {
    return LocalEngine.ofThreads(1 + part % 3);
  }

  @Test
  void aFitCutAnywhereNeverShowsLessThanBeforeAndEndsAsIfUnbroken() throws Exception {
    fit(BOEHM, 400, 3, CutAndResumeTest::threads);
    assertThat(cuts).isGreaterThan(9);
  }

  @Test
  @Tag("slow")
  void twoHundredCutsOnThreads() throws Exception {
    Path crauste = PublicData.at(CRAUSTE);
    fit(BOEHM, 1000, 10, CutAndResumeTest::threads);
    fit(crauste, 1000, 10, CutAndResumeTest::threads);
    assertThat(cuts).isGreaterThan(200);
  }

  @Test
  @Tag("slow")
  void twoHundredCutsOnSpark() throws Exception {
    Path crauste = PublicData.at(CRAUSTE);
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("tests")
            .set("spark.ui.enabled", "false")
            .set("spark.log.level", "WARN");
    SparkContext context = new SparkContext(conf);
    try {
      fit(BOEHM, 1000, 10, part -> SparkEngine.on(context));
      fit(crauste, 1000, 10, part -> SparkEngine.on(context));
      assertThat(cuts).isGreaterThan(200);
    } finally {
      context.stop();
    }
  }
}
