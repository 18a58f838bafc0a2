package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.expression.ExpressionPool;

/** Ids and formulas in cells: which are valid, which are known, and what is said of others. */
class IdentifiersTest {
  private static final Place PLACE = new Place("t.tsv", 5, 2);

  private final Findings findings = new Findings();

  private static Cell cell(String text) {
    return new Cell(text, PLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "A9_", "__x", "time2"})
  void lettersDigitsAndUnderscoresMakeIds(String id) {
    assertThat(Identifiers.isIdentifier(id)).isTrue();
    assertThat(Identifiers.requireUnreserved(cell(id), "parameterId", findings)).isEqualTo(id);
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a", "a-b", "a b", "a.b", "é", "k₁", "a\u00A0"})
  void othersAreTold(String text) {
    Identifiers.requireIdentifier(cell(text), "parameterId", findings);
    assertThat(TableLines.told(findings))
        .containsExactly(
            "t.tsv:5:2: error: parameterId \"%s\" is not a valid id; use letters, digits and"
                    .formatted(text.strip())
                + " underscores, and no digit first");
  }

  @Test
  void anIdThatIsMissingIsToldAsThat() {
    Identifiers.requireIdentifier(cell("  "), "conditionId", findings);
    assertThat(TableLines.told(findings))
        .containsExactly("t.tsv:5:2: error: conditionId is missing; write an id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"time", "TRUE", "Exp", "arcsinh", "nan", "piecewise", "cotH", "min"})
  void wordsOfFormulasAreNoIdsInAnyCase(String word) {
    Identifiers.requireUnreserved(cell(word), "parameterId", findings);
    assertThat(TableLines.told(findings))
        .containsExactly(
            "t.tsv:5:2: error: parameterId \"%s\" is a word of formulas; choose another id"
                .formatted(word));
  }

  @Test
  void unknownIdsSuggestWhatMayBeMeantAndAreToldOnceInAFile() {
    List<String> known = List.of("k_on", "k_off", "dose");
    Identifiers.unknown(cell("kon"), "targetId", known, "parameter table", findings);
    Identifiers.unknown(
        new Cell("kon", new Place("t.tsv", 8, 2)), "targetId", known, "parameter table", findings);
    Identifiers.unknown(cell("zzz"), "targetId", known, "parameter table", findings);
    Identifiers.unknown(cell(""), "targetId", known, "parameter table", findings);
    assertThat(TableLines.told(findings))
        .containsExactly(
            "t.tsv:5:2: error: targetId \"kon\" is not in the parameter table; write \"k_on\" if"
                + " that is meant, else add it to the parameter table",
            "t.tsv:5:2: error: targetId \"zzz\" is not in the parameter table; add it to the"
                + " parameter table",
            "t.tsv:5:2: error: targetId is missing; write an id of the parameter table");
  }

  @Test
  void formulasAreReadInTheLanguageOfTheirFile() {
    ExpressionPool pool = new ExpressionPool();
    assertThat(Formulas.parse(cell(" b + a*time "), "formula", pool, findings))
        .hasValueSatisfying(
            formula -> {
              assertThat(Formulas.symbols(formula)).containsExactly("b", "a");
              assertThat(Formulas.usesTime(formula)).isTrue();
            });
    assertThat(Formulas.parseOpen(cell("a^2"), "formula", pool, findings))
        .hasValueSatisfying(formula -> assertThat(Formulas.usesTime(formula)).isFalse());
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void formulasThatCannotBeReadTellTheCharacter() {
    ExpressionPool pool = new ExpressionPool();
    assertThat(Formulas.parse(cell("a + * b"), "noiseFormula", pool, findings)).isEmpty();
    assertThat(Formulas.parse(cell("nan"), "noiseFormula", pool, findings)).isEmpty();
    assertThat(TableLines.told(findings)).hasSize(2);
    assertThat(TableLines.told(findings).get(0))
        .startsWith("t.tsv:5:2: error: noiseFormula \"a + * b\" cannot be read at its character 5");
    assertThat(TableLines.told(findings).get(1))
        .isEqualTo("t.tsv:5:2: error: noiseFormula is missing; write a number or a formula");
  }
}
