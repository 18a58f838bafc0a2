package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.tolerance.Tolerances;

/** Losses of curves that are states as they are. */
class StateReadingsTest {
  private static final String MODEL =
      """
      format: lamarck
      equations:
        v: {initial: 0.4, rate: f_1 - v * I}
        w: {initial: 1, rate: f_2}
      constants: {I: 0.2}
      networks:
        f: {inputs: [v, w], hidden: [2], outputs: 2}
      conditions: {a: {I: 0.1}, b: {I: 0.9}}
      """;
  private static final String STATES = "[v, w]";

  /** The larger one of a state and a small number is that state, but it is a formula. */
  private static final String FORMULAS = "['max(v, -1e9)', 'max(w, -1e9)']";

  @TempDir Path folder;

  private ProblemObjective objective(String curves, String target, GradientMethod method)
      throws Exception {
    Path file = folder.resolve("own.yaml");
    String loss = "loss: {of: %s, times: [0.5, 1, 4], target: %s, norm: mean squares}\n";
    Files.writeString(file, MODEL + loss.formatted(curves, target));
    EvaluationSettings settings = new EvaluationSettings(Tolerances.exact(), method);
    return ProblemObjective.of(ProblemReader.read(file), settings);
  }

  @ParameterizedTest
  @EnumSource(GradientMethod.class)
  void statesAreReadAtOnceToTheBitAsFormulasAre(GradientMethod method) throws Exception {
    ProblemObjective ofFormulas = objective(FORMULAS, "0.3 * time", method);
    ProblemObjective ofStates = objective(STATES, "0.3 * time", method);
    RandomStream random = RandomStream.of(5).split("weights", 0);
    int n = ofStates.space().dimension();
    Vector x = Vector.of(IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray());
    for (Derivatives order : Derivatives.values()) {
      ProblemEvaluation formulas = ofFormulas.evaluateFully(x, order);
      ProblemEvaluation states = ofStates.evaluateFully(x, order);
      assertThat(states.evaluation()).isEqualTo(formulas.evaluation());
      assertThat(states.measurements()).isEqualTo(formulas.measurements()).hasSize(12);
      assertThat(states.chiSquared()).isEqualTo(formulas.chiSquared());
    }
  }

  /** The second state grows to 1 + 4 · 10³⁰⁷, so far from its target that no number is between. */
  @Test
  void whatCannotBeComparedIsToldAsOfFormulas() throws Exception {
    ProblemObjective ofStates = objective(STATES, "-1.7e308", GradientMethod.ADJOINT);
    ProblemObjective ofFormulas = objective(FORMULAS, "-1.7e308", GradientMethod.ADJOINT);
    Vector zeros = Vector.zeros(ofStates.space().dimension());
    Vector x = zeros.with(ofStates.space().names().indexOf("f_b2_2"), 1e307);
    ProblemEvaluation states = ofStates.evaluateFully(x, Derivatives.GRADIENT);
    assertThat(states.evaluation())
        .isEqualTo(ofFormulas.evaluateFully(x, Derivatives.GRADIENT).evaluation());
    assertThat(((Evaluation.Failed) states.evaluation()).detail()).contains("cannot be compared");
  }
}
