package org.lamarck.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

class ObjectiveFileTest {
  @TempDir Path folder;

  /** A source without settings. */
  static final class Plain implements ObjectiveSource {
    private static final long serialVersionUID = 1L;

    private final String name;

    Plain() {
      this("plain");
    }

    private Plain(String name) {
      this.name = name;
    }

    @Override
    public String id() {
      return name;
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", 0, 1));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> new Evaluation.Value(x.get(0));
    }
  }

  /** A source that is told what it is. */
  record Told(Map<String, String> settings) implements ObjectiveSource {
    public Told {
      if (settings.containsKey("bad")) {
        throw new IllegalArgumentException("bad is " + settings.get("bad"));
      }
    }

    @Override
    public String id() {
      return settings.toString();
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", 0, 1));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> new Evaluation.Value(x.get(0));
    }
  }

  private Path file(String text) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, text);
    return file;
  }

  private ObjectiveSource source(String text) throws Exception {
    return ObjectiveFile.read(file(text)).orElseThrow().source(List.of());
  }

  private List<String> faults(String text) {
    List<String> lines = catchThrowableOfType(ConfigException.class, () -> source(text)).lines();
    return lines.stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  private static String objective(Class<?> type) {
    return "format: lamarck\nobjective: " + type.getName() + "\n";
  }

  @Test
  void aClassWithoutSettingsIsMade() throws Exception {
    assertThat(source(objective(Plain.class)).id()).isEqualTo("plain");
  }

  @Test
  void settingsReachTheConstructorInTheirOrder() throws Exception {
    assertThat(source(objective(Told.class) + "settings:\n  b: 2\n  a: 1e-3\n").id())
        .isEqualTo("{b=2, a=1e-3}");
    assertThat(source(objective(Told.class)).id()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "format_version: 1\n", "[1, 2]", "seed: 1\n", "a: b: c"})
  void filesOfOtherKindsAreNotOnes(String text) throws Exception {
    assertThat(ObjectiveFile.read(file(text))).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsNotOneEither() throws Exception {
    assertThat(ObjectiveFile.read(folder.resolve("missing.yaml"))).isEmpty();
    assertThat(ObjectiveFile.read(folder)).isEmpty();
  }

  @Test
  void everyFaultHasItsPlaceAndRemedy() {
    assertThat(
            faults(
                """
                format: petab
                objective: [a]
                settings: many
                jar: none.jar
                strategy: hybrid
                """))
        .containsExactly(
            "own.yaml:1:9: error: the format of an own objective is lamarck; write format: lamarck",
            "own.yaml:2:12: error: this must be a single value; write key: value",
            "own.yaml:3:11: error: settings must be names and values; write settings: {name: value}",
            "own.yaml:4:6: error: there is no file none.jar; correct its name, or build it",
            "own.yaml:5:1: error: there is no key strategy beside an own objective; write one of"
                + " format, objective, settings, jar");
  }

  @Test
  void aClassThatIsNotThereIsNamedAtItsPlace() {
    assertThat(faults("objective: org.me.Missing\nformat: lamarck\n"))
        .containsExactly(
            "own.yaml:1:12: error: there is no class org.me.Missing; correct its name, or add its"
                + " jar by --jar");
  }

  @Test
  void aClassThatIsNoSourceIsRefused() {
    assertThat(faults("format: lamarck\nobjective: java.lang.Object\n"))
        .containsExactly(
            "own.yaml:2:12: error: java.lang.Object does not implement "
                + ObjectiveSource.class.getName()
                + "; let it do so");
  }

  @Test
  void settingsForAClassThatTakesNoneAreRefused() {
    assertThat(faults(objective(Plain.class) + "settings: {a: 1}\n"))
        .singleElement()
        .asString()
        .contains("cannot be made")
        .endsWith("give it a public constructor that takes a Map<String, String> of its settings");
  }

  @Test
  void whatTheConstructorSaysIsToldInALine() {
    assertThat(faults(objective(Told.class) + "settings: {bad: luck}\n"))
        .containsExactly(
            "own.yaml:2:12: error: %s cannot be made: java.lang.IllegalArgumentException: bad is"
                    .formatted(Told.class.getName())
                + " luck; correct its settings");
  }

  @Test
  void jarsLieBesideTheFile() throws Exception {
    Files.createDirectories(folder.resolve("lib"));
    Path jar = folder.resolve("lib/mine.jar");
    Files.write(jar, new byte[0]);
    ObjectiveFile read =
        ObjectiveFile.read(file(objective(Plain.class) + "jar: lib/mine.jar\n")).orElseThrow();
    assertThat(read.jars()).containsExactly(jar);
  }
}
