package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;

/** Profiles and selections have one result, wherever they run and however often they are killed. */
@Tag("slow")
@Tag("process")
class ProfileAndSelectCutTest {
  private static final int KILLS = 3;

  private static final String EXAMPLES = Path.of("..", "examples").toAbsolutePath().toString();

  @TempDir Path folder;

  /**
   * What is run.
   *
   * @param files that have neither times nor places in them
   * @param checkpoints the folder of its checkpoints
   */
  private record Followed(String name, List<String> words, List<String> files, String checkpoints) {
    String[] command(Path out, String... more) {
      List<String> command = new ArrayList<>(words);
      command.addAll(List.of("--out", out.toString()));
      command.addAll(List.of(more));
      return command.toArray(String[]::new);
    }

    Map<String, String> written(Path out) throws IOException {
      Map<String, String> written = new TreeMap<>();
      for (String file : files) {
        written.put(file, Files.readString(out.resolve(file)));
      }
      return written;
    }

    boolean isUnderWay(Path out) {
      Path place = out.resolve(checkpoints);
      try (Stream<Path> files = Files.isDirectory(place) ? Files.list(place) : Stream.empty()) {
        return files.findAny().isPresent();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  static Stream<Followed> followed() {
    return Stream.of(
        new Followed(
            "profile",
            List.of("profile", EXAMPLES + "/boehm/boehm.yaml"),
            List.of("profiles.tsv", "curves.tsv"),
            "profile"),
        new Followed(
            "select",
            List.of("select", EXAMPLES + "/elimination/selection.yaml", "--starts", "8"),
            List.of("models.tsv", "steps.tsv", "calibrated_models.yaml", "selected_model.yaml"),
            "checkpoints"));
  }

  @ParameterizedTest
  @MethodSource("followed")
  void whatIsKilledGoesOnToTheSameBytes(Followed followed) throws Exception {
    RandomStream random = RandomStream.of(20261130).split(followed.name(), 0);
    Path out = folder.resolve("killed");
    int killed = 0;
    Path whole = folder.resolve("whole");
    try (Processes processes = new Processes(folder, Map.of())) {
      processes.complete(followed.command(whole, "--threads", "1"));
      for (int k = 0; k < KILLS; k++) {
        Processes.Started one = processes.lamarck(followed.command(out, "--threads", "2"));
        one.await("checkpoints", () -> followed.isUnderWay(out));
        Thread.sleep((long) (1500 * random.nextDouble()));
        killed += one.kill() ? 1 : 0;
      }
      processes.complete(followed.command(out, "--threads", "2"));
    }
    assertThat(killed).isPositive();
    assertThat(followed.written(out)).isEqualTo(followed.written(whole));
  }

  @ParameterizedTest
  @MethodSource("followed")
  void threadsAndSparkWriteTheSameBytes(Followed followed) throws Exception {
    Path threads = folder.resolve("threads");
    Path spark = folder.resolve("spark");
    Terminal.done(followed.command(threads, "--threads", "1"));
    Terminal.done(followed.command(spark, "--master", "local[2]"));
    assertThat(followed.written(spark)).isEqualTo(followed.written(threads));
  }
}
