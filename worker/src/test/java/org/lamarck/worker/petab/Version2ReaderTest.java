package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;

final class Version2ReaderTest {
  @TempDir private Path folder;

  private EstimationProblem read() throws InputException {
    return ProblemReader.read(Fixture.version2(folder).write());
  }

  private static List<String> assignments(Period period) {
    return period.assignments().stream()
        .map(a -> a.target() + "=" + FormulaPrinter.print(a.value()))
        .toList();
  }

  @Test
  void soundProblemHasNoFindings() {
    assertThat(Fixture.version2(folder).findings()).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheYamlFile() throws InputException {
    assertThat(FormatVersion.of(Fixture.version2(folder).write())).isEqualTo(FormatVersion.V2);
    assertThat(FormatVersion.of(new Fixture(folder).write())).isEqualTo(FormatVersion.V1);
  }

  @Test
  void experimentsArePeriodsInTheOrderOfTime() throws InputException {
    EstimationProblem problem = read();
    assertThat(problem.experiments())
        .extracting(Experiment::id)
        .containsExactly("course", "steady", "(model as it is)", "both");
    List<Period> course = problem.experiments().get(0).periods();
    assertThat(course).extracting(Period::start).containsExactly(5.0, 20.0);
    assertThat(course).extracting(Period::id).containsExactly("low", "refill");
    assertThat(assignments(course.get(0))).containsExactly("dose=1", "A=2 * start");
    assertThat(assignments(course.get(1))).containsExactly("A=A + dose * time");
  }

  @Test
  void aPeriodAtZeroFollowsAPreequilibrationThatNothingFollows() throws InputException {
    List<Period> steady = read().experiments().get(1).periods();
    assertThat(steady).extracting(Period::start).containsExactly(Double.NEGATIVE_INFINITY, 0.0);
    assertThat(steady.get(1).assignments()).isEmpty();
  }

  @Test
  void measurementsWithoutExperimentBeginAtZeroWithTheModelAsItIs() throws InputException {
    Experiment plain = read().experiments().get(2);
    assertThat(plain.periods()).singleElement().satisfies(p -> assertThat(p.start()).isZero());
    assertThat(plain.periods().get(0).assignments()).isEmpty();
  }

  @Test
  void conditionsAtOneTimeAreOnePeriod() throws InputException {
    Experiment both = read().experiments().get(3);
    assertThat(both.periods()).singleElement().extracting(Period::id).isEqualTo("high + shifted");
    assertThat(assignments(both.periods().get(0))).containsExactly("dose=3", "shift=1 + offset");
  }

  @Test
  void targetsThatOnlyTablesKnowAreConstantsWithoutValue() throws InputException {
    assertThat(read().model().quantity("shift"))
        .hasValueSatisfying(
            quantity -> assertThat(((Quantity.Constant) quantity).value().value()).isNaN());
  }

  @Test
  void observablesInOthersAreWrittenOut() throws InputException {
    List<Observable> observables = read().observables();
    assertThat(FormulaPrinter.print(observables.get(2).formula())).isEqualTo("2 * (A + offset)");
    assertThat(FormulaPrinter.print(observables.get(2).noiseFormula())).isEqualTo("sd + 0 * A");
    // its own id means the formula's value in the noise
    assertThat(Formulas.symbols(observables.get(1).noiseFormula())).containsExactly("sum", "sd");
    assertThat(observables)
        .extracting(Observable::noise)
        .containsExactly(
            Noise.NORMAL, Noise.LOG_LAPLACE, Noise.LOG_NORMAL, Noise.LAPLACE, Noise.NORMAL);
    assertThat(observables.get(0).observablePlaceholders()).containsExactly("s", "o");
    assertThat(observables.get(0).noisePlaceholders()).containsExactly("n");
  }

  @Test
  void placeholdersHaveTheirValuesInTheMeasurements() throws InputException {
    Measurement first = read().measurements().get(0);
    assertThat(first.observableParameters().stream().map(FormulaPrinter::print))
        .containsExactly("1", "offset");
    assertThat(first.noiseParameters().stream().map(FormulaPrinter::print)).containsExactly("0.5");
    assertThat(read().measurements().get(2).time()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void oneGivenPriorMakesTheOthersUniform() throws InputException {
    List<Parameter> parameters = read().parameters();
    assertThat(parameters.get(0).prior())
        .isEqualTo(new Prior(Family.LOG_NORMAL, 0, 1, Limits.truncating(1e-3, 1e3)));
    assertThat(parameters.get(0).initialization()).isEqualTo(parameters.get(0).prior());
    assertThat(parameters.get(1).prior()).isNull();
    assertThat(parameters.get(2).prior())
        .isEqualTo(new Prior(Family.UNIFORM, -1, 1, Limits.truncating(-1, 1)));
    assertThat(Objects.requireNonNull(parameters.get(2).prior()).logDensity(0.5, Scale.LIN))
        .isEqualTo(-Math.log(2));
  }

  @Test
  void scalesAreChosenByBoundsOrByTheUser() throws InputException {
    Path yaml = Fixture.version2(folder).write();
    assertThat(ProblemReader.read(yaml).parameters())
        .extracting(Parameter::scale)
        .containsExactly(Scale.LOG10, Scale.LIN, Scale.LIN, Scale.LOG10);
    assertThat(ProblemReader.read(yaml, ScaleChoice.LIN).parameters())
        .extracting(Parameter::scale)
        .containsOnly(Scale.LIN);
    assertThat(ProblemReader.read(yaml, ScaleChoice.LOG10).estimated())
        .extracting(Parameter::scale)
        .containsExactly(Scale.LOG10, Scale.LIN, Scale.LOG10);
    assertThat(PetabLint.check(yaml, ScaleChoice.LOG10))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.toString())
                    .endsWith(
                        "parameters.tsv:4:2: warning: bound -1 of \"offset\" has no logarithm, so"
                            + " it is searched on the linear scale; write a positive bound to"
                            + " search on the scale log10"));
  }

  @Test
  void mappingTablesNameLocalParameters() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            Fixture.version2(folder)
                .replace(
                    "model.xml",
                    "</math>\n        </kineticLaw>",
                    """
                    </math>
                    <listOfLocalParameters><localParameter id="q" value="1"/></listOfLocalParameters>
                            </kineticLaw>""")
                .replace("model.xml", "<ci>k</ci>", "<ci>k</ci><ci>q</ci>")
                .replace("mapping.tsv", "remark\t", "decay_q\tdecay_of_A.q")
                .replace("parameters.tsv", "sd\t", "decay_q\t0\t1\t0.5\ttrue\nsd\t")
                .write());
    assertThat(problem.model().quantity("decay_q")).isPresent();
    assertThat(problem.model().quantity("decay_of_A.q")).isEmpty();
    Quantity flux = problem.model().quantity("decay_of_A").orElseThrow();
    assertThat(Formulas.symbols(flux.initial())).contains("decay_q", "k");
  }

  @Test
  void innerParametersAreKnownByTheirType() throws InputException {
    EstimationProblem problem =
        ProblemReader.read(
            Fixture.version2(folder)
                .replace("parameters.tsv", "priorParameters", "priorParameters\tparameterType")
                .replace("parameters.tsv", "0;1", "0;1\t")
                .replace(
                    "parameters.tsv",
                    "sd\t0.01\t10\t0.1\ttrue\t\t",
                    "sd\t0\tinf\t\ttrue\t\t\tsigma")
                .write());
    assertThat(problem.parameters())
        .extracting(Parameter::inner)
        .containsExactly(Inner.NONE, Inner.NONE, Inner.NONE, Inner.SIGMA);
    Parameter sigma = problem.parameters().get(3);
    assertThat(sigma.upper()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sigma.prior()).isNull();
    assertThat(sigma.initialization().quantile(0.5, sigma.scale())).isEqualTo(1);
  }
}
