package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws and predictions have the same bytes on threads and on Spark, and after a kill. */
@Tag("slow")
class DrawsEverywhereTest {
  private static final String BINDING =
      Path.of("..", "examples", "binding", "problem.yaml").toString();
  private static final List<String> ON_SPARK = List.of("--engine", "spark", "--master", "local[2]");

  @TempDir private Path folder;

  private String[] sample(String out, String sampler, int draws, List<String> engine) {
    List<String> words =
        new ArrayList<>(
            List.of("sample", BINDING, "--out", folder.resolve(out).toString(), "--chains", "2"));
    words.addAll(List.of("--warmup", "20", "--draws", String.valueOf(draws)));
    words.addAll(List.of("--sampler", sampler));
    if (sampler.equals("tempering")) {
      words.addAll(List.of("--temperatures", "5"));
    }
    words.addAll(engine);
    return words.toArray(String[]::new);
  }

  /** What is in these files of a folder. */
  private List<String> bytes(String out, String... names) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      texts.add(Files.readString(folder.resolve(out).resolve(name)));
    }
    return texts;
  }

  private List<String> draws(String out) throws IOException {
    return bytes(out, "draws.tsv", "summary.tsv", "sample-1.csv", "sample-2.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nuts", "tempering"})
  void threadsAndSparkDrawTheSame(String sampler) throws Exception {
    Terminal.done(sample("one", sampler, 20, List.of("--threads", "1")));
    Terminal.done(sample("two", sampler, 20, List.of("--threads", "2")));
    Terminal.done(sample("spark", sampler, 20, ON_SPARK));
    assertThat(draws("two")).isEqualTo(draws("one"));
    assertThat(draws("spark")).isEqualTo(draws("one"));
  }

  @Test
  void threadsAndSparkPredictTheSame() throws Exception {
    Terminal.done(sample("run", "nuts", 40, List.of("--threads", "1")));
    List<List<String>> all = new ArrayList<>();
    for (List<String> engine : List.of(List.of("--threads", "1"), ON_SPARK)) {
      List<String> words =
          new ArrayList<>(List.of("predict", folder.resolve("run").toString(), "--of", "V * K"));
      words.addAll(engine);
      Terminal.done(words.toArray(String[]::new));
      all.add(bytes("run/prediction", "predictions.tsv", "checks.tsv", "predictions.html"));
    }
    assertThat(all.get(1)).isEqualTo(all.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nuts", "tempering"})
  @Tag("process")
  void chainsThatAreKilledGoOnToTheSameBytes(String sampler) throws Exception {
    int draws = sampler.equals("nuts") ? 20_000 : 1500;
    List<String> engine = List.of("--threads", "2");
    Terminal.done(sample("whole", sampler, draws, engine));
    try (Processes processes = new Processes(folder, Map.of())) {
      String[] words = sample("killed", sampler, draws, engine);
      for (int kill = 1; kill <= 2; kill++) {
        int before = checkpoints();
        Processes.Started killed = processes.lamarck(words);
        killed.await("a checkpoint", () -> checkpoints() > before);
        assertThat(killed.kill()).as(killed.errors()).isTrue();
      }
      processes.complete(words);
    }
    assertThat(draws("killed")).isEqualTo(draws("whole"));
  }

  private int checkpoints() {
    return FitFolder.newestCheckpoint(folder.resolve("killed").resolve("sample"));
  }
}
