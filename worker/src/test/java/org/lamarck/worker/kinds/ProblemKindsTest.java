package org.lamarck.worker.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.InputException;

class ProblemKindsTest {
  private static final List<SourceReader> READERS = List.of(new ClassReader(), new ValleyReader());

  @TempDir Path folder;

  /** A kind of problem: (x − bottom)². */
  private static final class ValleyReader implements SourceReader {
    @Override
    public List<String> keys() {
      return List.of("valley", "unit");
    }

    @Override
    public Optional<ObjectiveSource> read(OwnFile file, Findings findings) {
      double bottom = file.root().number("valley", findings).orElse(Double.NaN);
      return Optional.of(new Valley(file.name(), bottom));
    }
  }

  /** What its reader makes. */
  private record Valley(String id, double bottom) implements ObjectiveSource {
    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -5, 5));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> new Evaluation.Value(Math.pow(x.get(0) - bottom, 2));
    }
  }

  private AnyProblem read(String text) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, text);
    return ProblemKinds.read(READERS, file, ScaleChoice.AUTO, List.of());
  }

  private List<String> faults(String text) {
    return catchThrowableOfType(InputException.class, () -> read(text)).findings().stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void theKeyFindsItsReader() throws Exception {
    assertThat(read("format: lamarck\nvalley: 3\nunit: m\n"))
        .isEqualTo(new AnyProblem.Source(new Valley("own", 3), List.of()));
  }

  @Test
  void whatTheReaderFindsIsToldWithItsPlace() {
    assertThat(faults("format: lamarck\nvalley: deep\n"))
        .containsExactly(
            "own.yaml:2:9: error: valley \"deep\" is not a number; write a number such as 0.5 or"
                + " 1e-3");
  }

  @Test
  void keysThatTheKindDoesNotKnowAreRefused() {
    assertThat(faults("format: lamarck\nvalley: 3\nunits: m\nmodel: a.xml\n"))
        .containsExactly(
            "own.yaml:3:1: error: \"units\" has no meaning beside \"valley\"; write unit",
            "own.yaml:4:1: error: \"model\" has no meaning beside \"valley\"; write one of valley,"
                + " unit");
  }

  @Test
  void misspeltKindsAreGuessedAndOthersListed() {
    assertThat(faults("format: lamarck\nvaley: 3\n"))
        .containsExactly("own.yaml:2:1: error: \"valey\" is no kind of problem; write valley");
    assertThat(faults("format: lamarck\nunit: m\nneurons: {}\n"))
        .containsExactly(
            "own.yaml:3:1: error: \"neurons\" is no kind of problem; write one of the keys loss,"
                + " objective, valley");
    assertThat(faults("format: lamarck\n"))
        .containsExactly(
            "own.yaml:1:1: error: no key says what kind of problem it is; write one of the keys"
                + " loss, objective, valley");
  }

  @Test
  void twoKindsInOneFileAreRefused() {
    assertThat(faults("format: lamarck\nloss: {}\nvalley: 3\n"))
        .containsExactly(
            "own.yaml:3:1: error: \"loss\" and \"valley\" are two kinds of problem; remove one of"
                + " them");
  }

  @Test
  void filesOfNoFormatAreRefusedByTheReaderOfPetab() {
    assertThat(faults("objective: A\n"))
        .singleElement()
        .asString()
        .contains("neither a PEtab problem nor one of Lamarck's own");
  }

  @Test
  void everyKeyOfAKindIsOfOneKindOnly() {
    List<String> names = READERS.stream().map(reader -> reader.keys().get(0)).toList();
    assertThat(names).doesNotHaveDuplicates().doesNotContain("format", "loss");
  }
}
