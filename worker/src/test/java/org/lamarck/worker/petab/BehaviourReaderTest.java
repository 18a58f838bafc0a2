package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.SerializedProblem;
import org.lamarck.worker.tolerance.Tolerances;

class BehaviourReaderTest {
  /** Two genes, each with an input, which oscillate as they go to rest. */
  private static final String CIRCUIT =
      """
      format: lamarck
      circuit:
        genes: [A, B]
        initial: 0.3
        inputs: {A: x0}
        weights: {lower: -20, upper: 20, start: 3, spread: 1}
        bias: {lower: -5, upper: 5, start: -0.5, spread: 1}
        decay: {lower: 0.1, upper: 10, scale: log10, start: 1.2, spread: 0.3}
      conditions:
        low: {x0: 0.1}
        high: {x0: 0.6, B: 1.5}
      """;

  private static final String TIMES = "times: {start: 0, end: 6, steps: 24}";

  @TempDir Path folder;

  private EstimationProblem read(String text) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, text);
    return ProblemReader.read(file);
  }

  private List<String> faults(String text) {
    return catchThrowableOfType(InputException.class, () -> read(text)).findings().stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws Exception {
    return ProblemObjective.of(problem, new EvaluationSettings(Tolerances.exact(), method));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss: {norm: mean squares, of: A * B, " + TIMES + ", target: 0.3 + x0 * sin(time)}",
        "loss: {norm: mean absolute, of: [A, B], " + TIMES + ", target: 0.7}",
        "loss: {feature: spectrum, of: A, "
            + TIMES
            + ", frequency: 0.3, width: 0.1, amplitude: 0.2}",
        "loss:\n- {feature: fold change, of: A, times: [0, 6], target: 3, in: low}\n"
            + "- {feature: maximum, of: B, "
            + TIMES
            + ", weight: 2}\n"
            + "- {of: [w_A_B, b_A], times: [0], in: low, weight: 0.01}",
        "loss:\n  formula: (top - 1)^2 / (1 + end)\n  terms:\n"
            + "  - {name: top, feature: amplitude, of: A, "
            + TIMES
            + "}\n"
            + "  - {name: end, feature: last, of: B, times: [5], in: high}"
      })
  void gradientsForwardAndBackAgreeWithDifferences(String loss) throws Exception {
    EstimationProblem problem = read(CIRCUIT + loss);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective back = objective(problem, GradientMethod.ADJOINT);
    Vector x = Vector.of(0.3, 2, -9, 0.1, 0.2, 8, -1, -0.05);
    assertThat(forward.space().names())
        .containsExactly("b_A", "w_A_A", "w_B_A", "k_A", "b_B", "w_A_B", "w_B_B", "k_B");
    Vector gradient =
        ((Evaluation.Differentiable) forward.evaluate(x, Derivatives.GRADIENT)).gradient();
    Vector adjoint =
        ((Evaluation.Differentiable) back.evaluate(x, Derivatives.GRADIENT)).gradient();
    Vector ofResiduals =
        ((Evaluation.Differentiable) forward.evaluate(x, Derivatives.RESIDUALS)).gradient();
    double size = Math.sqrt(gradient.dot(gradient));
    double h = 1e-4;
    for (int j = 0; j < x.size(); j++) {
      double difference = (value(forward, x, j, h) - value(forward, x, j, -h)) / (2 * h);
      // h² times third derivatives, and 1e-10 of the integrator over h
      assertThat(gradient.get(j)).isCloseTo(difference, within(1e-5 * size + 1e-8));
      assertThat(adjoint.get(j)).isCloseTo(gradient.get(j), within(1e-7 * size));
      assertThat(ofResiduals.get(j)).isCloseTo(gradient.get(j), within(1e-12 * size));
    }
  }

  private static double value(ProblemObjective objective, Vector x, int j, double h) {
    double[] moved = x.toArray();
    moved[j] += h;
    Evaluation there = objective.evaluate(Vector.of(moved), Derivatives.NONE);
    return ((Evaluation.Finite) there).value();
  }

  @Test
  void aSweepIsAConditionForEachValue() throws Exception {
    EstimationProblem problem =
        read(
            CIRCUIT.replaceFirst(
                    "(?s)conditions:.*", "sweep: {x0: {start: -1, end: 1, steps: 4}}\n")
                + "loss: {of: A, times: [0, 3], target: x0}");
    assertThat(problem.experiments().stream().map(one -> one.id()))
        .containsExactly("x0_-1.0", "x0_-0.5", "x0_0.0", "x0_0.5", "x0_1.0");
    assertThat(problem.measurements().get(3).value()).isEqualTo(-0.5);
  }

  @Test
  void aProblemWithALossTravels() throws Exception {
    EstimationProblem problem =
        read(
            CIRCUIT
                + "loss:\n  formula: a^2\n  terms: [{name: a, feature: last, of: A, times: [2]}]");
    EstimationProblem there = SerializedProblem.of(problem).problem();
    Vector x = Vector.of(0.3, 2, -9, 0.1, 0.2, 8, -1, -0.05);
    Evaluation here = objective(problem, GradientMethod.FORWARD).evaluate(x, Derivatives.GRADIENT);
    assertThat(objective(there, GradientMethod.FORWARD).evaluate(x, Derivatives.GRADIENT))
        .isEqualTo(here);
  }

  @Test
  void aCopyOfACircuitHasItsNewValuesInATable() throws Exception {
    Files.writeString(
        folder.resolve("more.tsv"),
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        scale\tlin\t0\t9\t1\t1
        """);
    String loss = "loss: {of: scale * A, times: [2]}\n";
    read(CIRCUIT + "parameters: more.tsv\n" + loss);
    Path copy =
        ProblemCopy.write(
            folder.resolve("own.yaml"),
            folder.resolve("copy"),
            Map.of("w_A_B", 7.5, "k_A", 2.0, "scale", 3.0));
    EstimationProblem again = ProblemReader.read(copy);
    Map<String, Double> nominal = new HashMap<>();
    again.parameters().forEach(one -> nominal.put(one.id(), one.nominal()));
    assertThat(nominal)
        .hasSize(9)
        .containsEntry("w_A_B", 7.5)
        .containsEntry("k_A", 2.0)
        .containsEntry("scale", 3.0)
        .containsEntry("b_A", -0.5);
    Parameter weight =
        again.parameters().stream().filter(one -> one.id().equals("w_A_B")).findFirst().get();
    assertThat(weight.lower()).isEqualTo(-20);
    assertThat(weight.initialization().second()).isEqualTo(1);
  }

  @Test
  void whatDoesNotOscillateIsAFailureWithItsReason() throws Exception {
    EstimationProblem problem =
        read(CIRCUIT + "loss: {feature: period, of: A, in: low, " + TIMES + ", target: 4}");
    Vector rest = Vector.of(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(objective(problem, GradientMethod.FORWARD).evaluate(rest, Derivatives.GRADIENT))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.detail()).contains("loss: it passes its mean"));
  }

  /** dA/dt = ½ − A from 0.3 where all weights are 0: A = ½ − 0.2 e^−t. */
  @Test
  void aCircuitWithoutWeightsDecaysToHalf() throws Exception {
    String text =
        """
        format: lamarck
        circuit:
          genes: [A]
          initial: 0.3
          weights: {lower: -20, upper: 20, start: 0, spread: 1}
        loss: {feature: last, of: A, times: [1.5], norm: sum}
        """;
    Evaluation there =
        objective(read(text), GradientMethod.FORWARD).evaluate(Vector.of(0.0), Derivatives.NONE);
    assertThat(((Evaluation.Finite) there).value())
        .isCloseTo(0.5 - 0.2 * Math.exp(-1.5), within(1e-10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{of: C, times: [1]} | own.yaml:12:12: error: \"C\" is neither in the model",
        "{of: A, times: [1], feature: perod} | error: there is no feature \"perod\"; write period",
        "{of: A, times: [1], norm: manhattan} | norm \"manhattan\" is unknown; write one of squares",
        "{of: A, times: [1], weight: -1} | weight -1.0 must be above 0",
        "{of: A, times: [1], in: mid} | there is no condition \"mid\"; write one of low, high",
        "{of: A, times: [1], target: y} | \"y\" is not known in a target",
        "{of: A, times: [1], feature: last, target: time} | cannot depend on time",
        "{of: A, times: [1, 2, 3], feature: period} | a period needs 4 times or more, not 3",
        "{of: A, times: [1], sise: 3} | \"sise\" has no meaning here",
        "{formula: a + b, terms: [{name: a, of: A, times: [1]}]} | there is no term \"b\"",
        "{formula: a, terms: [{of: A, times: [1]}]} | \"name\" is missing",
      })
  void whatIsWrongWithALossIsToldWithItsPlace(String loss, String words) {
    assertThat(faults(CIRCUIT + "loss: " + loss)).anyMatch(line -> line.contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "genes: [A, B] | genes: [A, A] | gene A stands twice",
        "genes: [A, B] | genes: [A, 1B] | gene \"1B\" is not a valid id",
        "genes: [A, B] | gens: [A, B] | \"gens\" has no meaning here; write \"genes\"",
        "initial: 0.3 | form: linear | form \"linear\" is unknown; write one of production",
        "{A: x0} | {C: x0} | there is no gene \"C\"",
        "spread: 1} | spread: -1} | is no distribution on the scale lin",
        "scale: log10 | scale: log2 | scale \"log2\" is unknown",
        "{x0: 0.1} | {x1: 0.1} | the model has no \"x1\"; write \"x0\" if that is meant",
        "{x0: 0.1} | {k_A: 0.1} | \"k_A\" is a parameter of the search",
        "format: lamarck | format: lamarck\\nmodel: a.xml | \"model\" and \"circuit\" are two models",
      })
  void whatIsWrongWithACircuitIsToldWithItsPlace(String part, String other, String words) {
    String text = CIRCUIT + "loss: {of: A, times: [1]}";
    String wrong = text.replace(part, other.replace("\\n", "\n"));
    assertThat(wrong).isNotEqualTo(text);
    assertThat(faults(wrong))
        .anyMatch(line -> line.startsWith("own.yaml:") && line.contains(words));
  }
}
