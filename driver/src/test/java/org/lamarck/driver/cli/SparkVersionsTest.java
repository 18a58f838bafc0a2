package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.driver.Programs;

/**
 * The same application jar under other versions of Spark than the one it was compiled with. Maven
 * fetches them; those of which there is a distribution alone are named in {@code
 * LAMARCK_SPARK_HOMES}, with colons between.
 */
@Tag("slow")
@Tag("process")
class SparkVersionsTest {
  private static final String POM =
      """
      <project><modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId><artifactId>spark-jars</artifactId><version>1</version>
        <dependencies><dependency>
          <groupId>org.apache.spark</groupId><artifactId>spark-core_2.13</artifactId><version>%s</version>
        </dependency></dependencies>
      </project>
      """;

  @TempDir private Path folder;
  private @Nullable Processes processes;

  @AfterEach
  void endProcesses() {
    if (processes != null) {
      processes.close();
    }
  }

  static Stream<String> sparks() {
    String homes = System.getenv().getOrDefault("LAMARCK_SPARK_HOMES", "");
    return Stream.concat(
        Stream.of("4.0.1", "4.1.1"),
        Stream.of(homes.split(File.pathSeparator, -1)).filter(home -> !home.isBlank()));
  }

  @ParameterizedTest
  @MethodSource("sparks")
  void theSameJarHasTheSameResult(String spark) throws Exception {
    Path place = folder.resolve("spark-home");
    Processes started =
        new Processes(Files.createDirectory(folder.resolve("logs")), SparkHome.environment(place));
    processes = started;
    try (SparkHome home = SparkHome.of(place, jars(spark, started))) {
      requireSameResult(spark, home, started);
    }
  }

  private List<Path> jars(String spark, Processes started)
      throws IOException, InterruptedException {
    if (spark.startsWith("4.")) {
      return Stream.of(fetched(spark, started).split(File.pathSeparator, -1))
          .map(Path::of)
          .toList();
    }
    try (Stream<Path> jars = Files.list(Path.of(spark, "jars"))) {
      return jars.toList();
    }
  }

  private void requireSameResult(String spark, SparkHome home, Processes started) throws Exception {
    FitFolder threads = FitFolder.in(folder.resolve("threads"));
    Processes.Started alone = started.lamarck(threads.fit("--threads", "1"));
    assertThat(alone.exitCode()).as(alone.errors()).isZero();

    FitFolder run = FitFolder.in(folder.resolve("run"));
    List<String> submit =
        new ArrayList<>(
            List.of(
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                "org.lamarck.driver.cli.Main",
                Processes.JAR.toString()));
    submit.addAll(List.of(run.fit("--engine", "spark")));
    Processes.Started fit = home.submit(started, submit);
    assertThat(fit.exitCode()).as(fit.errors()).isZero();
    assertThat(fit.errors()).contains("Spark 4");
    if (spark.startsWith("4.")) {
      assertThat(fit.errors()).contains("Spark " + spark + " at local[2]");
    }
    assertThat(run.withoutWallClock()).isEqualTo(threads.withoutWallClock());
  }

  /** The class path of a version, from Maven's repository or through it. */
  private String fetched(String version, Processes started)
      throws IOException, InterruptedException {
    Path maven = Programs.onPath("mvn");
    Path pom = Files.writeString(folder.resolve("pom.xml"), POM.formatted(version));
    Path out = folder.resolve("class-path");
    Processes.Started fetch =
        started.start(
            List.of(
                maven.toString(),
                "-q",
                "-B",
                "-f",
                pom.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                "-Dmdep.outputFile=" + out));
    Assumptions.assumeTrue(
        fetch.exitCode() == 0, "Spark " + version + " cannot be fetched: " + fetch.output());
    return Files.readString(out).strip();
  }
}
