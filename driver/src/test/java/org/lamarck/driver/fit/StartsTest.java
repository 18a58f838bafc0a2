package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

class StartsTest {
  private static final List<Parameter> PARAMETERS =
      List.of(parameter("k1", true), parameter("k2", true), parameter("fixed", false));

  private static final Set<String> SEARCHED = Set.of("k1", "k2");

  @TempDir Path folder;

  private static Parameter parameter(String id, boolean estimated) {
    return new Parameter(id, Scale.LOG10, 1e-3, 1e3, 1, estimated, null);
  }

  private List<Map<String, Double>> read(String name, String text)
      throws IOException, InputException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Path from = name.endsWith(".json") ? Objects.requireNonNull(file.getParent()) : file;
    return Starts.read(from, PARAMETERS, SEARCHED);
  }

  @Test
  void aTableOfParametersIsOnePoint() throws Exception {
    assertThat(read("p.tsv", "parameterId\tvalue\nk1\t3\n"))
        .containsExactly(Map.of("k1", 3.0)); // k2 has its nominal value
  }

  @Test
  void aTableWithAColumnForEachHasAPointInEachRow() throws Exception {
    assertThat(read("t.tsv", "k2\tk1\tremark\n1\t2\ta\n\n3\t4\tb\n"))
        .containsExactly(Map.of("k1", 2.0, "k2", 1.0), Map.of("k1", 4.0, "k2", 3.0));
  }

  @Test
  void whatIsComputedNeedsNoColumn() throws Exception {
    Path file = Files.writeString(folder.resolve("s.tsv"), "k1\n2\n");
    assertThat(Starts.read(file, PARAMETERS, Set.of("k1"))).containsExactly(Map.of("k1", 2.0));
  }

  @Test
  void whatIsWrongIsNamedByRowAndColumn() {
    assertThatThrownBy(() -> read("t.tsv", "k1\tk2\n1\tmany\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.tsv:2:2: error: \"many\" is no value of k2");
    assertThatThrownBy(() -> read("u.tsv", "k1\n1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no column k2");
    assertThatThrownBy(() -> read("v.tsv", "k1\tk2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the table has no rows");
  }

  @Test
  void aRunHasItsBestPointAndItsBasins() throws Exception {
    String result =
        """
        {"best": {"parameters": {"k1": 1.5, "other": 7}},
         "basins": [{"parameters": {"k1": 1.5}}, {"parameters": {"k1": 9, "k2": 2}}]}
        """;
    assertThat(read("run/result.json", result))
        .containsExactly(Map.of("k1", 1.5), Map.of("k1", 9.0, "k2", 2.0)); // the first one once
  }

  @Test
  void aRunOfAnotherProblemIsRefused() {
    assertThatThrownBy(() -> read("run/result.json", "{\"best\": {\"parameters\": {\"x\": 1}}}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no point of this run has the parameters of the problem");
    assertThatThrownBy(() -> read("bad/result.json", "{\"best\": "))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is damaged");
    assertThatThrownBy(() -> Starts.read(folder, PARAMETERS, SEARCHED))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the folder has no result.json");
  }
}
