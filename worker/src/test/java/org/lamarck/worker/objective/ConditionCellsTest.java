package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * What cells of a condition table of PEtab 1 may name, by the decay x′ = in − ke x from x(0) = 3,
 * of which 1.5 later is measured. The model knows p2 = 0.4, diff = 0.3, p3 = p2 + diff and q = 2 p3
 * by initial assignments, and r = 2 x by a rule; some have a w without a value.
 */
class ConditionCellsTest {
  private static final String MATH = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">%s</math>";

  @TempDir private Path folder;

  private static String assigned(String id, String math) {
    return "<initialAssignment symbol=\"%s\">%s</initialAssignment>"
        .formatted(id, MATH.formatted(math));
  }

  private static String apply(String operator, String... arguments) {
    return "<apply><%s/>%s</apply>".formatted(operator, String.join("", arguments));
  }

  private static String model() {
    return """
    <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
    <model id="decay"><listOfParameters>
    <parameter id="x" value="3" constant="false"/><parameter id="ke" value="1" constant="true"/>
    <parameter id="in" value="0" constant="true"/>
    <parameter id="p2" value="0.4" constant="true"/>
    <parameter id="diff" value="0.3" constant="true"/><parameter id="p3" constant="true"/>
    <parameter id="q" constant="true"/><parameter id="r" constant="false"/>
    <parameter id="w" constant="true"/></listOfParameters>
    <listOfInitialAssignments>%s%s</listOfInitialAssignments>
    <listOfRules><rateRule variable="x">%s</rateRule>
    <assignmentRule variable="r">%s</assignmentRule></listOfRules>
    </model></sbml>
    """
        .formatted(
            assigned("q", apply("times", "<cn>2</cn>", "<ci>p3</ci>")),
            assigned("p3", apply("plus", "<ci>p2</ci>", "<ci>diff</ci>")),
            MATH.formatted(
                apply("minus", "<ci>in</ci>", apply("times", "<ci>ke</ci>", "<ci>x</ci>"))),
            MATH.formatted(apply("times", "<cn>2</cn>", "<ci>x</ci>")));
  }

  /**
   * A problem of this condition table; condition "a" is measured, after "before" if that is there.
   */
  private EstimationProblem problem(String conditions, String parameters)
      throws IOException, InputException {
    boolean isOpen = conditions.contains(" w");
    String model = model();
    Files.writeString(
        folder.resolve("model.xml"),
        isOpen ? model : model.replace("<parameter id=\"w\" constant=\"true\"/>", ""));
    Files.writeString(folder.resolve("conditions.tsv"), conditions.replace(' ', '\t') + "\n");
    Files.writeString(
        folder.resolve("observables.tsv"),
        "observableId\tobservableFormula\tnoiseFormula\no\tx\t1\n");
    String before = conditions.contains("\nbefore") ? "before" : "";
    Files.writeString(
        folder.resolve("measurements.tsv"),
        "observableId\tpreequilibrationConditionId\tsimulationConditionId\ttime\tmeasurement\n"
            + "o\t%s\ta\t1.5\t0\n".formatted(before));
    Files.writeString(
        folder.resolve("parameters.tsv"),
        "parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate\n"
            + parameters.replace(' ', '\t'));
    Path yaml = folder.resolve("problem.yaml");
    Files.writeString(
        yaml,
        """
        format_version: 1
        parameter_file: parameters.tsv
        problems:
          - sbml_files: [model.xml]
            condition_files: [conditions.tsv]
            observable_files: [observables.tsv]
            measurement_files: [measurements.tsv]
        """);
    return ProblemReader.read(yaml);
  }

