package org.lamarck.driver.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

/** One point of Boehm's problem, as {@code evaluate --json} prints it. */
class PointEvaluationTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";

  private static EstimationProblem problem() throws Exception {
    return ProblemFiles.read(BOEHM, ScaleChoice.AUTO).problem();
  }

  private static EvaluationSettings settings(GradientMethod method) {
    return new EvaluationSettings(Tolerances.of(1e-9, 1e-12), method);
  }

  private static Map<String, Object> result(
      Map<String, Double> values, GradientMethod method, Derivatives derivatives) throws Exception {
    return new PointEvaluation("boehm", problem(), values, settings(method), derivatives).result();
  }

  private static double number(Map<String, Object> result, String key) {
    return (Double) result.getOrDefault(key, Double.NaN);
  }

  private static Map<?, ?> map(Map<String, Object> result, String key) {
    return (Map<?, ?>) result.getOrDefault(key, Map.of());
  }

  @Test
  void theKeysAreTheContract() throws Exception {
    Map<String, Object> result = result(Map.of(), GradientMethod.FORWARD, Derivatives.GRADIENT);
    assertThat(result)
        .containsOnlyKeys(
            "problem",
            "llh",
            "chi2",
            "parameters",
            "scale",
            "gradient",
            "objective",
            "method",
            "rtol",
            "atol",
            "atolOf",
            "steps");
    // the benchmark collection's own value at its nominal point
    assertThat(number(result, "llh")).isCloseTo(-138.22199693517703, within(1e-5));
    assertThat(number(result, "chi2")).isPositive();
    assertThat(result).containsEntry("method", "forward").containsEntry("rtol", 1e-9);
    assertThat(map(result, "scale").get("sd_pSTAT5A_rel")).isEqualTo("log10");
  }

  @ParameterizedTest
  @EnumSource(
      value = GradientMethod.class,
      names = {"FORWARD", "ADJOINT"})
  void theGradientIsThatOfTheLikelihoodOnTheScales(GradientMethod method) throws Exception {
    Map<String, Object> here = result(Map.of(), method, Derivatives.GRADIENT);
    Map<?, ?> gradient = map(here, "gradient");
    for (Parameter parameter : problem().estimated()) {
      double h = 1e-4; // of a decade
      double up = llh(parameter, h);
      double down = llh(parameter, -h);
      double slope = (Double) Objects.requireNonNull(gradient.get(parameter.id()));
      // h² of a third derivative of some thousands, and 1e-7 of the integrator over 2h
      assertThat(slope).as(parameter.id()).isCloseTo((up - down) / (2 * h), within(2e-3));
    }
  }

  private static double llh(Parameter parameter, double step) throws Exception {
    double moved = parameter.linear(parameter.scale().toScale(parameter.nominal()) + step);
    return number(
        result(Map.of(parameter.id(), moved), GradientMethod.FORWARD, Derivatives.NONE), "llh");
  }

  @Test
  void withoutDerivativesThereIsNoGradient() throws Exception {
    Map<String, Object> result = result(Map.of(), GradientMethod.FORWARD, Derivatives.NONE);
    assertThat(result).doesNotContainKey("gradient").containsKey("llh");
  }

  @Test
  void valuesThatAreGivenTakeThePlaceOfNominalOnes() throws Exception {
    Map<String, Object> result =
        result(Map.of("k_phos", 1000.0), GradientMethod.FORWARD, Derivatives.NONE);
    assertThat(map(result, "parameters").get("k_phos")).isEqualTo(1000.0);
    Map<String, Object> nominal = result(Map.of(), GradientMethod.FORWARD, Derivatives.NONE);
    assertThat(number(result, "llh")).isLessThan(number(nominal, "llh"));
  }

  @Test
  void aParameterWithoutAValueIsNamed() throws Exception {
    EstimationProblem problem = problem();
    List<Parameter> open =
        problem.parameters().stream()
            .map(
                one ->
                    new Parameter(
                        one.id(),
                        one.scale(),
                        one.lower(),
                        one.upper(),
                        one.id().startsWith("k_") ? Double.NaN : one.nominal(),
                        one.estimated(),
                        one.prior()))
            .toList();
    EstimationProblem changed = problem.withParameters(open);
    assertThatThrownBy(
            () ->
                new PointEvaluation(
                    "boehm",
                    changed,
                    Map.of("k_phos", 1.0),
                    settings(GradientMethod.FORWARD),
                    Derivatives.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "boehm: error: parameter k_imp_homo has no nominal value; give it one by --parameters")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("k_phos"));
  }

  @Test
  void theTableHasARowForEachMeasurementAndItsResiduals() throws Exception {
    PointEvaluation evaluation =
        new PointEvaluation(
            "boehm", problem(), Map.of(), settings(GradientMethod.FORWARD), Derivatives.NONE);
    List<String> lines = evaluation.table(FormatVersion.V1).lines().toList();
    assertThat(lines).hasSize(49);
    List<String> header = List.of(lines.get(0).split("\t", -1));
    assertThat(header).contains("observableId", "simulationConditionId", "simulation", "residual");
    double chi2 = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      chi2 += Math.pow(Double.parseDouble(cells[header.indexOf("residual")]), 2);
    }
    double expected = number(evaluation.result(), "chi2");
    assertThat(chi2).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void aFailureSaysWhyWhereAndWhen() {
    Map<String, Object> failure =
        PointEvaluation.failure(
            new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "dose", 2.5, "too stiff"));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("reason", "step_limit");
    expected.put("words", "step limit");
    expected.put("condition", "dose");
    expected.put("time", 2.5);
    expected.put("detail", "too stiff");
    assertThat(failure).isEqualTo(expected);
    assertThat(
            PointEvaluation.failure(
                new Evaluation.Failed(Evaluation.Reason.TIME_LIMIT, "", Double.NaN, "")))
        .containsOnlyKeys("reason", "words", "detail");
  }
}
