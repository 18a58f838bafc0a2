package org.lamarck.worker.petab.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/** Parameters of a circuit in a table of their own, and the file that names it. */
class CircuitTableTest {
  private static final List<Parameter> ROWS =
      List.of(
          new Parameter("k", Scale.LOG10, 0.01, 100, 1, true, null),
          new Parameter("m", Scale.LIN, -1, 1, 1.0 / 3, true, null));

  @TempDir Path folder;

  private Path written(String yaml, Map<String, Map<String, String>> cells) throws IOException {
    Path from = Files.writeString(folder.resolve("own.yaml"), yaml);
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("own.yaml");
    CircuitTable.write(from, copy, ROWS, cells);
    assertThat(Files.readString(from)).isEqualTo(yaml);
    return copy;
  }

  /** The table is behind the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters: p.tsv|parameters: [p.tsv, circuit-parameters.tsv]",
        "parameters:  p.tsv  |parameters: [p.tsv, circuit-parameters.tsv]",
        "parameters: [a.tsv, b.tsv]|parameters: [a.tsv, b.tsv, circuit-parameters.tsv]",
        "parameters: $1.tsv|parameters: [$1.tsv, circuit-parameters.tsv]",
      })
  void tablesThatAreNamedStayNamed(String before, String after) throws IOException {
    Path copy = written("format: lamarck\n" + before + "\nloss: {}\n", Map.of());
    assertThat(Files.readString(copy)).isEqualTo("format: lamarck\n" + after + "\nloss: {}\n");
  }

  @Test
  void aFileThatNamesNoneGetsTheKeyAtItsEnd() throws IOException {
    Path copy = written("format: lamarck\ncircuit:\n  parameters: of its own\n\n", Map.of());
    assertThat(Files.readString(copy))
        .isEqualTo(
            """
            format: lamarck
            circuit:
              parameters: of its own
            parameters: circuit-parameters.tsv
            """);
  }

  @Test
  void numbersReadBackAndCellsThatAreGivenReplaceTheirs() throws IOException, InputException {
    Path copy =
        written(
            "format: lamarck\n", Map.of("k", Map.of("nominalValue", Double.toString(0.1 + 0.2))));
    Path table = copy.resolveSibling("circuit-parameters.tsv");
    assertThat(ParameterTable.readValues(table, ROWS))
        .containsExactlyInAnyOrderEntriesOf(Map.of("k", 0.1 + 0.2, "m", 1.0 / 3));
  }
}
