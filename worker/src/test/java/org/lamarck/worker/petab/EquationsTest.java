package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

class EquationsTest {
  private static final String MIXED =
      """
      format: lamarck
      equations:
        v: {initial: 0.4, rate: f_1 - v}
        w: {initial: 1, rate: c * (v - w) + f_2}
      constants: {c: 0.7, I: 0.2}
      networks:
        f: {inputs: [v, 2 * w, I], hidden: [3, 2], outputs: 2}
      loss: {of: [v, w], times: [0.5, 1, 2], target: 0.3 * time, norm: mean squares}
      """;

  @TempDir Path folder;

  private EstimationProblem read(String text) throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, text);
    return ProblemReader.read(file);
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws Exception {
    return ProblemObjective.of(problem, new EvaluationSettings(Tolerances.exact(), method));
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  /** Without weights: dv/dt = −v and dw/dt = c (v − w). */
  @Test
  void equationsAreSimulatedAsTheyStand() throws Exception {
    ProblemObjective objective =
        objective(
            read(MIXED.replaceFirst("loss: .*", "loss: {of: w, times: [1.5], norm: sum}")),
            GradientMethod.FORWARD);
    double w =
        Math.exp(-0.7 * 1.5) + 0.7 * 0.4 / (0.7 - 1) * (Math.exp(-1.5) - Math.exp(-0.7 * 1.5));
    assertThat(value(objective, Vector.zeros(objective.space().dimension())))
        .isCloseTo(w, within(1e-9));
  }

  @Test
  void aNetworkIsItsLayersOfHyperbolicTangents() throws Exception {
    EstimationProblem problem =
        read(
            """
            format: lamarck
            equations: {v: {initial: 0.5, rate: 0 * v}}
            networks: {g: {inputs: [v, 3], hidden: [1], outputs: 1}}
            loss: {of: g_1, times: [1], norm: sum}
            """);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    assertThat(objective.space().names())
        .containsExactly("g_b1_1", "g_w1_1_1", "g_w1_2_1", "g_b2_1", "g_w2_1_1");
    double expected = 0.2 + 1.5 * Math.tanh(0.1 + 0.7 * 0.5 - 0.3 * 3);
    assertThat(value(objective, Vector.of(0.1, 0.7, -0.3, 0.2, 1.5)))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void gradientsByAllWeightsAgreeWithDifferences() throws Exception {
    EstimationProblem problem = read(MIXED);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective back = objective(problem, GradientMethod.ADJOINT);
    int n = forward.space().dimension();
    assertThat(n).isEqualTo((3 + 1) * 3 + (3 + 1) * 2 + (2 + 1) * 2);
    RandomStream random = RandomStream.of(4).split("weights", 0);
    Vector x = Vector.of(IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray());
    Vector gradient =
        ((Evaluation.Differentiable) forward.evaluate(x, Derivatives.GRADIENT)).gradient();
    Vector adjoint =
        ((Evaluation.Differentiable) back.evaluate(x, Derivatives.GRADIENT)).gradient();
    double size = Math.sqrt(gradient.dot(gradient));
    double h = 1e-4;
    for (int j = 0; j < n; j++) {
      double up = value(forward, x.with(j, x.get(j) + h));
      double down = value(forward, x.with(j, x.get(j) - h));
      // h² times third derivatives, and 1e-10 of the integrator over h
      assertThat(gradient.get(j)).isCloseTo((up - down) / (2 * h), within(2e-6 * (1 + size)));
      assertThat(adjoint.get(j)).isCloseTo(gradient.get(j), within(1e-8 * (1 + size)));
    }
  }

  /** From 500 arguments on a network is an array program within the rates. */
  @Test
  void gradientsByWeightsOfALargeNetworkAgreeWithDifferences() throws Exception {
    EstimationProblem problem = read(MIXED.replace("[3, 2]", "[20, 25]"));
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective back = objective(problem, GradientMethod.ADJOINT);
    int n = forward.space().dimension();
    assertThat(n).isEqualTo((3 + 1) * 20 + (20 + 1) * 25 + (25 + 1) * 2);
    RandomStream random = RandomStream.of(4).split("weights", 0);
    Vector x =
        Vector.of(IntStream.range(0, n).mapToDouble(i -> 0.3 * random.nextGaussian()).toArray());
    Vector adjoint =
        ((Evaluation.Differentiable) back.evaluate(x, Derivatives.GRADIENT)).gradient();
    double size = Math.sqrt(adjoint.dot(adjoint));
    double h = 1e-4;
    for (int j = 0; j < n; j += 37) {
      double up = value(forward, x.with(j, x.get(j) + h));
      double down = value(forward, x.with(j, x.get(j) - h));
      assertThat(adjoint.get(j)).isCloseTo((up - down) / (2 * h), within(2e-6 * (1 + size)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f_1 - v | f_3 - v | \"f_3\" is no state, constant or output of a network",
        "rate: f_1 - v | rte: f_1 | \"rte\" has no meaning here; write \"rate\"",
        "initial: 0.4, | | \"initial\" is missing",
        "c: 0.7 | v: 0.7 | there are two quantities v",
        "hidden: [3, 2] | hidden: [3, two] | \"two\" is no width; write a number from 1 to 9999",
        "hidden: [3, 2] | hidden: [300, 200] | weights; here are at most 5000",
        "outputs: 2 | output: 2 | \"outputs\" is missing",
        "outputs: 2 | outputs: 2, truth: [v] | 2 outputs have 1 of \"truth\"",
        "outputs: 2 | outputs: 2, truth: [v, u] | \"u\" is no state, constant or output of a"
            + " network",
        "2 * w | 2 * u | \"u\" is no state, constant or output of a network",
        "format: lamarck | format: lamarck\\n"
            + "model: a.xml | \"model\" and \"equations\" are two models",
        "equations: | equation: | \"equation\" has no meaning beside \"loss\"; write equations",
      })
  void whatIsWrongIsToldWithItsPlace(String part, String other, String words) {
    String wrong = MIXED.replace(part, other == null ? "" : other.replace("\\n", "\n"));
    assertThat(wrong).isNotEqualTo(MIXED);
    List<String> faults =
        catchThrowableOfType(InputException.class, () -> read(wrong)).findings().stream()
            .map(finding -> finding.toString().replace(folder + "/", ""))
            .toList();
    assertThat(faults).anyMatch(line -> line.startsWith("own.yaml:") && line.contains(words));
  }
}
