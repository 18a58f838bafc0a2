package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a short fit, always with the same seed and budget.
 *
 * @param location where it is
 * @param what the problem, with options that belong to it
 * @param evaluations the budget
 */
record FitFolder(Path location, List<String> what, int evaluations) {
  static final List<String> EXAMPLE = List.of("../examples/boehm/boehm.yaml");

  /** Some seconds of one core: several generations of each kind, several checkpoints. */
  private static final int EVALUATIONS = 600;

  static FitFolder in(Path location) {
    return new FitFolder(location, EXAMPLE, EVALUATIONS);
  }

  /** The arguments of the fit that writes the folder. */
  String[] fit(String... more) {
    List<String> arguments = new ArrayList<>(List.of("fit"));
    arguments.addAll(what);
    arguments.addAll(List.of("--seed", "1", "--evaluations", Integer.toString(evaluations)));
    arguments.addAll(List.of("--out", location.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Number of the newest checkpoint, from 1; 0 before the first. */
  int checkpoints() {
    return newestCheckpoint(location.resolve("checkpoints"));
  }

  /** Number of the newest checkpoint of a folder, from 1; 0 before the first. */
  static int newestCheckpoint(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("checkpoint-\\d+\\.bin"))
          .mapToInt(name -> 1 + Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fits in this process and returns the result. */
  String fitted(String... engine) throws IOException {
    Terminal.done(fit(engine));
    return withoutWallClock();
  }

  /** Fits in a process that is killed at its second checkpoint, goes on, and returns the result. */
  String fittedThroughAKill(Path logs, String... engine) throws IOException, InterruptedException {
    try (Processes processes = new Processes(logs, Map.of())) {
      Processes.Started fit = processes.lamarck(fit(engine));
      fit.await("a checkpoint", () -> checkpoints() >= 2);
      fit.kill();
      processes.complete("resume", location.toString());
    }
    return withoutWallClock();
  }

  /** All that is a function of seed and budget: {@code result.json} up to the clock, the tables. */
  String withoutWallClock() throws IOException {
    StringBuilder text = new StringBuilder();
    String result = Files.readString(location.resolve("result.json"));
    text.append(result, 0, result.indexOf("\"wallClock\""));
    for (String table : List.of("estimates.tsv", "refinements.tsv")) {
      text.append(Files.readString(location.resolve(table)));
    }
    return text.toString();
  }
}
