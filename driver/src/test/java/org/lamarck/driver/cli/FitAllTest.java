package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of problems of which some cannot be read or have no value. */
class FitAllTest {
  @TempDir Path folder;

  @BeforeEach
  void makeProblems() throws IOException {
    copy("good");
    Path wild = copy("wild");
    Path table = wild.resolve("parameters.tsv");
    // a noise of 0 at the nominal point: no likelihood there, but elsewhere
    Files.writeString(
        table,
        Files.readString(table)
            .replaceFirst(
                "(?m)^(sd_pSTAT5A_rel\\tlog10\\t)\\S+(\\t\\S+\\t)\\S+", "$11e-300$21e-300"));
    Path broken = Files.createDirectories(folder.resolve("problems/broken"));
    Files.writeString(broken.resolve("problem.yaml"), "format_version: 1\n");
    Files.writeString(broken.resolve("solution.yaml"), "llh: 1\n"); // no problem
  }

  private Path copy(String name) throws IOException {
    Path target = Files.createDirectories(folder.resolve("problems").resolve(name));
    try (Stream<Path> files = Files.list(Path.of("../examples/boehm"))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  private Terminal fitAll() {
    return lamarck(
        "fit-all",
        folder.resolve("problems").toString(),
        "--out",
        folder.resolve("fits").toString(),
        "--hierarchical",
        "off", // noise of 0 has a likelihood when it is computed
        "--strategy",
        "multistart",
        "--evaluations",
        "20", // a generation
        "--jobs",
        "2");
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(folder.resolve("fits/fits.tsv"));
  }

  @Test
  void everyProblemIsARowWhateverBecameOfIt() throws IOException {
    assertThat(fitAll().code()).isEqualTo(ExitCode.NO_RESULT); // one of them has none
    assertThat(rows()).hasSize(4);
    assertThat(rows().get(1)).startsWith("broken\t0\tnan\tnan\tnan").contains("\"problems\" is");
    String[] good = rows().get(2).split("\t", -1);
    assertThat(good[0]).isEqualTo("good");
    assertThat(good[1]).isEqualTo("9");
    double nominal = Double.parseDouble(good[2]);
    assertThat(Double.parseDouble(good[3])).isLessThanOrEqualTo(nominal);
    assertThat(Double.parseDouble(good[4])).isFinite();
    assertThat(Files.readString(folder.resolve("fits/fits.md"))).contains("| good | 9 | 138.2");
    for (String start : List.of("nominal", "random")) {
      assertThat(folder.resolve("fits/good/" + start + "/report.html")).exists();
    }
  }

  @Test
  void aNominalPointWithoutAValueIsSaidSo() throws IOException {
    fitAll();
    assertThat(rows().get(3)).startsWith("wild\t9\tnan").contains("no value at its nominal point");
  }

  @Test
  void fitsThatHaveEndedAreNotMadeAgain() throws IOException {
    fitAll();
    Path kept = folder.resolve("fits/good/nominal/result.json");
    Path lost = folder.resolve("fits/good/random/result.json");
    FileTime then = FileTime.fromMillis(0);
    Files.setLastModifiedTime(kept, then);
    List<String> before = rows();
    Files.delete(lost);
    fitAll();
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(then);
    assertThat(lost).exists();
    assertThat(withoutSeconds(rows())).isEqualTo(withoutSeconds(before));
  }

  @Test
  void anInterruptedFitGoesOnAndAForeignOneBeginsAnew() throws IOException {
    fitAll();
    Path run = folder.resolve("fits/good/random");
    String before = Files.readString(run.resolve("refinements.tsv"));
    Files.delete(run.resolve("result.json"));
    Path other = folder.resolve("fits/good/nominal");
    Files.delete(other.resolve("result.json"));
    try (Stream<Path> files = Files.list(other.resolve("checkpoints"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "no checkpoint");
      }
    }
    Terminal again = fitAll();
    assertThat(run.resolve("refinements.tsv")).hasContent(before);
    assertThat(again.err()).contains("nominal begins anew: ").doesNotContain("random begins anew");
    assertThat(other.resolve("result.json")).exists();
  }

  private static List<String> withoutSeconds(List<String> rows) {
    return rows.stream()
        .map(row -> row.replaceAll("\\t[\\d.E-]+\\t[\\d.E-]+\\t[^\\t]*$", ""))
        .toList();
  }

  @Test
  void aFolderWithoutProblemsIsRefused() {
    Terminal terminal = lamarck("fit-all", "src", "--out", folder.resolve("x").toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("has no problem NAME/*.yaml");
  }
}
