package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;

final class PetabReaderTest {
  @TempDir private Path folder;

  private EstimationProblem read() throws InputException {
    return ProblemReader.read(new Fixture(folder).write());
  }

  private static String text(Expression value) {
    return value.isSymbol() ? value.name() : Double.toString(value.value());
  }

  private static List<String> assignments(Experiment.Period period) {
    return period.assignments().stream()
        .map(assignment -> assignment.target() + "=" + text(assignment.value()))
        .toList();
  }

  @Test
  void soundProblemHasNoFindings() {
    assertThat(new Fixture(folder).findings()).isEmpty();
  }

  @Test
  void parametersKeepScaleBoundsAndPriors() throws InputException {
    List<Parameter> parameters = read().parameters();
    assertThat(parameters).extracting(Parameter::id).containsExactly("k", "start", "offset", "sd");
    assertThat(parameters.get(0))
        .isEqualTo(
            new Parameter(
                "k",
                Scale.LOG10,
                1e-3,
                1e3,
                0.5,
                true,
                new Prior(Prior.Family.PARAMETER_SCALE_NORMAL, 0, 1)));
    assertThat(parameters.get(1).estimated()).isFalse();
    assertThat(parameters.get(2).prior()).isNull();
    assertThat(parameters.get(3).initialization())
        .isEqualTo(
            new Prior(
                Prior.Family.PARAMETER_SCALE_UNIFORM,
                Math.log(0.01),
                Math.log(10),
                Prior.Limits.clipping(0.01, 10)));
  }

  @Test
  void observablesKnowTheirPlaceholdersAndNoise() throws InputException {
    List<Observable> observables = read().observables();
    assertThat(observables).extracting(Observable::id).containsExactly("obs", "sum");
    assertThat(observables.get(0).observablePlaceholders())
        .containsExactly("observableParameter1_obs", "observableParameter2_obs");
    assertThat(observables.get(0).noisePlaceholders()).containsExactly("noiseParameter1_obs");
    assertThat(observables.get(0).noise()).isEqualTo(Noise.NORMAL);
    assertThat(observables.get(1).noise()).isEqualTo(Noise.LOG10_LAPLACE);
    assertThat(Formulas.symbols(observables.get(1).noiseFormula())).contains("sum", "sd");
  }

  @Test
  void pairsOfConditionsBecomeExperimentsInTheOrderOfTheMeasurements() throws InputException {
    EstimationProblem problem = read();
    assertThat(problem.experiments())
        .extracting(Experiment::id)
        .containsExactly("low", "high", "before then high");
    assertThat(problem.measurements())
        .extracting(Measurement::experiment)
        .containsExactly(0, 0, 1, 2, 1);
    Experiment low = problem.experiments().get(0);
    assertThat(low.periods()).hasSize(1);
    assertThat(low.periods().get(0).start()).isZero();
    assertThat(assignments(low.periods().get(0))).containsExactly("dose=1.0", "A=start");
  }

  @Test
  void preequilibrationIsAPeriodFromMinusInfinity() throws InputException {
    Experiment experiment = read().experiments().get(2);
    assertThat(experiment.periods())
        .extracting(Experiment.Period::start)
        .containsExactly(Double.NEGATIVE_INFINITY, 0.0);
    assertThat(assignments(experiment.periods().get(0))).containsExactly("dose=0.0");
    assertThat(assignments(experiment.periods().get(1))).containsExactly("dose=3.0");
  }

