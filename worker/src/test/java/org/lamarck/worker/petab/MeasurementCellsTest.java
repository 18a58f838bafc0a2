package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/** Names in cells of measurements that are no parameters but what conditions set. */
class MeasurementCellsTest {
  private static final String M = "measurements.tsv";

  @TempDir private Path folder;

  /** Conditions that set a constant of the model, a species and a name that only tables know. */
  private Fixture fixture() {
    return new Fixture(folder)
        .table(
            "conditions.tsv",
            "conditionId conditionName dose A q",
            "low _ 1 start 0.5",
            "high _ 3 NaN sd",
            "before _ 0 _ 0.2")
        .replace("observables.tsv", "0.1*sum+sd", "0.1*sum+sd+0*q");
  }

  private static Expression noise(Fixture fixture) throws InputException {
    EstimationProblem problem = ProblemReader.read(fixture.write());
    List<Expression> noise = problem.measurements().get(0).noiseParameters();
    assertThat(noise).hasSize(1);
    return noise.get(0);
  }

  @Test
  void theValueIsThatOfTheCondition() throws InputException {
    assertThat(noise(fixture().field(M, 2, 7, "q")).value()).isEqualTo(0.5);
    assertThat(noise(fixture().field(M, 2, 7, "dose")).value()).isEqualTo(1);
    Expression parameter = noise(fixture().field(M, 2, 7, "q").field(M, 2, 3, "high"));
    assertThat(parameter.name()).as("which may be a parameter").isEqualTo("sd");
    assertThat(noise(fixture().field(M, 2, 7, "sd")).name()).isEqualTo("sd");
  }

  @Test
  void aConditionThatLeavesTheModelsValueHasThat() throws InputException {
    Fixture open = fixture().field("conditions.tsv", 2, 3, "NaN").field(M, 2, 7, "dose");
    assertThat(noise(open).value()).as("of the model").isEqualTo(2);
    Fixture before =
        fixture()
            .field("conditions.tsv", 3, 3, "NaN")
            .field(M, 2, 7, "dose")
            .field(M, 2, 2, "low")
            .field(M, 2, 3, "high");
    assertThat(noise(before).value()).as("after a preequilibration too").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"6, A;offset", "7, A"})
  void whatIsNoNumberIsToldInItsRow(int column, String value) {
    assertThat(fixture().field(M, 2, column, value).findings())
        .contains(
            "measurements.tsv:2:0: error: \"A\" of a measurement is no number and no parameter in"
                + " \"low\"; write a number or the id of a parameter");
  }

  @Test
  void aNameThatTheConditionLeavesOpenIsToldOnce() {
    assertThat(fixture().field("conditions.tsv", 2, 5, "").field(M, 2, 7, "q").findings())
        .filteredOn(line -> line.startsWith("measurements.tsv:2:"))
        .containsExactly(
            "measurements.tsv:2:0: error: the measurement needs \"q\", which is not in the model"
                + " and not set in \"low\"; set it in a condition there");
  }
}
