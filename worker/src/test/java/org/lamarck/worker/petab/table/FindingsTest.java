package org.lamarck.worker.petab.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.Finding;

/** What is told, how often, and in which order. */
class FindingsTest {
  private static final Place HERE = new Place("a.tsv", 3, 2);
  private static final Place THERE = new Place("a.tsv", 9, 1);

  private final Findings findings = new Findings();

  @Test
  void findingsKeepTheOrderInWhichTheyWereMet() {
    findings.warning(THERE, "w", "r");
    findings.error(HERE, "e", "r");
    findings.addAll(List.of(Finding.error("b.xml", 1, 1, "x", "r")));
    assertThat(TableLines.told(findings))
        .containsExactly(
            "a.tsv:9:1: warning: w; r", "a.tsv:3:2: error: e; r", "b.xml:1:1: error: x; r");
  }

  @Test
  void aFindingThatIsMetAgainIsToldOnce() {
    findings.error(HERE, "e", "r");
    findings.error(HERE, "e", "r");
    findings.error(THERE, "e", "r");
    assertThat(findings.all()).hasSize(2);
  }

  @Test
  void errorsOnceAreToldAtTheFirstPlaceOfEachFile() {
    findings.errorOnce(THERE, "e", "r");
    findings.errorOnce(HERE, "e", "r");
    findings.errorOnce(new Place("b.tsv", 1, 1), "e", "r");
    findings.errorOnce(HERE, "another", "r");
    assertThat(TableLines.told(findings))
        .containsExactly(
            "a.tsv:9:1: error: e; r", "b.tsv:1:1: error: e; r", "a.tsv:3:2: error: another; r");
  }

  @Test
  void findingsAboutOneModelNameItAndAreCollectedWithTheOthers() {
    findings.about("m1").error(HERE, "e", "r");
    findings.about("m2").error(HERE, "e", "r");
    findings.about("m1").errorOnce(HERE, "o", "r");
    findings.about("m1").errorOnce(THERE, "o", "r");
    findings.about("m2").errorOnce(THERE, "o", "r");
    assertThat(TableLines.told(findings))
        .containsExactly(
            "a.tsv:3:2: error: e (m1); r",
            "a.tsv:3:2: error: e (m2); r",
            "a.tsv:3:2: error: o (m1); r",
            "a.tsv:9:1: error: o (m2); r");
  }

  @Test
  void warningsAreNoErrors() {
    findings.warning(HERE, "w", "r");
    assertThat(findings.hasErrors()).isFalse();
    assertThat(findings.hasErrorAt(HERE)).isFalse();
    findings.error(THERE, "e", "r");
    assertThat(findings.hasErrors()).isTrue();
    assertThat(findings.hasErrorAt(HERE)).isFalse();
    assertThat(findings.hasErrorAt(THERE)).isTrue();
    assertThat(findings.toException().findings()).hasSize(1);
    assertThat(findings.toException()).hasMessage("a.tsv:9:1: error: e; r");
  }

  @Test
  void aFindingOfAWholeFileHasNoRow() {
    findings.error(Place.of("a.tsv"), "e", "r");
    assertThat(TableLines.told(findings)).containsExactly("a.tsv: error: e; r");
    assertThat(HERE.line()).isEqualTo("a.tsv:3");
  }
}
