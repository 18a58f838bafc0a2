package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.hessian.Hessian;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code lamarck evaluate --derivatives hessian}. */
class EvaluateHessianTest {
  private static final Path BOEHM = Path.of("..", "examples", "boehm", "boehm.yaml");

  private static Map<?, ?> evaluated(String... more) {
    List<String> words = new ArrayList<>(List.of("evaluate", BOEHM.toString(), "--json"));
    words.addAll(List.of(more));
    Terminal terminal = lamarck(words.toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return (Map<?, ?>)
        Objects.requireNonNull(
            new Load(LoadSettings.builder().build()).loadFromString(terminal.out()));
  }

  private static Map<?, ?> inner(Map<?, ?> map, String key) {
    return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
  }

  @Test
  void theHessianOfTheLogLikelihoodIsThereByIdWithTheWayItWasMade() throws InputException {
    Map<?, ?> result = evaluated("--derivatives", "hessian");
    assertThat(result.get("hessianMethod")).isEqualTo("exact: gradients of tangents");
    EvaluationSettings settings = new EvaluationSettings(Tolerances.exact(), GradientMethod.AUTO);
    ProblemObjective objective = ProblemObjective.of(ProblemReader.read(BOEHM), settings);
    Matrix differences =
        Hessian.differences(objective, objective.parameters().nominal()).orElseThrow();
    List<String> ids = objective.space().names();
    Map<?, ?> hessian = inner(result, "hessian");
    assertThat(hessian).hasSize(9);
    double largest = 0;
    for (double one : differences.toArray()) {
      largest = Math.max(largest, Math.abs(one));
    }
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        double entry =
            ((Number) Objects.requireNonNull(inner(hessian, ids.get(i)).get(ids.get(j))))
                .doubleValue();
        // of the log-likelihood, that is minus what is minimised
        assertThat(-entry).isCloseTo(differences.get(i, j), within(1e-6 * largest));
      }
    }
    Map<?, ?> uncertainty = inner(result, "uncertainty");
    assertThat(uncertainty.toString()).contains("Hessian, exact: gradients of tangents");
    assertThat(uncertainty.get("spectrum"))
        .asInstanceOf(list(Map.class))
        .hasSize(7); // two are on bounds
    assertThat(inner(uncertainty, "covariance")).isNotEmpty();
    assertThat(inner(uncertainty, "correlations")).isNotEmpty();
    Matrix expected =
        ((Evaluation.LeastSquares)
                objective.evaluate(objective.parameters().nominal(), Derivatives.RESIDUALS))
            .curvature();
    Map<?, ?> fisher = inner(result, "fisherInformation");
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        double entry =
            ((Number) Objects.requireNonNull(inner(fisher, ids.get(i)).get(ids.get(j))))
                .doubleValue();
        assertThat(entry).isCloseTo(expected.get(i, j), within(1e-6 * largest));
      }
    }
  }

  @Test
  void whatKeepsItFromBeingExactIsNamed() {
    Map<?, ?> result = evaluated("--derivatives", "hessian", "--hierarchical", "auto");
    assertThat(result.get("hessianMethod"))
        .isEqualTo("differences of gradients, because of parameters that the objective computes");
    assertThat(inner(result, "hessian")).hasSize(6); // all but the standard deviations
    assertThat(evaluated("--derivatives", "gradient").containsKey("hessian")).isFalse();
  }
}
