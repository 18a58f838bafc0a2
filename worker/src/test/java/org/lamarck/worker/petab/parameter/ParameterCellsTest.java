package org.lamarck.worker.petab.parameter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/** Tables with some cells changed and nothing else, and what such changes are made of. */
@SuppressWarnings("StringConcatToTextBlock") // so that tabs are seen
class ParameterCellsTest {
  private static final List<String> COLUMNS =
      List.of("parameterId", "parameterName", "nominalValue", "note");

  private static String replaced(String table, Map<String, Double> values) {
    return new String(ParameterCells.replace(table.getBytes(UTF_8), values), UTF_8);
  }

  @Test
  void onlyTheCellChangesWhateverStandsAround() {
    String table =
        "\uFEFFparameterId\tnote\tnominalValue\testimate\r\n"
            + "k1\t\"a \"\"quoted\"\"\tnote\"\t 1 \t1\r\n"
            + "\r\n"
            + "\"k2\"\t\t2\t0\r\n"
            + "k3\tµ\t3\t1";
    assertThat(replaced(table, Map.of("k2", 5.5)))
        .isEqualTo(table.replace("\t\t2\t0", "\t\t5.5\t0"));
    assertThat(replaced(table, Map.of("k1", -1e-7)))
        .isEqualTo(table.replace("\t 1 \t1", "\t-1.0E-7\t1"));
    assertThat(replaced(table, Map.of())).isEqualTo(table);
  }

  @Test
  void aColumnThatIsNotThereIsAddedAtTheEnd() {
    assertThat(replaced("parameterId\testimate\na\t1\nb\t0\n", Map.of("b", 2.0)))
        .isEqualTo("parameterId\testimate\tnominalValue\na\t1\nb\t0\t2.0\n");
    assertThat(replaced("parameterId\tx\tnominalValue\na\n", Map.of("a", 2.0)))
        .as("a row that is short")
        .isEqualTo("parameterId\tx\tnominalValue\na\t\t2.0\n");
    assertThat(replaced("parameterId\tnominalValue\na\t", Map.of("a", 2.0)))
        .as("an empty last field without an end of line")
        .isEqualTo("parameterId\tnominalValue\na\t2.0");
  }

  @Test
  void changedTablesReadBackWithTheNewValuesAndAllOthers() {
    RandomStream random = RandomStream.of(11);
    List<String> notes = List.of("", "plain", "\"a\tb\"", "\"two\nlines\"", "\"q\"\"q\"", "naïve");
    for (int n = 0; n < 300; n++) {
      String end = random.nextDouble() < 0.5 ? "\n" : "\r\n";
      StringBuilder text = new StringBuilder(String.join("\t", COLUMNS)).append(end);
      Map<String, Double> changes = new LinkedHashMap<>();
      int rows = 1 + random.nextInt(6);
      for (int i = 0; i < rows; i++) {
        text.append("k").append(i).append('\t').append(notes.get(random.nextInt(6)));
        text.append('\t').append(i).append('\t').append(notes.get(random.nextInt(6)));
        text.append(i + 1 < rows || random.nextDouble() < 0.7 ? end : "");
        if (random.nextDouble() < 0.5) {
          changes.put("k" + i, random.nextDouble(-1e3, 1e3));
        }
      }
      Table before = read(text.toString());
      Table after = read(replaced(text.toString(), changes));
      assertThat(after.rows()).hasSameSizeAs(before.rows());
      for (int i = 0; i < rows; i++) {
        List<String> expected = new ArrayList<>(before.rows().get(i).fields());
        Double change = changes.get("k" + i);
        if (change != null) {
          expected.set(2, Double.toString(change));
        }
        assertThat(after.rows().get(i).fields()).isEqualTo(expected);
      }
    }
  }

  private static Table read(String text) {
    Findings findings = new Findings();
    Table table =
        Table.read(new SourceText("p.tsv", text), TableLayout.VALUES, findings).orElseThrow();
    assertThat(findings.hasErrors()).isFalse();
    return table;
  }

  private static Map<String, Map<String, String>> cells(
      Map<String, Double> fixed, Map<String, double[]> bounds, FormatVersion version)
      throws InputException {
    List<Parameter> parameters =
        List.of(
            new Parameter("k_on", Scale.LOG10, 0.1, 10, 1, true, null),
            new Parameter("k_off", Scale.LOG10, 0.1, 10, 5, true, null));
    return new ParameterChanges(fixed, bounds, Map.of())
        .cells(Path.of("p.yaml"), parameters, version);
  }

  @Test
  void changesOfParametersAreCellsInTheWordsOfTheVersion() throws InputException {
    assertThat(cells(Map.of("k_on", 2.5), Map.of(), FormatVersion.V1))
        .isEqualTo(Map.of("k_on", Map.of("nominalValue", "2.5", "estimate", "0")));
    assertThat(cells(Map.of("k_on", 2.5), Map.of(), FormatVersion.V2))
        .isEqualTo(Map.of("k_on", Map.of("nominalValue", "2.5", "estimate", "false")));
    assertThat(cells(Map.of(), Map.of("k_off", new double[] {0.5, 3}), FormatVersion.V2))
        .as("a nominal value outside of the new bounds moves to the nearer one")
        .isEqualTo(
            Map.of(
                "k_off",
                Map.of(
                    "lowerBound",
                    "0.5",
                    "upperBound",
                    "3.0",
                    "estimate",
                    "true",
                    "nominalValue",
                    "3.0")));
  }

  @Test
  void changesOfNothingSuggestWhatMayBeMeant() {
    assertThatThrownBy(() -> cells(Map.of("kon", 1.0), Map.of(), FormatVersion.V1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the problem has no parameter \"kon\"; write \"k_on\" if that is meant");
  }
}
