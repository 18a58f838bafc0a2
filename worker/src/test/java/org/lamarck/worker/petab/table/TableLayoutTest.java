package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns that are missing, misspelt or have no meaning, and spaces within their fields. */
class TableLayoutTest {
  private final Findings findings = new Findings();

  private static List<TableLayout> layouts() {
    return List.of(
        TableLayout.CONDITIONS_1,
        TableLayout.MEASUREMENTS_1,
        TableLayout.observables1(false),
        TableLayout.observables1(true),
        TableLayout.PARAMETERS_1,
        TableLayout.CONDITIONS_2,
        TableLayout.EXPERIMENTS_2,
        TableLayout.MEASUREMENTS_2,
        TableLayout.observables2(false),
        TableLayout.observables2(true),
        TableLayout.PARAMETERS_2,
        TableLayout.MAPPINGS_2,
        TableLayout.HYBRIDIZATIONS,
        TableLayout.VALUES);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aHeaderOfTheRequiredColumnsIsSound(TableLayout layout) {
    TableLines.read(layout, findings, String.join(" ", layout.required()));
    assertThat(findings.all()).isEmpty();
    assertThat(layout.required()).allMatch(layout::knows);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void eachRequiredColumnThatIsMissingIsToldOnce(TableLayout layout) {
    for (String missing : layout.required()) {
      List<String> others =
          layout.required().stream().filter(column -> !column.equals(missing)).toList();
      Findings own = new Findings();
      TableLines.read(layout, own, String.join(" ", others) + " note");
      if (others.isEmpty()) {
        assertThat(TableLines.told(own)).singleElement().asString().contains("header is missing");
      } else {
        assertThat(TableLines.told(own))
            .containsExactly("t.tsv:1:0: error: column \"" + missing + "\" is missing; add it");
      }
    }
  }

  @Test
  void aColumnThatMayBeMeantIsToBeRenamed() {
    TableLines.read(
        TableLayout.MEASUREMENTS_1,
        findings,
        "observable_id simulationConditionId measurment time datasetID");
    assertThat(TableLines.told(findings))
        .containsExactly(
            "t.tsv:1:0: error: column \"observableId\" is missing; rename column"
                + " \"observable_id\"",
            "t.tsv:1:0: error: column \"measurement\" is missing; rename column \"measurment\"",
            "t.tsv:1:5: warning: column \"datasetID\" has no meaning; rename it if \"datasetId\""
                + " is meant");
  }

  @Test
  void columnsOfConditionsMayHaveAnyName() {
    TableLines.read(TableLayout.CONDITIONS_1, findings, "conditionId conditionNam k1", "c x 1");
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void onlyTheExtensionKnowsShapesOfNoise() {
    assertThat(TableLayout.observables1(false).knows("noiseShape")).isFalse();
    assertThat(TableLayout.observables1(true).knows("noiseShape")).isTrue();
    assertThat(TableLayout.observables2(true).required())
        .isEqualTo(TableLayout.observables2(false).required());
  }

  private List<String> spaced(TableLayout layout, Map<String, String> fields) {
    List<String> columns = fields.keySet().stream().sorted().toList();
    String header = String.join("\t", columns);
    String row = String.join("\t", columns.stream().map(fields::get).toList());
    Findings own = new Findings();
    assertThat(Table.read(new SourceText("t.tsv", header + "\n" + row + "\n"), layout, own))
        .isPresent();
    return TableLines.told(own).stream().filter(one -> one.contains("spaces around")).toList();
  }

  @Test
  void spacesAroundIdsAreErrorsAndAroundNumbersAndNamesAreNot() {
    assertThat(
            spaced(
                TableLayout.PARAMETERS_1,
                Map.of(
                    "parameterId", " k",
                    "parameterName", " the rate ",
                    "lowerBound", " 1e-3 ",
                    "upperBound", "inf ",
                    "estimate", " 1",
                    "parameterScale", "log10 ",
                    "note", " mine ")))
        .containsExactly(
            "t.tsv:2:4: error: there are spaces around \"k\"; remove them",
            "t.tsv:2:6: error: there are spaces around \"log10\"; remove them");
  }

  @Test
  void spacesAroundFormulasAreErrorsOfTheFirstVersionOnly() {
    Map<String, String> fields =
        Map.of("observableId", "o", "observableFormula", " A + B ", "noiseFormula", "s ");
    assertThat(spaced(TableLayout.observables1(false), fields))
        .containsExactly(
            "t.tsv:2:1: error: there are spaces around \"s\"; remove them",
            "t.tsv:2:2: error: there are spaces around \"A + B\"; remove them");
    assertThat(spaced(TableLayout.observables2(false), fields)).isEmpty();
  }
}
