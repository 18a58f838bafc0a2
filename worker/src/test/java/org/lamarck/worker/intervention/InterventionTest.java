package org.lamarck.worker.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.PetabLint;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

class InterventionTest {
  /** The compartment has a size of 2: what is set is a concentration. */
  private static final String SBML =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
      <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
      <listOfSpecies>
      <species id="X" compartment="c" initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
      <species id="Y" compartment="c" initialConcentration="0" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
      </listOfSpecies>
      <listOfParameters><parameter id="k" value="0.5" constant="true"/><parameter id="r" constant="false"/><parameter id="q" constant="false"/></listOfParameters>
      <listOfRules>
      <assignmentRule variable="q"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>r</ci><cn>2</cn></apply></math></assignmentRule>
      <assignmentRule variable="r"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>k</ci><ci>X</ci></apply></math></assignmentRule>
      </listOfRules>
      <listOfReactions><reaction id="v" reversible="false" fast="false">
      <listOfReactants><speciesReference species="X" stoichiometry="1" constant="true"/></listOfReactants>
      <listOfProducts><speciesReference species="Y" stoichiometry="1" constant="true"/></listOfProducts>
      <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>c</ci><apply><divide/><ci>q</ci><cn>2</cn></apply></apply></math></kineticLaw>
      </reaction></listOfReactions></model></sbml>
      """;

  private static final String PARAMETERS =
      """
      parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
      k\tlog10\t0.01\t10\t0.5\t1
      """;

  private static final String HEAD = "format: lamarck\nmodel: m.xml\nparameters: p.tsv\n";

  @TempDir Path folder;

  private Path file(String text) throws Exception {
    Files.writeString(folder.resolve("m.xml"), SBML);
    Files.writeString(folder.resolve("p.tsv"), PARAMETERS);
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, HEAD + text);
    return file;
  }

  private EstimationProblem read(String text) throws Exception {
    return ProblemReader.read(file(text));
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws Exception {
    return ProblemObjective.of(problem, new EvaluationSettings(Tolerances.exact(), method));
  }

  private static Vector nominal(EstimationProblem problem) {
    return Vector.of(
        problem.estimated().stream()
            .mapToDouble(one -> one.scale().toScale(one.nominal()))
            .toArray());
  }

  private static double value(EstimationProblem problem) throws Exception {
    return ((Evaluation.Finite)
            objective(problem, GradientMethod.FORWARD).evaluate(nominal(problem), Derivatives.NONE))
        .value();
  }

  private static String sum(String of, double time) {
    return "loss: {of: %s, times: [%s], norm: sum}\n".formatted(of, time);
  }

  /** dX/dt = −k X, and X = 3 at time 1, 0.5 at time 2. */
  @ParameterizedTest
  @CsvSource({"0.7,1,0", "1.5,3,1", "2,0.5,2", "4,0.5,2"})
  void whatIsSetIsFreeAfterwards(double time, double set, double since) throws Exception {
    EstimationProblem problem =
        read(
            "interventions: {times: [1, 2], values: {X: 5.5 - 2.5 * time}, between: free}\n"
                + sum("X", time));
    assertThat(value(problem)).isCloseTo(set * Math.exp(-0.5 * (time - since)), within(1e-8));
  }

  /** Y grows by k X = 0.5 · 3 while X is held at 3, until 2.5; at first by 1 − e^(−k t). */
  @Test
  void whatIsHeldStaysUntilItIsReleased() throws Exception {
    String held = "interventions: {times: [1], values: {X: 3}, until: 2.5}\n";
    double before = 1 - Math.exp(-0.5);
    assertThat(value(read(held + sum("Y", 2)))).isCloseTo(before + 1.5, within(1e-8));
    assertThat(value(read(held + sum("X", 2.4)))).isCloseTo(3, within(1e-12));
    assertThat(value(read(held + sum("X", 4)))).isCloseTo(3 * Math.exp(-0.75), within(1e-8));
  }

  @Test
  void constantsChangeAtTheirTimes() throws Exception {
    EstimationProblem problem =
        read("interventions: {times: [1, 3], values: {k: 0.1 * time}}\n" + sum("X", 4))
            .withParameters(List.of());
    double exponent = 0.5 * 1 + 0.1 * 2 + 0.3 * 1;
    assertThat(value(problem)).isCloseTo(Math.exp(-exponent), within(1e-8));
  }

  @Test
  void aTableSetsWhatItsCellsSay() throws Exception {
    Files.writeString(folder.resolve("clamps.tsv"), "time\tX\tY\n0\t2\t\n1\t\t7\n");
    EstimationProblem problem =
        read("interventions: {values: clamps.tsv, between: free}\n" + sum("X + Y", 2));
    assertThat(value(problem))
        .isCloseTo(2 * Math.exp(-1) + 7 + 2 * (Math.exp(-0.5) - Math.exp(-1)), within(1e-8));
  }

  private static final String SEARCHED =
      """
      interventions:
        times: [0.5, 1, 2.25]
        values: {X: 1 + 0.3 * time, Y: 0.2}
        between: %s
        search: {lower: 0, upper: 5}
      loss: {of: [X * Y, Y], times: {start: 0, end: 3, steps: 9}, target: 0.4, norm: mean squares}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"free", "held"})
  void gradientsByValuesAgreeWithDifferences(String between) throws Exception {
    EstimationProblem problem = read(SEARCHED.formatted(between));
    assertThat(problem.estimated().stream().map(Parameter::id))
        .containsExactlyInAnyOrder("X_1", "X_2", "X_3", "Y_1", "Y_2", "Y_3", "k");
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective back = objective(problem, GradientMethod.ADJOINT);
    Vector x = nominal(problem);
    Vector gradient =
        ((Evaluation.Differentiable) forward.evaluate(x, Derivatives.GRADIENT)).gradient();
    Vector adjoint =
        ((Evaluation.Differentiable) back.evaluate(x, Derivatives.GRADIENT)).gradient();
    double h = 1e-4;
    for (int i = 0; i < x.size(); i++) {
      double[] up = x.toArray();
      double[] down = x.toArray();
      up[i] += h;
      down[i] -= h;
      double difference =
          (finite(forward, Vector.of(up)) - finite(forward, Vector.of(down))) / (2 * h);
      // the second order of central differences, and solutions to 1e-10
      assertThat(gradient.get(i)).isCloseTo(difference, within(1e-6));
      assertThat(adjoint.get(i)).isCloseTo(gradient.get(i), within(1e-9));
    }
  }

  private static double finite(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  /** With r held, x falls in lines: x ← x (1 − 0.5 k) in each half unit of time. */
  @Test
  void heldRulesAreEvaluatedAtMultiplesOfTheStep() throws Exception {
    String text = "rules: {held: 0.5}\n";
    assertThat(value(read(text + sum("X", 1.5)))).isCloseTo(Math.pow(0.75, 3), within(1e-10));
    assertThat(value(read(text + sum("X", 1.75))))
        .isCloseTo(Math.pow(0.75, 3) * 0.875, within(1e-10));
    assertThat(value(read(text + sum("q", 1.75)))).isCloseTo(Math.pow(0.75, 3), within(1e-10));
  }

  /** The first step's values are numbers of the file, as in the simulators that are compared. */
  @Test
  void heldRulesBeginWithTheFilesValues() throws Exception {
    EstimationProblem problem = read("rules: {held: 0.5}\n" + sum("X", 0.5));
    Vector there = Vector.of(Math.log10(0.05));
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    assertThat(finite(objective, there)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void heldRulesAreDoubtful() throws Exception {
    Path file = file("rules: {held: 0.5}\n" + sum("X", 1));
    assertThat(PetabLint.check(file).toString())
        .contains("own.yaml:4:", "warning: rules that are held are not what SBML means");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interventions: {times: [1], values: {Z: 1}}|the model has no \"Z\"",
        "interventions: {times: [1], values: {r: 1}}|\"r\" follows a rule",
        "interventions: {times: [1], values: {X: 1}, until: 1}|until must be above 1.0",
        "interventions: {times: [1], values: {X: 1}, between: free, until: 2}|nothing is held",
        "interventions: {times: [1], values: {X: 1}, between: kept}|between \"kept\" is unknown",
        "interventions: {times: [1], values: {X: 1/(time - 1)}}|the value is Infinity at time 1.0",
        "interventions: {times: [1], values: {X: k}}|\"k\" is not known",
        "interventions: {times: [2, 1], values: {X: 1}}|not after the one before it",
        "interventions: {values: none.tsv}|none.tsv",
        "interventions: {times: [1], values: {X: 7}, search: {lower: 0, upper: 5}}|is not between",
        "interventions: {times: [1], values: {X: 1}, search: {lower: 5, upper: 0}}|no interval",
        "interventions: {times: [1], value: {X: 1}}|\"value\" has no meaning here",
        "interventions: {times: [1], values: {}}|nothing is set",
        "rules: {held: 0}|held must be above 0",
        "rules: {hold: 1}|\"hold\" has no meaning here",
        "rules: {held: 1e-9}|are too many",
      })
  void whatCannotBeDoneIsToldAtItsPlace(String text, String told) throws Exception {
    Path file = file(text + "\n" + sum("X", 3));
    InputException refused =
        catchThrowableOfType(InputException.class, () -> ProblemReader.read(file));
    assertThat(refused.findings().toString()).contains(told).contains("own.yaml:4:");
  }

  @Test
  void aCopyOfTheProblemHasTheValuesThatWereFound() throws Exception {
    Path file = file(SEARCHED.formatted("held"));
    Path copy = ProblemCopy.write(file, folder.resolve("copy"), Map.of("X_2", 4.5, "k", 0.25));
    EstimationProblem problem = ProblemReader.read(copy);
    assertThat(problem.estimated())
        .filteredOn(one -> List.of("X_1", "X_2", "k").contains(one.id()))
        .extracting(Parameter::id, Parameter::nominal)
        .containsExactlyInAnyOrder(tuple("X_1", 1.15), tuple("X_2", 4.5), tuple("k", 0.25));
  }
}
