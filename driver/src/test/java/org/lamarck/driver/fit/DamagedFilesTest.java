package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/** Files that a disk, an editor or a merge has spoilt are read, or refused in a line. */
class DamagedFilesTest {
  private static final String RESULT =
      """
      {
        "parameterCount": 2,
        "measurements": 48,
        "start": {"from": "nominal", "objective": 150.25, "nllh": 150.25},
        "best": {
          "objective": 138.5, "nllh": 138.5,
          "parameters": {"a": 1.0, "b": 1e-3}
        },
        "basins": [{"objective": 138.5, "parameters": {"a": 1.0, "b": 1e-3}}],
        "evaluations": 12, "gradients": 3, "failures": 1,
        "failureReasons": {"step limit": 1},
        "stopped": "finished",
        "settings": {"objective": "likelihood"},
        "wallClock": {"seconds": 1.5}
      }
      """;

  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("a", Scale.LIN, 0, 10, 1, true, null),
          new Parameter("b", Scale.LOG10, 1e-5, 1e5, 1, true, null));

  @TempDir Path folder;

  /** A few characters removed, doubled, or written over. */
  private static String spoilt(String text, RandomStream random) {
    StringBuilder spoilt = new StringBuilder(text);
    int faults = 1 + random.nextInt(4);
    for (int k = 0; k < faults && !spoilt.isEmpty(); k++) {
      int at = random.nextInt(spoilt.length());
      int length = Math.min(1 + random.nextInt(12), spoilt.length() - at);
      switch (random.nextInt(4)) {
        case 0 -> spoilt.delete(at, at + length);
        case 1 -> spoilt.insert(at, spoilt.substring(at, at + length));
        case 2 -> spoilt.setCharAt(at, "{}[]:,\"'#&*!|>%@`-?0aN~\t\n ".charAt(random.nextInt(26)));
        default -> spoilt.replace(at, at + length, "null");
      }
    }
    return spoilt.toString();
  }

  /** What may be thrown, and is then a line or a few. */
  private static void assertLine(String text, Exception e) {
    assertThat(e)
        .as(text)
        .isInstanceOfAny(
            InputException.class, ConfigException.class, IllegalArgumentException.class);
    assertThat(e.getMessage()).as(text).isNotBlank().doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void resultsOfRunsAreReadOrRefused(long seed) throws Exception {
    RandomStream random = RandomStream.of(seed);
    for (int k = 0; k < 80; k++) {
      String text = spoilt(RESULT, random);
      Files.writeString(folder.resolve("result.json"), text);
      try {
        assertThat(FinishedRun.read(folder).folder()).isEqualTo(folder);
      } catch (InputException e) {
        assertLine(text, e);
      }
      try {
        assertThat(Starts.read(folder, PARAMETERS, Set.of("a", "b"))).isNotEmpty();
      } catch (InputException e) {
        assertLine(text, e);
      }
      try {
        assertThat(FitEnd.of(text)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as(text).startsWith("result.json is damaged: ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void configurationsAreReadOrRefused(long seed) throws Exception {
    String settings =
        """
        seed: 3
        strategy: hybrid
        timeLimit: 10m
        engine: local
        threads: 2
        rtol: 1e-7
        objective: likelihood
        out: here
        """;
    String own =
        "format: lamarck\nobjective: %s\nsettings:\n  a: 1\n  b: {c: 2}\n"
            .formatted(Bowl.class.getName());
    RandomStream random = RandomStream.of(seed);
    Path file = folder.resolve("run.yaml");
    for (int k = 0; k < 100; k++) {
      String text = spoilt(settings, random);
      Files.writeString(file, text);
      try {
        assertThat(SettingsReader.read(Map.of(), Optional.of(file), new Properties())).isNotNull();
      } catch (ConfigException e) {
        assertLine(text, e);
        assertThat(e.lines()).allMatch(line -> line.contains(": error: "));
      }
      String other = spoilt(own, random);
      Files.writeString(file, other);
      try {
        assertThat(ProblemKinds.read(file, ScaleChoice.AUTO, List.of())).isNotNull();
      } catch (InputException e) {
        assertLine(other, e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void tablesOfStartsAreReadOrRefused(long seed) throws Exception {
    RandomStream random = RandomStream.of(seed);
    Path file = folder.resolve("starts.tsv");
    for (int k = 0; k < 80; k++) {
      for (String table : List.of("a\tb\n1\t2\n3\t4\n", "parameterId\tvalue\na\t3\nb\t1e-3\n")) {
        String text = spoilt(table, random);
        Files.writeString(file, text);
        try {
          assertThat(Starts.read(file, PARAMETERS, Set.of("a", "b"))).isNotEmpty();
        } catch (InputException e) {
          assertLine(text, e);
        }
      }
    }
  }

  @Test
  void aDamagedResultIsNotTakenForThatOfAFit() throws Exception {
    FitJob job =
        new FitJob(
            line -> {},
            folder.toString(),
            "nowhere.yaml",
            SettingsReader.read(Map.of(), Optional.empty(), new Properties()));
    assertThat(job.isDone()).isFalse();
    Files.writeString(folder.resolve("result.json"), RESULT);
    assertThat(job.isDone()).isTrue();
    Files.writeString(folder.resolve("result.json"), RESULT.substring(0, 100));
    assertThatThrownBy(job::isDone)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(folder + ": error: result.json is damaged: ")
        .hasMessageEndingWith("; delete it and try again");
  }

  @Test
  void aValueThatIsNoNumberIsNamedAtItsParameter() throws Exception {
    Files.writeString(
        folder.resolve("result.json"), RESULT.replace("\"b\": 1e-3", "\"b\": \"much\""));
    assertThatThrownBy(() -> FinishedRun.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the file is damaged");
  }
}
