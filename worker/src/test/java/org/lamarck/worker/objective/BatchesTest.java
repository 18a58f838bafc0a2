package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.tolerance.Tolerances;

class BatchesTest {
  private static EstimationProblem blots() throws Exception {
    return ProblemReader.read(Path.of("../examples/blots/problem.yaml"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FORWARD", "ADJOINT"})
  void partsAddUpToTheWhole(GradientMethod method) throws Exception {
    ProblemObjective objective =
        ProblemObjective.of(blots(), new EvaluationSettings(Tolerances.defaults(), method));
    int parts = objective.parts();
    assertThat(parts).isGreaterThan(1);
    Vector x = objective.parameters().nominal();
    Evaluation.Differentiable whole =
        (Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT);
    double value = 0;
    Vector gradient = Vector.zeros(x.size());
    for (int part = 0; part < parts; part++) {
      Evaluation.Differentiable one =
          (Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT, new int[] {part});
      value += one.value() / parts;
      gradient = gradient.plus(1.0 / parts, one.gradient());
    }
    // the same sums in another order
    assertThat(value).isCloseTo(whole.value(), within(1e-12 * Math.abs(whole.value())));
    Vector error = gradient.minus(whole.gradient());
    double size = Math.sqrt(whole.gradient().dot(whole.gradient()));
    assertThat(Math.sqrt(error.dot(error))).isLessThan(1e-11 * (1 + size));
  }

  @Test
  void allPartsAreTheWholeBitByBit() throws Exception {
    ProblemObjective objective =
        ProblemObjective.of(
            blots(), new EvaluationSettings(Tolerances.defaults(), GradientMethod.FORWARD));
    Vector x = objective.parameters().nominal();
    int[] all = IntStream.range(0, objective.parts()).toArray();
    Evaluation.Finite whole = (Evaluation.Finite) objective.evaluate(x, Derivatives.NONE);
    Evaluation.Finite parts = (Evaluation.Finite) objective.evaluate(x, Derivatives.NONE, all);
    assertThat(parts.value()).isEqualTo(whole.value());
  }

  @Test
  void aNormIsNoSum() throws Exception {
    EstimationProblem calcium = ProblemReader.read(Path.of("../examples/calcium/calcium.yaml"));
    ProblemObjective objective =
        ProblemObjective.of(
            calcium, new EvaluationSettings(Tolerances.defaults(), GradientMethod.FORWARD));
    assertThat(objective.parts()).isEqualTo(1);
  }
}
