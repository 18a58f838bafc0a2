package org.lamarck.worker.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;

class ClassReaderTest {
  @TempDir Path folder;

  private interface OneCoordinate extends ObjectiveSource {
    @Override
    default List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", 0, 1));
    }

    @Override
    default Objective open() {
      return (x, derivatives) -> new Evaluation.Value(x.get(0));
    }
  }

  /** A source without settings. */
  static final class Plain implements OneCoordinate {
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
  }

  /** A source that is told what it is. */
  record Told(Map<String, String> settings) implements OneCoordinate {
    public Told {
      if (settings.containsKey("bad")) {
        throw new IllegalArgumentException("bad is " + settings.get("bad"));
      }
    }

    @Override
    public String id() {
      return settings.toString();
    }
  }

  private Path file(String text) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, text);
    return file;
  }

  private AnyProblem.Source read(String text) throws Exception {
    return (AnyProblem.Source) ProblemKinds.read(file(text), ScaleChoice.AUTO, List.of());
  }

  private ObjectiveSource source(String text) throws Exception {
    return read(text).source();
  }

  private List<String> faults(String text) {
    InputException faults = catchThrowableOfType(InputException.class, () -> source(text));
    return faults.findings().stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
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

  @Test
  void everyFaultHasItsPlaceAndRemedy() {
    assertThat(
            faults(
                """
                format: petab
                objective: A
                jar: none.jar
                strategy: hybrid
                """))
        .containsExactly(
            "own.yaml:1:9: error: format \"petab\" is unknown; write lamarck",
            "own.yaml:4:1: error: \"strategy\" has no meaning beside \"objective\"; write one of"
                + " objective, settings, jar",
            "own.yaml:3:6: error: there is no file none.jar; correct its name, or build it");
  }

  @Test
  void settingsAreNamesAndValues() {
    assertThat(faults("format: lamarck\nobjective: [a]\nsettings: many\n"))
        .containsExactly(
            "own.yaml:3:11: error: this must be a list of keys and values; write key: value",
            "own.yaml:2:12: error: this must be a single value; write a text or a number");
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
    assertThat(read(objective(Plain.class) + "jar: lib/mine.jar\n").jars()).containsExactly(jar);
  }
}
