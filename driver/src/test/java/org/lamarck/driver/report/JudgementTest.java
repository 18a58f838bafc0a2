package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Judgement.Certainty;
import org.lamarck.driver.record.Judgement.Ending;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive;

/** What is said of how sure a search is: what happened and no more. */
class JudgementTest {
  private static final Vector WIDTHS = Vector.of(10, 10);
  private static final Vector BEST = Vector.of(1, 1);
  private static final Vector SECOND = Vector.of(-3, 2);
  private static final Vector THIRD = Vector.of(2, -4);

  private final List<RefinementRow> rows = new ArrayList<>();
  private BasinArchive basins = BasinArchive.empty(WIDTHS);

  /** A slice, of the search that another one began. */
  private void slice(long search, boolean independent, Vector end, double value, Termination why) {
    String origin = independent ? "multistart" : "recombination";
    rows.add(
        new RefinementRow(
            rows.size(),
            search,
            independent,
            origin,
            rows.size(),
            value + 1,
            value,
            why,
            10,
            Effort.NONE,
            1e-7,
            null,
            end,
            Vector.zeros(0)));
    if (why.converged()) {
      basins =
          basins.with(
              new Refinement(
                  end,
                  value + 1,
                  end,
                  new Evaluation.Value(value),
                  1e-7,
                  null,
                  why,
                  10,
                  Effort.NONE,
                  null));
    }
  }

  private void whole(boolean independent, Vector end, double value) {
    slice(rows.size(), independent, end, value, Termination.GRADIENT);
  }

  private RunRecord record(Vector point, double value) {
    return Records.of(rows, basins, new Best(point, value, "recombination", 0));
  }

  @Test
  void theSlicesOfASearchAreOneStart() {
    slice(0, true, Vector.of(3, 3), 40, Termination.BUDGET);
    slice(1, true, Vector.of(4, 0), 90, Termination.BUDGET);
    slice(0, true, Vector.of(2, 2), 20, Termination.BUDGET);
    slice(0, true, BEST, 10, Termination.GRADIENT);
    Judgement judgement = new Judgement(record(BEST, 10));
    assertThat(judgement.searches()).hasSize(2);
    assertThat(judgement.starts().get(0).last().value()).isEqualTo(10);
    assertThat(judgement.starts())
        .extracting(Judgement.Search::ending)
        .containsExactly(Ending.GRADIENT, Ending.STOPPED);
    assertThat(judgement.certainty()).isEqualTo(new Certainty(2, 1, 1, 1));
    assertThat(Plots.waterfall(judgement))
        .containsOnlyOnce("<circle class=\"dot c0\"")
        .containsOnlyOnce("<circle class=\"open none\"");
  }

  @Test
  void searchesThatWerePutThereAreNoEvidence() {
    whole(true, SECOND, 12);
    for (int i = 0; i < 30; i++) {
      whole(false, BEST, 10);
    }
    Judgement judgement = new Judgement(record(BEST, 10));
    assertThat(judgement.certainty()).isEqualTo(new Certainty(1, 1, 0, 1));
    assertThat(judgement.independentStarts(0)).isZero();
    assertThat(judgement.basins().get(0).visits()).isEqualTo(30);
    assertThat(SummarySection.verdict(judgement).get(0))
        .startsWith("None of 1 independent start that came to a basin found the best value")
        .contains("“recombination”", "too few to tell");
    assertThat(Plots.waterfall(judgement)).containsOnlyOnce("<circle");
  }

  @Test
  void unseenBasinsAreEstimatedFromIndependentStartsAlone() {
    for (int i = 0; i < 3; i++) {
      whole(true, BEST, 10);
      whole(false, BEST, 10);
    }
    whole(true, SECOND, 12);
    whole(true, SECOND, 12);
    whole(true, THIRD, 14);
    whole(false, THIRD, 14);
    Certainty certainty = new Judgement(record(BEST, 10)).certainty();
    assertThat(certainty).isEqualTo(new Certainty(6, 6, 3, 1));
    assertThat(certainty.isEnough()).isTrue();
    assertThat(certainty.unseen()).isCloseTo(1 / 6.0, within(1e-15)); // one division
  }