  @Test
  void emptyCellAfterPreequilibrationGivesAParameterItsOwnValueBack() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            new Fixture(folder)
                .field("conditions.tsv", 3, 3, "")
                .field("conditions.tsv", 4, 4, "7")
                .write());
    Experiment experiment = problem.experiments().get(2);
    // A is a species and keeps what the preequilibration made of it; dose is 2 in the model
    assertThat(assignments(experiment.periods().get(1))).containsExactly("dose=2.0");
  }

  @Test
  void measurementsKeepTimesValuesAndOverrides() throws InputException {
    List<Measurement> measurements = read().measurements();
    assertThat(measurements).hasSize(5);
    Measurement first = measurements.get(0);
    assertThat(first.value()).isEqualTo(0.7);
    assertThat(first.observableParameters().stream().map(PetabReaderTest::text))
        .containsExactly("1.0", "offset");
    assertThat(first.noiseParameters().stream().map(PetabReaderTest::text)).containsExactly("0.5");
    assertThat(measurements.get(3).time()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void targetThatOnlyObservablesKnowBecomesAConstant() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            new Fixture(folder)
                .table("conditions.tsv", "conditionId gain", "low 1", "high offset", "before 0")
                .replace("observables.tsv", "A+offset", "gain*A")
                .replace("parameters.tsv", "start\tlin\t0\t10\t1\t0\t\t\n", "")
                .write());
    assertThat(problem.model().quantity("gain")).get().isInstanceOf(Quantity.Constant.class);
    assertThat(assignments(problem.experiments().get(1).periods().get(0)))
        .containsExactly("gain=offset");
  }

  @Test
  void timeInFormulasIsModelTime() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            new Fixture(folder).replace("observables.tsv", "A+offset", "A+offset*time").write());
    assertThat(Formulas.symbols(problem.observables().get(1).formula()))
        .containsExactlyInAnyOrder("A", "offset");
  }

  @Test
  void filesMayBeManyAndHaveCarriageReturns() throws InputException {
    Fixture fixture = new Fixture(folder);
    String crlf = fixture.text("measurements.tsv").replace("\n", "\r\n");
    EstimationProblem problem =
        ProblemReader.read(
            fixture
                .with("measurements.tsv", crlf)
                .replace("problem.yaml", "[conditions.tsv]", "[conditions.tsv, more.tsv]")
                .table("more.tsv", "conditionId", "third")
                .with("late.tsv", fixture.text("measurements.tsv"))
                .replace("problem.yaml", "[measurements.tsv]", "[measurements.tsv, late.tsv]")
                .field("late.tsv", 2, 3, "third")
                .write());
    assertThat(problem.measurements()).hasSize(10);
    assertThat(problem.experiments()).hasSize(4);
  }

  @Test
  void exceptionCarriesEveryErrorOfEveryFile() {
    Fixture fixture =
        new Fixture(folder)
            .field("measurements.tsv", 3, 4, "x")
            .field("parameters.tsv", 2, 2, "log2");
    assertThatThrownBy(() -> ProblemReader.read(fixture.write()))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.findings()).hasSize(2))
        .hasMessageContaining("measurements.tsv:3:4")
        .hasMessageContaining("parameters.tsv:2:2");
  }

  @Test
  void ownFormatPosesADistanceFromAFormulaInTime() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            new Fixture(folder)
                .with(
                    "problem.yaml",
                    """
                    format: lamarck
                    model: model.xml
                    parameters: own.tsv
                    loss:
                      norm: euclidean
                      of: 2 * A
                      target: cos(2 * pi * time) + 1
                      times: {start: 0, end: 2, steps: 8}
                    """)
                .table(
                    "own.tsv",
                    "parameterId parameterScale lowerBound upperBound nominalValue estimate",
                    "k log10 0.01 10 0.5 1")
                .write());
    assertThat(problem.measurements())
        .extracting(Measurement::time)
        .containsExactly(0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0);
    // cosine of whole halves of a turn, exact to rounding
    assertThat(problem.measurements().get(2).value()).isCloseTo(0, within(1e-15));
    assertThat(problem.measurements().get(4).value()).isCloseTo(2, within(1e-15));
  }

  @Test
  void priorsOfParametersThatAreNotEstimatedAreNoErrors() {
    for (List<String> cells :
        List.of(List.of("uniform", "0;0"), List.of("normal", "x"), List.of("gauss", ""))) {
      assertThat(
              new Fixture(folder)
                  .field("parameters.tsv", 3, 7, cells.get(0))
                  .field("parameters.tsv", 3, 8, cells.get(1))
                  .findings())
          .singleElement()
          .asString()
          .startsWith("parameters.tsv:3:7: warning: the prior of \"start\" has no effect");
      assertThat(
              Fixture.version2(folder)
                  .field("parameters.tsv", 3, 6, cells.get(0))
                  .field("parameters.tsv", 3, 7, cells.get(1))
                  .findings())
          .singleElement()
          .asString()
          .startsWith("parameters.tsv:3:6: warning: the prior of \"start\" has no effect");
    }
  }
}
