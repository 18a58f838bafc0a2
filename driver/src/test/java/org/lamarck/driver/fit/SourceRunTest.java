package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

class SourceRunTest {
  private static final SourceRun BOWL = SourceRun.of(new Bowl(Map.of()));

  /** Like {@link Bowl} in what it holds, and another class. */
  record Plate(Map<String, String> settings) implements ObjectiveSource {
    @Override
    public String id() {
      return "plate";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("a", 0, 1));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> {
        throw new IllegalStateException("broken\nplate");
      };
    }
  }

  private static RunSettings settings(StartPoints start) {
    return RunSettings.of(Strategies.named("multistart"), 1, Budget.UNLIMITED)
        .withStartPoints(start);
  }

  @Test
  void aRunIsKnownByWhatItsSourceHoldsAndByItsClass() {
    assertThat(SourceRun.of(new Bowl(Map.of())).hash()).isEqualTo(BOWL.hash()).hasSize(64);
    assertThat(SourceRun.of(new Bowl(Map.of("noise", "1"))).hash()).isNotEqualTo(BOWL.hash());
    assertThat(SourceRun.of(new Plate(Map.of())).hash()).isNotEqualTo(BOWL.hash());
  }

  @Test
  void coordinatesAreRowsOfATable() {
    List<Parameter> parameters = BOWL.parameters();
    assertThat(parameters).extracting(Parameter::id).containsExactly("a", "b");
    assertThat(parameters).extracting(Parameter::scale).containsExactly(Scale.LIN, Scale.LOG10);
    assertThat(parameters.get(1).lower()).isEqualTo(1e-3); // on the linear scale
    assertThat(parameters).allMatch(Parameter::estimated);
    assertThat(BOWL.searched()).isEqualTo(parameters);
    assertThat(BOWL.loss()).isEqualTo(MisfitLoss.EUCLIDEAN_NORM);
    assertThat(BOWL.size()).isEqualTo("2 coordinates");
    assertThat(SourceRun.of(new Plate(Map.of())).size()).isEqualTo("1 coordinate");
  }

  @Test
  void startsAreOnTheLinearScaleAndBecomePointsOfTheSpace() throws Exception {
    StartPoints start =
        BOWL.startPoints(
            "file.tsv",
            List.of(Map.of("a", 2.0, "b", 100.0), Map.of("a", -9.0, "b", 1e-9, "c", 5.0)));
    assertThat(start.points()).containsExactly(Vector.of(2, 2), Vector.of(-5, -3));
    assertThat(start.moved()).containsExactly("a", "b");
    assertThat(start.source()).isEqualTo("file.tsv");
  }

  @Test
  void everyCoordinateThatLacksAValueIsNamed() {
    assertThatThrownBy(() -> BOWL.startPoints("file.tsv", List.of(Map.of())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "file.tsv: error: coordinate a has no value to begin at; begin at random, or at a file"
                + " that gives it one")
        .hasMessageContaining("coordinate b has no value");
    assertThatThrownBy(
            () -> BOWL.startPoints("file.tsv", List.of(Map.of("a", Double.NaN, "b", 1.0))))
        .isInstanceOf(InputException.class);
  }

  @Test
  void whatTheUsersCodeThrowsIsAFailedPointInOneLine() throws Exception {
    SourceRun plate = SourceRun.of(new Plate(Map.of()));
    StartPoints start = plate.startPoints("file.tsv", List.of(Map.of("a", 0.5)));
    RunState first = plate.first(settings(start));
    Evaluation.Failed failed = first.failed().orElseThrow();
    assertThat(failed.reason()).isEqualTo(Evaluation.Reason.USER_ERROR);
    assertThat(failed.line()).doesNotContain("\n").contains("broken plate");
    assertThat(first.found()).isEmpty();
  }

  @Test
  void aRecordHasWhatTheStartsAreWorth() throws Exception {
    StartPoints start =
        BOWL.startPoints(
            "file.tsv", List.of(Map.of("a", 1.0, "b", 10.0), Map.of("a", 3.0, "b", 10.0)));
    RunSettings settings = settings(start);
    RunState first = BOWL.first(settings);
    assertThat(first.bestValue()).isZero();
    RunRecord record =
        BOWL.record(settings, Run.until(Stop.INTERRUPTED, first, List.of()), "nowhere");
    assertThat(record.starts()).extracting(one -> one.objective()).containsExactly(0.0, 2.0);
    assertThat(record.estimates()).isEqualTo(Map.of("a", 1.0, "b", 10.0));
    assertThat(record.provenance().estimation()).isEmpty();
    assertThat(record.bestFit()).isEmpty();
    assertThat(record.logPrior()).isEmpty();
    assertThat(record.basins().basins()).hasSize(1); // it holds the best point
    assertThat(record)
        .hasToString("RunRecord[bowl: objective 0.0, 2 parameters searched, interrupted]");
  }

  @Test
  void itsOwnPosteriorIsItself() throws Exception {
    assertThat(BOWL.posterior()).isEqualTo(new Bowl(Map.of()));
    assertThat(BOWL.withAllSearched()).isSameAs(BOWL);
    assertThat(BOWL.jars()).isEmpty();
    assertThat(BOWL.remarks()).isEmpty();
  }
}