  @Test
  void fewStartsAreSaidToBeFew() {
    whole(true, BEST, 10);
    whole(true, BEST, 10);
    RunRecord record = record(BEST, 10);
    assertThat(SummarySection.verdict(new Judgement(record)).get(0))
        .isEqualTo(
            "The best value was found by <strong>2</strong> of 2 independent starts that came to a"
                + " basin: <strong>too few to tell</strong> whether it is the best there is.");
    assertThat(HtmlReport.write(record))
        .contains("2 independent starts came to a basin: too few to estimate");
    assertThat(Json.write(ResultFolder.result(new Judgement(record))))
        .contains("\"toBestBasin\": 2")
        .doesNotContain("unseenBasins");
  }

  @Test
  void theBestPointIsInTheFirstBasinThoughNoSearchEndedThere() {
    whole(true, SECOND, 149.6);
    slice(1, true, BEST, 138.2, Termination.BUDGET);
    Judgement judgement = new Judgement(record(BEST, 138.2));
    assertThat(judgement.basins()).hasSize(2);
    assertThat(judgement.basins().get(0).point()).isEqualTo(BEST);
    assertThat(judgement.basins().get(0).visits()).isZero();
    assertThat(judgement.record().basins().basins()).hasSize(2);
    assertThat(judgement.certainty()).isEqualTo(new Certainty(2, 1, 0, 1));
    assertThat(judgement.starts().get(0).ending()).isEqualTo(Ending.STOPPED);
    assertThat(SummarySection.verdict(judgement).get(0))
        .startsWith("<strong>No local search has ended</strong> at the best point yet");
    String page = HtmlReport.write(judgement.record());
    assertThat(page).contains("<td class=\"n\" title=\"138.2\">138.2</td>");
    // 149.6 − 138.2: above the best point, not above the best basin that a search ended in
    assertThat(page).contains(">11.4</td>");
    assertThat(Json.write(ResultFolder.result(judgement)))
        .contains("\"basinCount\": 2")
        .containsSubsequence("\"basins\"", "\"objective\": 138.2", "\"objective\": 149.6");
  }

  @Test
  void aBetterPointOfAKnownBasinStandsForIt() {
    whole(true, BEST, 10);
    Vector near = Vector.of(1.001, 1);
    Judgement judgement = new Judgement(record(near, 9.999));
    assertThat(judgement.basins()).hasSize(1);
    assertThat(judgement.basins().get(0).value()).isEqualTo(9.999);
    assertThat(judgement.basins().get(0).visits()).isEqualTo(1);
    assertThat(judgement.certainty().atBest()).isEqualTo(1);
  }

  @Test
  void aSearchThatEnteredAKnownBasinHasEnded() {
    whole(true, BEST, 10);
    slice(1, true, BEST, 10.001, Termination.BUDGET);
    Judgement judgement = new Judgement(record(BEST, 10));
    assertThat(judgement.starts().get(1).ending()).isEqualTo(Ending.KNOWN_BASIN);
    assertThat(judgement.certainty()).isEqualTo(new Certainty(2, 2, 2, 0));
  }

  @Test
  void theTableOfSlicesNamesSearchAndBasin() {
    slice(0, true, Vector.of(3, 3), 40, Termination.BUDGET);
    slice(0, true, BEST, 10, Termination.GRADIENT);
    List<String> lines = ResultFolder.refinements(new Judgement(record(BEST, 10))).lines().toList();
    assertThat(lines.get(0)).startsWith("proposal\torigin\tsearch\tindependent\tbasin\t");
    assertThat(lines.get(1)).startsWith("0\tmultistart\t0\ttrue\t\t");
    assertThat(lines.get(2)).startsWith("1\tmultistart\t0\ttrue\t1\t");
  }
}
