package org.lamarck.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.MisfitLoss;

class SettingsReaderTest {
  @TempDir Path folder;

  private static FitSettings read(Map<Key, String> options) throws ConfigException {
    return SettingsReader.read(options, Optional.empty(), new Properties());
  }

  private FitSettings readYaml(String text) throws Exception {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, text);
    return SettingsReader.read(Map.of(), Optional.of(file), new Properties());
  }

  private List<String> faultsOfYaml(String text) {
    List<String> lines = catchThrowableOfType(ConfigException.class, () -> readYaml(text)).lines();
    return lines.stream().map(line -> line.replace(folder.toString() + "/", "")).toList();
  }

  @Test
  void withoutSettingsThereIsATimeLimit() throws Exception {
    FitSettings settings = read(Map.of());
    assertThat(settings.seed()).isEqualTo(1);
    assertThat(settings.budget().time()).isEqualTo(Duration.ofMinutes(3));
    assertThat(settings.budget().limitsEvaluations()).isFalse();
    assertThat(settings.engine()).isInstanceOf(EngineChoice.Threads.class);
    assertThat(settings).as("those of a program").isEqualTo(FitSettings.usual(settings.engine()));
  }

  @Test
  void theObjectiveIsChosenByWords() throws Exception {
    ObjectiveChoice plain = read(Map.of()).objective();
    assertThat(plain.goal()).isEqualTo(ObjectiveChoice.Goal.AUTO);
    assertThat(plain.hierarchy()).isEqualTo(ObjectiveChoice.Hierarchy.USUAL);
    assertThat(plain.scales()).isEqualTo(ScaleChoice.AUTO);
    ObjectiveChoice chosen =
        readYaml("objective: posterior\nhierarchical: auto\nparameterScale: Lin\n").objective();
    assertThat(chosen.goal()).isEqualTo(ObjectiveChoice.Goal.POSTERIOR);
    assertThat(chosen.hierarchy()).isEqualTo(ObjectiveChoice.Hierarchy.AUTO);
    assertThat(chosen.scales()).isEqualTo(ScaleChoice.LIN);
    assertThat(faultsOfYaml("objective: postrior\n"))
        .containsExactly("run.yaml:1:12: error: objective (postrior) is unknown; write posterior");
  }

  @Test
  void aBudgetOfEvaluationsNeedsNoTimeLimit() throws Exception {
    FitSettings settings = read(Map.of(Key.EVALUATIONS, "2e5"));
    assertThat(settings.budget().evaluations()).isEqualTo(200_000);
    assertThat(settings.budget().limitsTime()).isFalse();
  }

  @Test
  void optionsWinOverTheFileAndTheFileOverSpark() throws Exception {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, "seed: 2\nthreads: 3\n");
    Properties spark = new Properties();
    spark.setProperty("spark.lamarck.seed", "4");
    spark.setProperty("spark.lamarck.threads", "4");
    spark.setProperty("spark.lamarck.timeLimit", "90s");
    FitSettings settings = SettingsReader.read(Map.of(Key.SEED, "1"), Optional.of(file), spark);
    assertThat(settings.seed()).isEqualTo(1);
    assertThat(settings.engine()).isEqualTo(new EngineChoice.Threads(3));
    assertThat(settings.budget().time()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource({
    "90s, 90", "10m, 600", "1h30m, 5400", "2d, 172800", "1.5s, 1.5", "1m0.25s, 60.25",
    "500ms, 0.5", "1.5m, 90", "1h 30m, 5400", "PT10S, 10", "p1dt2h, 93600", "10S, 10",
    "10 minutes, 600", "2 hours 5 min, 7500", "0.1s, 0.1", ".5h, 1800"
  })
  void durationsAreReadInAllUnits(String text, double seconds) throws Exception {
    assertThat(read(Map.of(Key.TIME_LIMIT, text)).budget().time().toNanos())
        .isEqualTo(Math.round(seconds * 1e9));
  }

  @Test
  void aTargetIsALikelihoodOrAValueOfTheNorm() throws Exception {
    FitSettings settings = read(Map.of(Key.TARGET, "-138.2"));
    assertThat(settings.budget(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD).target()).isEqualTo(138.2);
    assertThat(read(Map.of(Key.TARGET, "106")).budget(MisfitLoss.EUCLIDEAN_NORM).target())
        .isEqualTo(106);
  }

  @Test
  void aMasterMeansSpark() throws Exception {
    assertThat(read(Map.of(Key.MASTER, "local[2]")).engine())
        .isEqualTo(new EngineChoice.Spark("local[2]"));
  }

  @Test
  void underSparkSubmitTheEngineIsSpark() throws Exception {
    Properties spark = new Properties();
    spark.setProperty("spark.master", "spark://host:7077");
    assertThat(SettingsReader.read(Map.of(), Optional.empty(), spark).engine())
        .isEqualTo(new EngineChoice.Spark(null));
  }

  @Test
  void everyFaultOfAFileHasItsPlaceAndRemedy() {
    assertThat(
            faultsOfYaml(
                """
                sede: 7
                evaluations: many
                timeLimit: 10 minuets
                engine:
                  - local
                rtol: 3
                seed: 1
                seed: 2
                """))
        .containsExactly(
            "run.yaml:1:1: error: there is no setting sede; write seed",
            "run.yaml:5:3: error: engine must be a single value; write key: value",
            "run.yaml:8:1: error: seed stands twice; remove one of them",
            "run.yaml:2:14: error: evaluations (many) is not a whole number; write one such as 42",
            "run.yaml:3:12: error: timeLimit (10 minuets) is not a duration; write one such as 90s,"
                + " 10m, 1h30m, 2d or 500ms",
            "run.yaml:6:7: error: rtol (3) is out of range; write a number above 0 and at most"
                + " 0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'seed: [1'  | run.yaml:1:9",
        "just text   | run.yaml:1:1: error: this must be a list of keys and values",
        "'a: b: c'   | run.yaml:1:5: error: not YAML",
      })
  void aFileThatIsNoMappingIsRefused(String text, String beginning) {
    assertThat(faultsOfYaml(text)).singleElement().asString().startsWith(beginning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEED        | 1.5  | --seed: error: seed (1.5) is not a whole number",
        "THREADS     | 0    | --threads: error: threads (0) must be at least 1",
        "EVALUATIONS | -3   | --evaluations: error: evaluations (-3) must be at least 1",
        "TIME_LIMIT  | 0s   | --time-limit: error: timeLimit (0s) is out of range",
        "TIME_LIMIT  | 10   | --time-limit: error: timeLimit (10) is not a duration",
        "TIME_LIMIT  | 1h30 | --time-limit: error: timeLimit (1h30) is not a duration",
        "TIME_LIMIT  | 5s1m | --time-limit: error: timeLimit (5s1m) is not a duration",
        "TIME_LIMIT  | P    | --time-limit: error: timeLimit (P) is not a duration",
        "TIME_LIMIT  | 0.0000000001s | --time-limit: error: timeLimit (0.0000000001s) is out of",
        "TIME_LIMIT  | 31 years | --time-limit: error: timeLimit (31 years) is not a duration",
        "TIME_LIMIT  | 99999999999d | --time-limit: error: timeLimit (99999999999d) is out of"
            + " range",
        "THREADS     | 1025 | --threads: error: threads (1025) must be at most 1024; write a"
            + " smaller",
        "THREADS     | 2147483647 | --threads: error: threads (2147483647) must be at most 1024",
        "THREADS     | 2147483648 | --threads: error: threads (2147483648) must be at most 1024",
        "THREADS     | 4294967297 | --threads: error: threads (4294967297) must be at most 1024",
        "SEED        | 1e30 | --seed: error: seed (1e30) is not a whole number",
        "TARGET      | NaN  | --target: error: target (NaN) is out of range",
        "TARGET      | best | --target: error: target (best) is not a number",
        "ENGINE      | gpu  | --engine: error: engine (gpu) is unknown; write local or spark",
        "ATOL        | 0    | --atol: error: atol (0) is out of range",
        "OUT         | ''   | --out: error: out is empty",
      })
  void aFaultOfAnOptionNamesTheOption(Key key, String text, String beginning) {
    assertThat(catchThrowableOfType(ConfigException.class, () -> read(Map.of(key, text))).lines())
        .singleElement()
        .asString()
        .startsWith(beginning);
  }

  @Test
  void threadsAndMasterExcludeEachOther() {
    Map<Key, String> both = Map.of(Key.THREADS, "2", Key.MASTER, "local[2]");
    assertThat(catchThrowableOfType(ConfigException.class, () -> read(both)).lines())
        .containsExactly(
            "--threads: error: threads are for the local engine; set Spark's cores by --master");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Optional<Path> missing = Optional.of(Path.of("nowhere.yaml"));
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> SettingsReader.read(Map.of(), missing, new Properties()))
                .lines())
        .containsExactly("nowhere.yaml: error: there is no such file; correct its name");
  }
}
