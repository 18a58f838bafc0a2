package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.engine.Wire;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/** What is kept of an individual, for tables and as the best. */
class RowsTest {
  private static final Vector POINT = Vector.of(1, 2);
  private static final Evaluation.Failed FAILED =
      new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "dose", 3, "stiff");

  private static Individual individual(long id, Work work, Evaluation there) {
    Proposal proposal = new Proposal(id, "multistart", List.of(POINT), work);
    return Individual.of(
        proposal,
        new Refinement(
            POINT,
            9,
            POINT,
            there,
            1e-5,
            null,
            Termination.BUDGET,
            7,
            new Effort(3, 4, Failures.NONE),
            null));
  }

  private static Work slice(Lineage lineage) {
    return new Work.Refine(TrustRegion.DEFAULT, 10, null, lineage);
  }

  @Test
  void theFirstSliceFoundsItsSearchAndLaterOnesBelongToIt() {
    Evaluation value = new Evaluation.Value(5);
    RefinementRow first = RefinementRow.of(individual(12, slice(Lineage.INDEPENDENT), value), 3);
    assertThat(first.search()).isEqualTo(12);
    assertThat(first.independent()).isTrue();
    RefinementRow later =
        RefinementRow.of(individual(40, slice(Lineage.INDEPENDENT.of(12)), value), 5);
    assertThat(later.search()).isEqualTo(12);
    assertThat(later.proposal()).isEqualTo(40);
    assertThat(later.independent()).isTrue();
    assertThat(RefinementRow.of(individual(41, slice(Lineage.PLACED), value), 5).independent())
        .isFalse();
  }

  @Test
  void aRowHasWhatTheSliceCameTo() {
    RefinementRow row =
        RefinementRow.of(individual(12, slice(Lineage.PLACED), new Evaluation.Value(5)), 3);
    assertThat(row.startValue()).isEqualTo(9);
    assertThat(row.value()).isEqualTo(5);
    assertThat(row.iterations()).isEqualTo(7);
    assertThat(row.generation()).isEqualTo(3);
    assertThat(row.optimality()).isEqualTo(1e-5);
    assertThat(row.termination()).isEqualTo(Termination.BUDGET);
    assertThat(row.failed()).isEmpty();
    assertThat(Wire.fromBytes(Wire.toBytes(row), RefinementRow.class)).isEqualTo(row);
  }

  @Test
  void aFailureIsKeptWithItsPlace() {
    RefinementRow row = RefinementRow.of(individual(1, slice(Lineage.PLACED), FAILED), 0);
    assertThat(row.value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(row.failed()).contains(FAILED);
  }

  @Test
  void theBestKeepsItsValueAndForgetsDerivatives() {
    Best best = Best.of(individual(3, Work.VALUE, new Evaluation.Gradient(5, POINT)));
    assertThat(best).isEqualTo(new Best(POINT, 5, "multistart", 3));
    assertThat(best.certainty()).isEmpty();
    Individual failed = individual(3, Work.VALUE, FAILED);
    assertThatThrownBy(() -> Best.of(failed)).hasMessage("individual 3 has no value");
  }

  @Test
  void anEstimateSaysHowSureItIs() {
    Best best = new Best(POINT, new Evaluation.EstimatedGradient(5, 0.25, 8, POINT), "cma", 1);
    assertThat(best.evaluation()).isEqualTo(new Evaluation.Estimate(5, 0.25, 8));
    // Student's 95 % of seven degrees of freedom: 1.895
    assertThat(best.certainty())
        .isEqualTo("0.25 of 8 draws; below 5.47364 with a confidence of 95 %");
  }

  @Test
  void everyReasonToStopIsAFewWords() {
    assertThat(Stop.values())
        .extracting(Stop::words)
        .doesNotHaveDuplicates()
        .allMatch(words -> words.matches("[a-z ]+"));
  }

  @Test
  void aSwitchStaysThrown() {
    StopSwitch stop = new StopSwitch();
    assertThat(stop.thrown()).isFalse();
    stop.stop();
    stop.stop();
    assertThat(stop.thrown()).isTrue();
  }
}
