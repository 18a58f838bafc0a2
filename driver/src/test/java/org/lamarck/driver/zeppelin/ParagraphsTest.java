package org.lamarck.driver.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.Lamarck;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.InputException;

/** What a paragraph prints is a table or markup of Zeppelin's, and touches nothing around it. */
class ParagraphsTest {
  private static @Nullable RunRecord fitted;

  @BeforeAll
  static void fit() throws InputException {
    fitted =
        Lamarck.onThreads(1)
            .withBudget(Budget.UNLIMITED.withEvaluations(300))
            .fit(ProblemReader.read(Path.of("../examples/boehm/boehm.yaml")));
  }

  private static RunRecord record() {
    return Objects.requireNonNull(fitted);
  }

  @Test
  void estimatesAreATableWithARowForEachParameter() {
    List<String> lines = Paragraphs.estimates(record()).lines().toList();
    assertThat(lines.get(0)).isEqualTo("%table");
    assertThat(lines).hasSize(2 + 9);
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("NaN", "Infinity"));
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(6));
  }

  @Test
  void theTraceIsATableThatFalls() {
    List<String> lines = Paragraphs.trace(record()).lines().toList();
    assertThat(lines.get(1)).isEqualTo("evaluations\tobjective");
    assertThat(lines.size()).isGreaterThan(2);
  }

  @Test
  void everyRuleOfAPlotsStyleConcernsPlotsAlone() {
    String html = Paragraphs.plots(record());
    assertThat(html).startsWith("%html\n<div><style>");
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    String rules = style.replaceAll("@media[^{]*\\{", "").replaceAll("/\\*.*?\\*/", "");
    for (String rule : rules.split("\\}", -1)) {
      if (rule.contains("{")) {
        for (String selector : rule.substring(0, rule.indexOf('{')).split(",", -1)) {
          assertThat(selector.strip()).startsWith(".lamarck-plot");
        }
      }
    }
  }

  @Test
  void aPlotThatIsNotThereIsNamedWithThoseThatAre() {
    assertThat(Paragraphs.plot(record(), "Residuals")).startsWith("%html\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paragraphs.plot(record(), "Waterfal"))
        .withMessageContaining("Residuals");
  }

  @Test
  void aShellShowsAProblemAndARecordInALine() throws InputException {
    assertThat(ProblemReader.read(Path.of("../examples/boehm/boehm.yaml")))
        .hasToString(
            "EstimationProblem[boehm: 9 of 11 parameters estimated, 48 measurements,"
                + " OdeModel[boehm2014: 8 states, 29 quantities, 0 events]]");
    assertThat(record().toString())
        .startsWith("RunRecord[boehm: objective ")
        .endsWith("6 parameters searched, evaluations spent]");
  }
}
