package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.RunLock;

/** What {@code resume} says and does when there is little to do. */
class ResumeTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "boehm");

  @TempDir Path folder;

  /** The example with other rows in its parameter table. */
  private Path problem(UnaryOperator<String> row) throws IOException {
    Path problem = Files.createDirectories(folder.resolve("here/problem"));
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, problem.resolve(file.getFileName()));
      }
    }
    Path table = problem.resolve("parameters.tsv");
    Files.write(table, Files.readAllLines(table).stream().map(row).toList());
    return problem.resolve("boehm.yaml");
  }

  private String run() {
    return folder.resolve("here/run").toString();
  }

  private Terminal fit(Path problem, String... limit) {
    return lamarck(
        Stream.concat(Stream.of("fit", problem.toString(), "--out", run()), Stream.of(limit))
            .toArray(String[]::new));
  }

  /** All that a run has written, by name, but the lock's file. */
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(run()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("run.lock")) {
          content.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }

  @Test
  void aSpentBudgetIsToldAndNothingChanges() throws IOException {
    Path problem = problem(row -> row);
    assertThat(fit(problem, "--evaluations", "40").code()).isZero();
    Map<String, String> before = content();
    for (String[] again :
        new String[][] {{"resume", run()}, {"resume", run(), "--evaluations", "20"}}) {
      Terminal terminal = lamarck(again);
      assertThat(terminal.code()).isZero();
      assertThat(terminal.err()).contains("nothing to do: the run has used ");
      assertThat(terminal.err()).contains(" evaluations; give a larger limit: lamarck resume ");
      assertThat(terminal.out()).isEmpty();
      assertThat(content()).isEqualTo(before);
    }
    Terminal more = lamarck("resume", run(), "--evaluations", "80");
    assertThat(more.code()).isZero();
    assertThat(more.out()).contains("evaluations spent");
  }

  @Test
  void resultsThatWereCutWhileTheyWereWrittenAreWrittenByResume() throws IOException {
    Path problem = problem(row -> row);
    assertThat(fit(problem, "--evaluations", "20").code()).isZero();
    Path result = Path.of(run(), "result.json");
    String before = Files.readString(result);
    Path report = Path.of(run(), "report.html");
    Files.delete(report);
    Files.createDirectories(report.resolve("in the way"));
    assertThat(lamarck("resume", run(), "--evaluations", "40").code()).isNotZero();
    assertThat(result).hasContent(before);
    Files.delete(report.resolve("in the way"));
    Files.delete(report);
    Terminal resumed = lamarck("resume", run());
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("evaluations spent");
    assertThat(report).exists();
    assertThat(Files.readString(result)).isNotEqualTo(before);
  }

  @Test
  void aFitThatWasCutBeforeItsFirstCheckpointIsBegunAnewInItsPlace() throws IOException {
    Path problem = problem(row -> row);
    Files.createDirectories(Path.of(run(), "checkpoints"));
    Files.createFile(Path.of(run(), "checkpoints", "run.lock"));
    Terminal resumed = lamarck("resume", run());
    assertThat(resumed.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(resumed.err()).contains("holds no checkpoint; start the run anew with lamarck fit");
    assertThat(fit(problem, "--evaluations", "10").code()).isZero();
    Terminal again = fit(problem, "--evaluations", "10");
    assertThat(again.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(again.err())
        .contains("exists and is not overwritten", "go on with: lamarck resume ");
  }

  @Test
  void aSpentTimeIsToldAndNothingChanges() throws IOException {
    assertThat(fit(problem(row -> row), "--time-limit", "1s").code()).isZero();
    Map<String, String> before = content();
    for (String[] again :
        new String[][] {{"resume", run()}, {"resume", run(), "--time-limit", "500ms"}}) {
      Terminal terminal = lamarck(again);
      assertThat(terminal.code()).isZero();
      assertThat(terminal.err()).containsPattern("nothing to do: the run has used [1-9]\\S*s of ");
      assertThat(terminal.err()).contains("give a larger limit: lamarck resume " + run());
      assertThat(content()).isEqualTo(before);
    }
  }

  @Test
  void whereNothingIsEstimatedTheProblemIsEvaluatedAndReported() throws IOException {
    Terminal terminal = fit(problem(row -> row.replaceFirst("\\t1$", "\t0")));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    // evaluate at the same point: see MainTest
    assertThat(terminal.out()).contains("llh          -138.221997").contains("nothing to search");
    assertThat(Path.of(run(), "report.html")).exists();
    assertThat(Path.of(run(), "petab", "boehm.yaml")).exists();
    assertThat(lamarck("resume", run()).err())
        .contains("nothing to do: there is no parameter to search");
  }

  @Test
  void whereAllFollowsFromTheRestTheProblemIsEvaluatedAndReported() throws IOException {
    Path problem = problem(row -> row.startsWith("sd_") ? row : row.replaceFirst("\\t1$", "\t0"));
    Terminal terminal = fit(problem, "--hierarchical", "auto");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("nothing to search");
    // the published optimum is one of its noise parameters too
    assertThat(terminal.out()).contains("llh          -138.22");
    assertThat(Files.readString(Path.of(run(), "result.json"))).contains("\"sd_pSTAT5A_rel\"");
  }

  @Test
  void aRunHasOneOwner() throws Exception {
    assertThat(fit(problem(row -> row), "--evaluations", "40").code()).isZero();
    try (RunLock lock = RunLock.take(run(), run() + "/checkpoints")) {
      lock.requireHeld();
      Terminal second = lamarck("resume", run(), "--evaluations", "80");
      assertThat(second.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(second.err().strip().lines()).hasSize(1);
      assertThat(second.err()).startsWith("error: " + run() + ": the run is in use by process ");
    }
  }

  @Test
  void aRunThatWasMovedWithItsProblemGoesOn() throws IOException {
    assertThat(fit(problem(row -> row), "--evaluations", "40").code()).isZero();
    Path there = Files.move(folder.resolve("here"), folder.resolve("there"));
    String run = there.resolve("run").toString();
    Terminal moved = lamarck("resume", run, "--evaluations", "60");
    assertThat(moved.code()).as(moved.err()).isZero();
    assertThat(lamarck("report", run).code()).isZero();
    assertThat(Files.readString(Path.of(run, "result.json")))
        .contains("\"problem\": \"" + folder.resolve("here/problem/boehm.yaml")); // as typed
    Path elsewhere = Files.move(there.resolve("problem"), folder.resolve("elsewhere"));
    Terminal lost = lamarck("resume", run, "--evaluations", "80");
    assertThat(lost.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(lost.err()).contains("say where the problem is by --problem");
    String now = elsewhere.resolve("boehm.yaml").toString();
    assertThat(lamarck("resume", run, "--evaluations", "80", "--problem", now).code()).isZero();
  }
}
