package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(Terminal.lamarck(unbroken.fit("--engine", "local", "--threads", "1")).code())
        .isZero();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aClusterFindsWhatOneThreadFinds() throws Exception {
    FitFolder run = FitFolder.in(folder.resolve("submitted"));
    Processes.Started submitted = cluster.submit(run.fit("--engine", "spark"));
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    assertThat(submitted.errors())
        .contains("Spark 4", "2 slots")
        .doesNotContain("WARN TaskSetManager"); // no task had to be computed twice
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }

  @Test
  void aKilledExecutorCostsOnlyTime() throws Exception {
    FitFolder run = FitFolder.in(folder.resolve("executor-killed"));
    Processes.Started submitted = cluster.submit(run.fit("--engine", "spark"));
    // the second checkpoint: a generation is complete, the run is in its middle
    Processes.await("a generation", () -> run.checkpoints() >= 2 || !submitted.process().isAlive());
    assertThat(submitted.process().isAlive()).as(submitted.errors()).isTrue();
    ProcessHandle executor = cluster.executor().orElseThrow();
    executor.destroyForcibly();
    Processes.await(
        "another executor",
        () ->
            cluster.executor().filter(other -> !other.equals(executor)).isPresent()
                || !submitted.process().isAlive());
    assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
    assertThat(run.withoutWallClock()).isEqualTo(unbroken.withoutWallClock());
  }
}