  private static ProblemEvaluation evaluate(EstimationProblem problem) throws InputException {
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.of(1e-11, 1e-14), GradientMethod.FORWARD));
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.GRADIENT);
  }

  private void requireRate(double rate, String... conditions) throws IOException, InputException {
    assertThat(evaluate(problem(String.join("\n", conditions), "")).measurements().get(0).value())
        .isCloseTo(3 * Math.exp(-1.5 * rate), within(1e-9));
  }

  @Test
  void numbersAndParametersOfTheModelAreTaken() throws IOException, InputException {
    requireRate(0.6, "conditionId ke", "a 0.6");
    requireRate(0.4, "conditionId ke", "a p2");
  }

  @Test
  void initialAssignmentsAreComputed() throws IOException, InputException {
    requireRate(0.7, "conditionId ke", "a p3");
    requireRate(1.4, "conditionId ke", "a q");
  }

  @Test
  void initialAssignmentsFollowWhatTheConditionSets() throws IOException, InputException {
    requireRate(0.9, "conditionId ke p2", "a p3 0.6");
    requireRate(1.2, "conditionId p2 p3 ke", "a ke 0.6 q");
  }

  @Test
  void aNameMeansWhatTheSameConditionSets() throws IOException, InputException {
    requireRate(0.5, "conditionId ke p2", "a p2 0.5");
    requireRate(0.4, "conditionId ke p2", "a p2 ", "b 1 0.5");
    requireRate(0.8, "conditionId ke p2 diff", "a p2 diff 0.8");
  }

  /** In a steady state x = in / ke, here 2 / 0.5 = 4; then ke is what the model says again. */
  @Test
  void afterAPreequilibrationNamesMeanWhatTheyAreNow() throws IOException, InputException {
    double there = 4 * Math.exp(-1.5 * 0.4);
    EstimationProblem problem = problem("conditionId in ke p2\nbefore 2 0.5 9\na 0 p2 ", "");
    assertThat(evaluate(problem).measurements().get(0).value())
        .isCloseTo(there, within(1e-6)); // a steady state is reached to about 1e-6
  }

  @Test
  void whatFollowsAParameterFollowsItAfterAPreequilibrationToo()
      throws IOException, InputException {
    EstimationProblem problem = problem("conditionId in ke p2\nbefore 2 0.5 9\na 0 p3 0.1", "");
    assertThat(evaluate(problem).measurements().get(0).value())
        .isCloseTo(4 * Math.exp(-1.5 * 0.4), within(1e-6));
  }

  /** The slope of 3 exp(−1.5 (p2 + diff)) by ln p2 and ln diff; σ is 1, the datum 0. */
  @Test
  void gradientPassesThroughInitialAssignments() throws IOException, InputException {
    EstimationProblem problem =
        problem("conditionId ke\na p3", "p2 log 0.01 100 0.4 1\ndiff log 0.01 100 0.3 1\n");
    ProblemEvaluation evaluation = evaluate(problem);
    double x = 3 * Math.exp(-1.5 * 0.7);
    Evaluation.Gradient gradient = (Evaluation.Gradient) evaluation.evaluation();
    assertThat(gradient.gradient().get(0)).isCloseTo(-1.5 * x * x * 0.4, within(1e-7));
    assertThat(gradient.gradient().get(1)).isCloseTo(-1.5 * x * x * 0.3, within(1e-7));
  }

  @Test
  void whatHasNoValueOfItsOwnIsLocated() {
    for (List<String> wrong :
        List.of(
            List.of("r", "changes in time"),
            List.of("w", "has no value"),
            List.of("nothing", "is not a parameter"))) {
      assertThatThrownBy(() -> problem("conditionId ke\na " + wrong.get(0), ""))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("conditions.tsv:2:2: error")
          .hasMessageContaining(wrong.get(1));
    }
    assertThatThrownBy(() -> problem("conditionId ke p2\na p3 q", ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("depends on itself");
  }

  /** A rate of 0 is the end of a logarithmic scale: x stays 3, and nothing pulls. */
  @Test
  void nominalValueZeroOfALogarithmicScaleIsEvaluated() throws IOException, InputException {
    for (String scale : List.of("log", "log10")) {
      for (String nominal : List.of("0", "-1")) {
        EstimationProblem problem =
            problem("conditionId in\na 0", "ke " + scale + " 0.01 100 " + nominal + " 1\n");
        ProblemEvaluation evaluation = evaluate(problem);
        assertThat(evaluation.measurements().get(0).value()).isCloseTo(3, within(1e-12));
        assertThat(((Evaluation.Gradient) evaluation.evaluation()).gradient().get(0)).isZero();
      }
    }
  }
}
