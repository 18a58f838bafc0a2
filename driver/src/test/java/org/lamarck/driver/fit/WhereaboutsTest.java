package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;

/** Where a run's problem is, and where its results go. */
class WhereaboutsTest {
  @TempDir Path folder;

  private Path file(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, "format_version: 1\n");
    return file;
  }

  private String run(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aProblemThatStayedIsWhereItWas() throws Exception {
    Path problem = file("a/p.yaml");
    Whereabouts where = Whereabouts.of(problem.toString(), run("a/run"));
    assertThat(where.from(run("a/run"))).contains(problem.toString());
    assertThat(where.absolute()).isEqualTo(problem.toString());
    assertThat(where.fromRun()).isEqualTo("../p.yaml");
  }

  @Test
  void aProblemThatWasMovedTogetherWithItsRunIsBesideIt() throws Exception {
    Path problem = file("a/p.yaml");
    Whereabouts where = Whereabouts.of(problem.toString(), run("a/run"));
    Files.createDirectories(folder.resolve("b/run"));
    Path moved = folder.resolve("b/p.yaml");
    Files.move(problem, moved);
    assertThat(where.from(run("b/run"))).contains(moved.toString());
  }

  @Test
  void aCopyBesideTheRunIsTakenBeforeTheOriginal() throws Exception {
    Path problem = file("a/p.yaml");
    Whereabouts where = Whereabouts.of(problem.toString(), run("a/run"));
    Path copy = file("b/p.yaml"); // the run was copied with it
    assertThat(where.from(run("b/run"))).contains(copy.toString());
  }

  @Test
  void aProblemThatIsNowhereIsNowhere() throws Exception {
    Path problem = file("a/p.yaml");
    Whereabouts where = Whereabouts.of(problem.toString(), run("a/run"));
    Files.delete(problem);
    assertThat(where.from(run("a/run"))).isEmpty();
    Files.createDirectories(problem); // a folder is no problem
    assertThat(where.from(run("a/run"))).isEmpty();
  }

  @Test
  void aFileUrlIsAPath() throws Exception {
    Path problem = file("a/p.yaml");
    Whereabouts where = Whereabouts.of(problem.toUri().toString(), run("a/run"));
    assertThat(where.absolute()).isEqualTo(problem.toString());
    assertThat(where.from(run("elsewhere"))).contains(problem.toString());
  }

  @Test
  void onOtherFileSystemsAPlaceIsAbsolute() throws Exception {
    Whereabouts remote = Whereabouts.of("hdfs://host/p.yaml", run("run"));
    assertThat(remote.from("anywhere")).contains("hdfs://host/p.yaml");
    assertThat(remote.fromRun()).isEmpty();
    Path problem = file("a/p.yaml");
    Whereabouts local = Whereabouts.of(problem.toString(), "hdfs://host/run");
    assertThat(local.fromRun()).isEmpty();
    assertThat(local.from("hdfs://host/run")).contains(problem.toString());
  }

  @Test
  void aFolderThatIsNotThereIsFresh() throws Exception {
    assertThat(RunFolder.fresh(run("new")).location()).isEqualTo(run("new"));
    assertThatThrownBy(() -> new RunFolder(run("new")).requireRun())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            run("new")
                + ": error: it holds no checkpoint; give the folder of a run that lamarck fit wrote");
  }

  @Test
  void nothingThatExistsIsOverwritten() throws Exception {
    Files.createDirectories(folder.resolve("notes"));
    assertThatThrownBy(() -> RunFolder.fresh(run("notes")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--out: error: %s exists and is not overwritten; choose another name"
                .formatted(run("notes")));
    RunFolder old = new RunFolder(run("old run"));
    old.checkpoints().save("state", List.of());
    assertThatThrownBy(() -> RunFolder.fresh(run("old run")))
        .hasMessageEndingWith(
            "choose another name, or go on with: lamarck resume '" + run("old run") + "'");
    old.requireRun();
  }

  @Test
  void aDanglingLinkExistsToo() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThatThrownBy(() -> RunFolder.fresh(run("link"))).isInstanceOf(ConfigException.class);
  }

  @Test
  void whatACutFitLeftBeforeItsFirstCheckpointIsTakenOver() throws Exception {
    RunFolder cut = RunFolder.fresh(run("cut"));
    try (RunLock lock = cut.lock()) {
      lock.requireHeld();
    }
    assertThat(RunFolder.fresh(run("cut"))).isEqualTo(cut);
    Files.writeString(folder.resolve("cut/mine.txt"), "a user's");
    assertThatThrownBy(() -> RunFolder.fresh(run("cut"))).isInstanceOf(ConfigException.class);
  }

  @Test
  void namesAreCountedUntilOneIsFree() throws Exception {
    String problem = run("p");
    assertThat(RunFolder.named(problem).location()).isEqualTo(problem + "-fit");
    Files.createDirectories(folder.resolve("p-fit"));
    Files.writeString(folder.resolve("p-fit-2"), "a file");
    assertThat(RunFolder.named(problem).location()).isEqualTo(problem + "-fit-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807", "9223372036854775800..9223372036854775807",
        "-9223372036854775808", "5..5"
      })
  void seedsAtTheEndsOfTheNumbersAreSeeds(String text) throws Exception {
    assertThat(SeedFits.seeds(text)).isNotEmpty().hasSizeLessThan(10).isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-9223372036854775808..9223372036854775807",
        "0..9223372036854775807",
        "1..10001",
        "5..4"
      })
  void rangesWithoutMeasureAreRefused(String text) {
    assertThatThrownBy(() -> SeedFits.seeds(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("are no seeds");
  }
}
