package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;

/** Selections of compartments, tables of numbers and formulas of their columns. */
class SelectorTest {
  /** Compartments 0-1, 2-4, 5 of the first cell, 6-7, 8-10, 11 of the second, 12 of the third. */
  private static final List<Morphology> CELLS =
      List.of(branched(), branched(), Morphology.of(List.of(Branch.of(-1, 1, 10, 1))));

  @TempDir private Path folder;

  private static Morphology branched() {
    return new Morphology(
        List.of(Branch.of(-1, 2, 10, 1), Branch.of(0, 3, 10, 1), Branch.of(0, 1, 10, 1)),
        Map.of("dendrites", List.of(1, 2)));
  }

  private static YamlMapping yaml(String text, Findings findings) {
    return YamlMapping.read(new SourceText("cell.yaml", text), findings).orElseThrow();
  }

  private static List<Integer> where(String selection, Findings findings) {
    Selector selector = new Selector(CELLS, findings);
    YamlMapping root =
        yaml("groups: {ends: ['0-1/2'], more: [ends, 2]}\nwhere: " + selection, findings);
    selector.readGroups(root);
    return selector.where(root, "where");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | 0 1 2 3 4 5 6 7 8 9 10 11 12",
        "'\"*\"' | 0 1 2 3 4 5 6 7 8 9 10 11 12",
        "'1' | 6 7 8 9 10 11",
        "'1-2' | 6 7 8 9 10 11 12",
        "0/1 | 2 3 4",
        "0/1/1-2 | 3 4",
        "'0-1/*/0' | 0 2 5 6 8 11",
        "1/dendrites | 8 9 10 11",
        "1/dendrites/0 | 8 11",
        "ends | 5 11",
        "more | 5 11 12",
        "[0/1/2, ends, 0/1] | 2 3 4 5 11", // each once, in their order
      })
  void aSelectionIsItsCompartments(String selection, String expected) {
    Findings findings = new Findings();
    assertThat(where(selection, findings))
        .containsExactlyElementsOf(
            List.of(expected.split(" ", -1)).stream().map(Integer::valueOf).toList());
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'3' | \"3\" names cell 3 of 3, counted from 0 | write all, a group",
        "0/3 | names branch 3 of 3, counted from 0 | CELL/BRANCH",
        "0/1/2-1 | names compartment 2-1 of 3, counted from 0 | CELL/BRANCH",
        "0/axon | names no branch by \"axon\" | CELL/BRANCH",
        "2/dendrites | names no branch by \"dendrites\" | CELL/BRANCH", // of other cells
        "0/0/0/0 | has more than three parts | CELL/BRANCH",
        "-1 | names no cell by \"-1\" | CELL/BRANCH",
        "0/ | names no branch by \"\" | CELL/BRANCH",
        "9999999999 | names no cell by | CELL/BRANCH", // no whole number of Java's
        "end | names no cell by \"end\" | write \"ends\"",
      })
  void aPlaceThatIsNotThereIsToldOnce(String selection, String what, String remedy) {
    Findings findings = new Findings();
    assertThat(where(selection, findings)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.row() + ":" + one.column()).isEqualTo("2:8");
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
            });
  }

  @Test
  void aGroupIsKnownToThoseBehindItAlone() {
    Findings findings = new Findings();
    new Selector(CELLS, findings)
        .readGroups(yaml("groups:\n  more: [ends]\n  ends: [0/2]\n  all: [0]\n", findings));
    assertThat(findings.all().stream().map(Finding::row)).containsExactly(2, 4);
  }

  private Optional<NumberTable> table(String text, Findings findings) throws IOException {
    Files.writeString(folder.resolve("t.csv"), text);
    Files.writeString(folder.resolve("cell.yaml"), "a: 1\n");
    OwnFile file = new OwnFile(folder.resolve("cell.yaml"), yaml("a: 1", findings), List.of());
    return NumberTable.read(file, new Cell("t.csv", new Place("cell.yaml", 1, 4)), findings);
  }

  @ParameterizedTest
  @CsvSource({"','", "'\t'"})
  void aTableIsOfCommasOrTabsAndSkipsBlankRows(String separator) throws IOException {
    Findings findings = new Findings();
    NumberTable table =
        table("time , peak\n0,1e-3\n\n 2.5 , -4 \n".replace(",", separator), findings)
            .orElseThrow();
    assertThat(findings.all()).isEmpty();
    assertThat(table.names()).containsExactly("time", "peak");
    assertThat(table.rows()).containsExactly(new double[] {0, 1e-3}, new double[] {2.5, -4});
    assertThat(table.column("peak", findings)).isEqualTo(1);
    assertThat(table.column("peek", findings)).isEqualTo(-1);
    assertThat(findings.all().get(0).toString())
        .isEqualTo(
            "cell.yaml:1:4: error: the table has no column peek, but time, peak; name the column"
                + " peek");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n1\\n | t.csv:2:0: | 1 fields, and 2 in the first row",
        "a,b\\n1,2\\n3,\\n | t.csv:3:2: | \"\" is no number",
        "a,b\\n1,inf\\n | t.csv:2:2: | \"inf\" is no number",
        "a,b\\n1,NaN\\n | t.csv:2:2: | \"NaN\" is no number",
        "a,b\\n | t.csv | the table has no rows",
      })
  void aFaultOfATableHasItsRowAndField(String text, String place, String what) throws IOException {
    Findings findings = new Findings();
    assertThat(table(text.replace("\\n", "\n"), findings)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .satisfies(one -> assertThat(one.toString()).contains(place).contains(what));
  }

  @Test
  void aFormulaReadsTheRowAndTheTime() {
    Findings findings = new Findings();
    RowFormula formula =
        RowFormula.parse(cell("2 * b + a * time"), List.of("a", "b"), findings).orElseThrow();
    assertThat(formula.of(new double[] {3, 5}, 0.5)).isEqualTo(11.5);
    assertThat(formula.of(new double[] {1, -1}, 2)).isZero();
    assertThat(RowFormula.parse(cell("c + c + a"), List.of("a", "b"), findings)).isEmpty();
    assertThat(RowFormula.parse(cell("a +"), List.of("a"), findings)).isEmpty();
    assertThat(findings.all()).hasSize(2); // c once
    assertThat(findings.all().get(0).what()).isEqualTo("\"c\" is no column of the table");
    assertThat(findings.all().get(1).what()).startsWith("a +: ");
  }

  private static Cell cell(String text) {
    return new Cell(text, new Place("cell.yaml", 7, 3));
  }

  @ParameterizedTest
  @CsvSource({"2, true", "2.5, false", "0, false", "-1, false", "3e9, false", "inf, false"})
  void aCountIsAWholeNumberOfAtLeastOne(String text, boolean isOne) {
    Findings findings = new Findings();
    YamlMapping mapping = yaml("count: " + text, findings);
    assertThat(Words.count(mapping, "count", 7, findings).isPresent()).isEqualTo(isOne);
    assertThat(findings.all()).hasSize(isOne ? 0 : 1);
    assertThat(Words.count(mapping, "other", 7, findings)).contains(7);
  }
}
