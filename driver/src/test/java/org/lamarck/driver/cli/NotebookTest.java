package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.Programs;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The paragraphs of the notebook in Spark's own shells, which are looked for on the PATH: {@code
 * spark-shell}, and a {@code python3} that has pyspark, as a virtual environment with pyspark has
 * both.
 */
@Tag("slow")
@Tag("process")
class NotebookTest {
  private static final Path NOTES = Path.of("..", "examples", "zeppelin");
  private static final Path PROBLEM =
      Path.of("..", "examples", "boehm", "boehm.yaml").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Processes processes;

  @BeforeEach
  void prepare() {
    processes =
        new Processes(
            folder,
            Map.of(
                "LAMARCK_PROBLEM",
                PROBLEM.toString(),
                "PYTHONPATH",
                Path.of("..", "python").toAbsolutePath().normalize().toString(),
                "SPARK_LOCAL_IP",
                "127.0.0.1"));
  }

  @AfterEach
  void endProcesses() {
    processes.close();
  }

  /** The code of one interpreter; its fits for some time are limited by evaluations here. */
  private static String paragraphs(String name, String interpreter) throws IOException {
    String text = Files.readString(NOTES.resolve(name));
    Object note = new Load(LoadSettings.builder().build()).loadFromString(text);
    List<?> paragraphs = (List<?>) Objects.requireNonNull(((Map<?, ?>) note).get("paragraphs"));
    return paragraphs.stream()
        .map(paragraph -> String.valueOf(((Map<?, ?>) paragraph).get("text")))
        .filter(paragraph -> paragraph.startsWith(interpreter + "\n"))
        .map(paragraph -> paragraph.substring(interpreter.length() + 1))
        .collect(Collectors.joining("\n"))
        .replaceAll("withTime\\(Duration.ofSeconds\\(\\d+\\)\\)", "withEvaluations(400)")
        .replace("seconds=60", "evaluations=400");
  }

  /** Runs the paragraphs of a note and looks for words of what they print. */
  private void requireShell(String note, String... words) throws Exception {
    Path code =
        Files.writeString(folder.resolve("note.scala"), paragraphs(note, "%spark") + "\n:quit\n");
    Processes.Started shell =
        processes.start(
            List.of(
                "/bin/sh",
                "-c",
                "note=$0; exec \"$@\" <\"$note\"",
                code.toString(),
                Programs.onPath("spark-shell").toString(),
                "--master",
                "local[2]",
                "--jars",
                Processes.JAR.toString(),
                "--conf",
                "spark.ui.enabled=false"));
    assertThat(shell.exitCode()).as(shell.errors()).isZero();
    assertThat(shell.output())
        .contains(words)
        .contains("%table\nparameter\t", "%html\n<div>")
        .doesNotContain("error:", "Exception");
  }

  @Test
  void theScalaParagraphsRunInSparksShell() throws Exception {
    requireShell("fit.zpln", "9 parameters", "%table\nevaluations\t");
  }

  @Test
  void anObjectiveOfANotebookIsFittedInSparksShell() throws Exception {
    requireShell("own-objective.zpln", "rate=0.8", "%table\nday\t");
  }

  @Test
  void thePythonParagraphsRunInASession() throws Exception {
    Path python = Programs.onPath("python3");
    Processes.Started has = processes.start(List.of(python.toString(), "-c", "import pyspark"));
    Assumptions.assumeTrue(has.exitCode() == 0, python + " has no pyspark");
    Path code =
        Files.writeString(
            folder.resolve("note.py"),
            """
            from pyspark.sql import SparkSession
            spark = SparkSession.builder.master("local[2]").config("spark.jars", "%s").getOrCreate()
            %s
            spark.stop()
            """
                .formatted(Processes.JAR, paragraphs("fit.zpln", "%spark.pyspark")));
    Processes.Started session = processes.start(List.of(python.toString(), code.toString()));
    assertThat(session.exitCode()).as(session.errors()).isZero();
    assertThat(Double.parseDouble(session.output().strip())).isBetween(138.0, 160.0);
  }
}
