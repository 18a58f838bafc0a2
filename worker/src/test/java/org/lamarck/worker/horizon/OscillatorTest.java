package org.lamarck.worker.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Cholesky;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

/** x'' = −w² x with x(0) = 1: over six periods the misfit has a valley for each of them. */
class OscillatorTest {
  private static final String EQUATIONS =
      """
      format: lamarck
      equations:
        x: {initial: 1, rate: v}
        v: {initial: 0, rate: -w^2 * x}
      constants: {w: 1.7}
      parameters: p.tsv
      """;

  private static final String LOSS =
      "loss: {norm: mean squares, of: x, target: cos(time), times: {start: 0, end: 40, steps: 80}}";

  @TempDir Path folder;

  private EstimationProblem read(String loss) throws Exception {
    Files.writeString(
        folder.resolve("p.tsv"),
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        w\tlin\t0.2\t5\t1.7\t1
        """);
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, EQUATIONS + loss + "\n");
    return ProblemReader.read(file);
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws Exception {
    return ProblemObjective.of(problem, new EvaluationSettings(Tolerances.exact(), method));
  }

  /** Where a descent ends that begins at nominal values, or where another problem has ended. */
  private static Map<String, Double> descend(EstimationProblem problem, Map<String, Double> from)
      throws Exception {
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    SearchSpace space = objective.space();
    double[] start =
        problem.estimated().stream()
            .mapToDouble(one -> from.getOrDefault(one.id(), one.nominal()))
            .toArray();
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement end =
        search.refine(objective, space, search.begin(space.clip(Vector.of(start))), 100);
    Map<String, Double> point = new HashMap<>();
    for (int i = 0; i < space.dimension(); i++) {
      point.put(space.names().get(i), end.point().get(i));
    }
    point.put("value", end.value());
    return point;
  }

  @Test
  void aPlainDescentEndsInAnotherValley() throws Exception {
    assertThat(descend(read(LOSS), Map.of()).get("value")).isGreaterThan(0.3);
  }

  @Test
  void growingHorizonsLeadToTheFrequency() throws Exception {
    EstimationProblem whole = read(LOSS);
    Map<String, Double> point = Map.of();
    for (EstimationProblem stage : GrowingHorizon.stages(whole, 10)) {
      point = descend(stage, point);
    }
    point = descend(whole, point);
    assertThat(point.get("w")).isCloseTo(1, within(1e-6));
  }

  @Test
  void multipleShootingLeadsToTheFrequency() throws Exception {
    EstimationProblem whole = read(LOSS);
    Map<String, Double> point = Map.of();
    for (double tightness : new double[] {10, 1, 0.1, 0.01}) {
      point = descend(MultipleShooting.of(whole, 10, tightness), point);
    }
    point = descend(whole, point);
    assertThat(point.get("w")).isCloseTo(1, within(1e-6));
  }

  /** Windows that begin on the trajectory have no gaps: 0.7 sin and cos solve it for w = 0.7. */
  @Test
  void windowsThatMeetHaveTheLossOfTheWhole() throws Exception {
    EstimationProblem whole = read(LOSS);
    EstimationProblem cut = MultipleShooting.of(whole, 4, 0.1);
    assertThat(cut.experiments()).hasSize(4);
    assertThat(cut.estimated()).hasSize(1 + 2 * 3);
    double[] x =
        cut.estimated().stream()
            .mapToDouble(
                one -> {
                  if (one.id().equals("w")) {
                    return 0.7;
                  }
                  double time =
                      10 * Integer.parseInt(one.id().replaceAll(".*window (\\d).*", "$1"));
                  return one.id().startsWith("x")
                      ? Math.cos(0.7 * time)
                      : -0.7 * Math.sin(0.7 * time);
                })
            .toArray();
    assertThat(value(cut, Vector.of(x))).isCloseTo(value(whole, Vector.of(0.7)), within(1e-8));
  }

  /** The states of each window have to do with those of the next one and with w alone. */
  @Test
  void windowsAreEliminatedOneAfterTheOther() throws Exception {
    long[] products = new long[2];
    for (int k = 0; k < 2; k++) {
      int windows = k == 0 ? 10 : 20;
      EstimationProblem cut = MultipleShooting.of(read(LOSS), windows, 0.1);
      int n = cut.estimated().size();
      assertThat(n).isEqualTo(2 * (windows - 1) + 1);
      Vector x = Vector.of(cut.estimated().stream().mapToDouble(Parameter::nominal).toArray());
      Evaluation.LeastSquares squares =
          (Evaluation.LeastSquares)
              objective(cut, GradientMethod.FORWARD).evaluate(x, Derivatives.RESIDUALS);
      double[] h = squares.curvature().toArray();
      for (int i = 0; i < n - 1; i++) {
        for (int j = 0; j < n - 1; j++) {
          assertThat(h[i * n + j] != 0).isEqualTo(Math.abs(i / 2 - j / 2) <= 1);
        }
      }
      Cholesky cholesky = new Cholesky(n);
      assertThat(cholesky.factor(h, 1e-3)).isTrue();
      products[k] = cholesky.products();
    }
    assertThat(products[1]).isLessThan((long) (2.4 * products[0]));
  }

  private static double value(EstimationProblem problem, Vector x) throws Exception {
    return ((Evaluation.Finite)
            objective(problem, GradientMethod.FORWARD).evaluate(x, Derivatives.NONE))
        .value();
  }

  @Test
  void gradientsOfWindowsAgreeWithDifferences() throws Exception {
    EstimationProblem cut = MultipleShooting.of(read(LOSS), 4, 0.1);
    Vector x = Vector.of(cut.estimated().stream().mapToDouble(Parameter::nominal).toArray());
    ProblemObjective objective = objective(cut, GradientMethod.ADJOINT);
    Vector gradient =
        ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
    double h = 1e-5;
    for (int i = 0; i < x.size(); i++) {
      double[] up = x.toArray();
      double[] down = x.toArray();
      up[i] += h;
      down[i] -= h;
      double difference = (value(cut, Vector.of(up)) - value(cut, Vector.of(down))) / (2 * h);
      assertThat(gradient.get(i)).isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void beginningsHaveTheLossesOfTheirSamples() throws Exception {
    EstimationProblem early = GrowingHorizon.stages(read(LOSS), 4).get(1);
    EstimationProblem half =
        read(LOSS.replace("end: 40, steps: 80", "end: 19.5, steps: 39")); // 40 of 81 times
    assertThat(early.measurements()).hasSize(40);
    assertThat(value(early, Vector.of(0.6))).isCloseTo(value(half, Vector.of(0.6)), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss: {feature: period, of: x, times: {start: 0, end: 40, steps: 80}}",
        "loss: {formula: a^2, terms: [{name: a, of: x, times: [1, 2]}]}"
      })
  void lossesOfWholeCurvesAreNotTakenApart(String loss) throws Exception {
    EstimationProblem whole = read(loss);
    assertThat(MultipleShooting.refusal(whole)).isPresent();
    assertThatThrownBy(() -> MultipleShooting.of(whole, 4, 0.1)).hasMessageContaining("curves");
    assertThatThrownBy(() -> GrowingHorizon.stages(whole, 4)).hasMessageContaining("beginnings");
  }

  @Test
  void experimentsOfSeveralPeriodsAreNotCut() throws Exception {
    EstimationProblem clamped =
        read("interventions: {times: [5], values: {x: 1}, between: free}\n" + LOSS);
    assertThat(MultipleShooting.refusal(clamped)).contains("an experiment has several periods");
    assertThat(GrowingHorizon.stages(clamped, 3)).hasSize(2);
    assertThat(List.copyOf(clamped.experiments())).hasSize(1);
  }
}
