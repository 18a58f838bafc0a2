package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.petab.output.SimulationTable;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

final class TablesTest {
  @TempDir private Path folder;

  private EstimationProblem problem() throws InputException {
    return ProblemReader.read(new Fixture(folder).write());
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("values.tsv"), List.of(lines));
  }

  @Test
  void valuesAreReadByParameter() throws IOException, InputException {
    Path file = file("value\tparameterId", "0.125\tsd", "1e-2\tk");
    assertThat(ParameterTable.readValues(file, problem().parameters()))
        .containsExactly(Map.entry("sd", 0.125), Map.entry("k", 0.01));
  }

  @Test
  void wrongValuesAreLocated() throws IOException, InputException {
    List<Parameter> parameters = problem().parameters();
    Path file = file("parameterId\tvalue", "kk\t1", "k\tx", "sd\t1", "sd\t2");
    assertThatThrownBy(() -> ParameterTable.readValues(file, parameters))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("values.tsv:2:1: error: the problem has no parameter \"kk\"")
        .hasMessageContaining("values.tsv:3:2: error: value \"x\" is not a number")
        .hasMessageContaining("values.tsv:5:1: error: parameter \"sd\" stands twice");
  }

  @Test
  void writtenEstimatesReadBackAsTheSameNumbers() throws IOException, InputException {
    EstimationProblem problem = problem();
    // a third and the tenth have no short decimal form
    Map<String, Double> estimates = Map.of("k", 1.0 / 3, "sd", 0.1 + 0.2);
    String table = ParameterTable.format(problem.parameters(), estimates);
    EstimationProblem again =
        ProblemReader.read(new Fixture(folder).with("parameters.tsv", table).write());
    assertThat(again.parameters()).hasSameSizeAs(problem.parameters());
    for (int i = 0; i < again.parameters().size(); i++) {
      Parameter before = problem.parameters().get(i);
      Parameter after = again.parameters().get(i);
      assertThat(after)
          .isEqualTo(
              new Parameter(
                  before.id(),
                  before.scale(),
                  before.lower(),
                  before.upper(),
                  estimates.getOrDefault(before.id(), before.nominal()),
                  before.estimated(),
                  before.prior(),
                  before.initialization(),
                  before.inner()));
    }
    Path file = Files.writeString(folder.resolve("estimates.tsv"), table);
    assertThat(ParameterTable.readValues(file, problem.parameters()))
        .containsAllEntriesOf(estimates);
  }

  @Test
  void estimatesOfVersion2ReadBackAsTheSameNumbers() throws InputException {
    EstimationProblem problem = ProblemReader.read(Fixture.version2(folder).write());
    String table =
        ParameterTable.format(problem.parameters(), Map.of("k", 1.0 / 3), FormatVersion.V2);
    assertThat(table.lines().toList())
        .startsWith(
            "parameterId\tlowerBound\tupperBound\tnominalValue\testimate\tpriorDistribution"
                + "\tpriorParameters",
            "k\t0.001\t1000.0\t0.3333333333333333\ttrue\tlog-normal\t0.0;1.0",
            "start\t\t\t1.0\tfalse\t\t");
    EstimationProblem again =
        ProblemReader.read(Fixture.version2(folder).with("parameters.tsv", table).write());
    assertThat(again.parameters().get(0).nominal()).isEqualTo(1.0 / 3);
    // explicit uniform priors are those that were implied, but for where starts are drawn
    for (int i = 0; i < again.parameters().size(); i++) {
      assertThat(again.parameters().get(i).prior()).isEqualTo(problem.parameters().get(i).prior());
    }
  }

  @Test
  void simulationTableOfVersion2NamesExperiments() throws InputException {
    String table =
        SimulationTable.format(
            ProblemReader.read(Fixture.version2(folder).write()),
            Vector.of(1, 2, 3, 4, 5, 6),
            Vector.of(0.5, 0, 0, 0, 0, 0),
            FormatVersion.V2);
    assertThat(table.lines().toList())
        .startsWith(
            "modelId\tobservableId\texperimentId\ttime\tsimulation\tresidual"
                + "\tobservableParameters\tnoiseParameters",
            "\tobs\tcourse\t5.0\t1.0\t0.5\t1;offset\t0.5",
            "\tobs\tcourse\t30.0\t2.0\t0.0\t2;0\tsd",
            "\tsum\tsteady\tinf\t3.0\t0.0\t\t",
            "\tdouble\t\t1.0\t4.0\t0.0\t\t");
  }

  @Test
  void simulationTableHasARowForEachMeasurement() throws InputException {
    String table =
        SimulationTable.format(
            problem(), Vector.of(1, 2, 3, 4, 1.0 / 3), Vector.of(0.5, 0, 0, 0, -1));
    assertThat(table.lines())
        .containsExactly(
            "observableId\tpreequilibrationConditionId\tsimulationConditionId\ttime\tsimulation"
                + "\tresidual\tobservableParameters\tnoiseParameters",
            "obs\t\tlow\t0.0\t1.0\t0.5\t1;offset\t0.5",
            "obs\t\tlow\t10.0\t2.0\t0.0\t2;0\tsd",
            "sum\t\thigh\t5.0\t3.0\t0.0\t\t",
            "sum\tbefore\thigh\tinf\t4.0\t0.0\t\t",
            "sum\t\thigh\t5.0\t0.3333333333333333\t-1.0\t\t");
  }
}
