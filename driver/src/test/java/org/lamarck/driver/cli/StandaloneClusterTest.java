package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;

/** The application jar on a real cluster, through spark-submit. */
@Tag("slow")
@Tag("process")
class StandaloneClusterTest {
  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static FitFolder unbroken;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = StandaloneCluster.start(folder);
    unbroken = FitFolder.in(folder.resolve("unbroken"));
    Processes.Started fit = cluster.launcher(unbroken.fit("--threads", "1"));
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void endApplications() {
    cluster.endApplications();
  }

  /**
   * What was said, but for Spark's word that executors take long to begin: this machine is busy.
   */
  private static String words(Processes.Started fit) throws IOException {
    return fit.errors()
        .lines()
        .filter(line -> !line.contains("has not accepted any resources"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aClusterFindsWhatOneThreadFinds() throws Exception {
    FitFolder run = FitFolder.in(folder.resolve("submitted"));
    Processes.Started submitted = cluster.submit(run.fit("--engine", "spark"));
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    assertThat(words(submitted))
        .contains("Spark 4", "2 slots")
        .doesNotContain(" WARN ", "INFO"); // quiet, and no task had to be computed twice
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }

  /** The driver runs where the worker put it: relative paths mean nothing there. */
  @Test
  void aDriverThatTheMasterStartsFindsTheSameAndGoesOn() throws Exception {
    String problem = Path.of(FitFolder.EXAMPLE.get(0)).toAbsolutePath().normalize().toString();
    FitFolder run =
        new FitFolder(folder.resolve("in-the-cluster"), List.of(problem), unbroken.evaluations());
    Processes.Started submitted = cluster.submitDriver(run.fit("--engine", "spark"));
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    assertThat(run.withoutWallClock().replace(problem, FitFolder.EXAMPLE.get(0)))
        .isEqualTo(unbroken.withoutWallClock());
    int more = run.evaluations() + 200;
    Processes.Started resumed =
        cluster.submitDriver(
            "resume", run.location().toString(), "--evaluations", Integer.toString(more));
    assertThat(resumed.exitCode()).as(resumed.errors()).isZero();
    assertThat(run.withoutWallClock()).contains("\"evaluations\": " + more);
  }

  @Test
  void aKilledExecutorCostsOnlyTime() throws Exception {
    FitFolder run = FitFolder.in(folder.resolve("executor-killed"));
    Processes.Started submitted = cluster.submit(run.fit("--engine", "spark"));
    // the second checkpoint: a generation is complete, the run is in its middle
    submitted.await("a generation", () -> run.checkpoints() >= 2);
    assertThat(submitted.process().isAlive()).as(submitted.errors()).isTrue();
    ProcessHandle executor = cluster.executor().orElseThrow();
    executor.destroyForcibly();
    submitted.await(
        "another executor",
        () -> cluster.executor().filter(other -> !other.equals(executor)).isPresent());
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }

  /** Ends its process at one task, as Spark's executors do when memory is exhausted. */
  private record Deadly(int task) implements Workload<Integer, String> {
    @Override
    public String run(Integer number, Watch<String> watch) {
      if (number == task) {
        Runtime.getRuntime().halt(52);
      }
      return "done " + number;
    }

    @Override
    public String broken(Integer number, Throwable cause) {
      return "given up: " + cause.getMessage();
    }
  }

  @Test
  void aTaskThatLosesItsExecutorEachTimeIsGivenUpAndTheOthersGoOn() throws Exception {
    SparkConf conf =
        new SparkConf()
            .setMaster(cluster.master())
            .setAppName("deadly")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.executor.memory", "512m")
            .set("spark.task.maxFailures", "2")
            .set("spark.log.level", "ERROR")
            .set("spark.jars", Processes.JAR + "," + Jars.of(folder, Deadly.class));
    SparkContext context = new SparkContext(conf);
    AtomicInteger executors = new AtomicInteger();
    context.addSparkListener(
        new SparkListener() {
          @Override
          public void onExecutorAdded(SparkListenerExecutorAdded event) {
            executors.incrementAndGet();
          }
        });
    List<String> results = new ArrayList<>(Collections.nCopies(12, ""));
    CompletableFuture<Boolean> all = new CompletableFuture<>();
    try (Engine engine = SparkEngine.on(context);
        Session<Integer, String> session = engine.open(new Deadly(5))) {
      session.submit(
          IntStream.range(0, 12).boxed().toList(),
          Session.Terms.of("deadly"),
          new Receiver<>() {
            @Override
            public void received(int index, String result) {
              results.set(index, result);
              if (!results.contains("")) {
                all.complete(true);
              }
            }

            @Override
            public void stopped(EngineException cause) {
              all.completeExceptionally(cause);
            }
          });
      all.get(Processes.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      context.stop();
    }
    // two were lost with others beside the task, two with it alone, and one may have begun since
    assertThat(executors.get()).isLessThanOrEqualTo(5);
    for (int i = 0; i < results.size(); i++) {
      if (i == 5) {
        assertThat(results.get(i))
            .startsWith("given up: each executor that computed it was lost")
            .endsWith("it is not computed again");
      } else {
        assertThat(results.get(i)).isEqualTo("done " + i);
      }
    }
  }

  @Test
  void anObjectiveThatEndsItsExecutorAtOnePointIsFittedByTheOthers() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("treacherous.yaml"), Treacherous.yaml(folder.resolve("mark")));
    Path run = folder.resolve("treacherous");
    Processes.Started fit =
        cluster.submit(
            "fit",
            file.toString(),
            "--jar",
            Jars.of(folder, Treacherous.class).toString(),
            "--evaluations",
            "60",
            "--out",
            run.toString());
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
    assertThat(words(fit)).doesNotContain("Exception", " WARN ");
    assertThat(Files.readString(run.resolve("result.json"))).contains("\"worker lost\": ");
  }

  @Test
  void theLauncherSendsItsOwnJar() throws Exception {
    FitFolder run = FitFolder.in(folder.resolve("launched"));
    Processes.Started fit = cluster.launcher(run.fit("--master", cluster.master()));
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
    assertThat(words(fit)).doesNotContain(" WARN ", "INFO");
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }
}
