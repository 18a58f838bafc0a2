package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.tolerance.Tolerances;

/** Experiments with networks in their rates, from four on side by side. */
class NetworkLanesTest {
  private static final String MODEL =
      """
      format: lamarck
      equations:
        v: {initial: 0.4, rate: f_1 - v}
        w: {initial: 1, rate: 0.7 * (v - w) + f_2 * sin(time)}
      constants: {I: 0.2}
      networks:
        f: {inputs: [v, 2 * w, I + w], hidden: [5, 4], outputs: 2}
      """;
  private static final String LOSS =
      "loss: {of: [v, w], times: [0.5, 1, 2], target: 0.3 * time, norm: squares}\n";
  private static final double[] CURRENTS = {0.1, 0.9, -0.4, 1.7};

  @TempDir Path folder;

  private Vector x;
  private ProblemObjective together;

  @BeforeEach
  void fourExperimentsAtARandomPoint() throws Exception {
    together = objective(GradientMethod.ADJOINT, CURRENTS);
    RandomStream random = RandomStream.of(4).split("weights", 0);
    int n = together.space().dimension();
    x = Vector.of(IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray());
  }

  private ProblemObjective objective(GradientMethod method, double... currents) throws Exception {
    StringBuilder conditions = new StringBuilder("conditions:\n");
    for (int c = 0; c < currents.length; c++) {
      conditions.append("  c").append(c).append(": {I: ").append(currents[c]).append("}\n");
    }
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, MODEL + conditions + LOSS);
    return ProblemObjective.of(
        ProblemReader.read(file), new EvaluationSettings(Tolerances.exact(), method));
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  private static Vector gradient(ProblemObjective objective, Vector x, Derivatives order) {
    return ((Evaluation.Differentiable) objective.evaluate(x, order)).gradient();
  }

  @Test
  void theyHaveTheSolutionsThatEachHasAlone() throws Exception {
    double sum = 0;
    for (double current : CURRENTS) {
      sum += value(objective(GradientMethod.ADJOINT, current), x);
    }
    // tolerances of 1e-10 or tighter, for some tens of steps
    assertThat(value(together, x)).isCloseTo(sum, within(1e-8 * sum));
  }

  @Test
  void oneSequenceOfStepsServesAll() throws Exception {
    long alone = 0;
    long most = 0;
    for (double current : CURRENTS) {
      ProblemObjective one = objective(GradientMethod.ADJOINT, current);
      long steps = one.evaluateFully(x, Derivatives.GRADIENT).steps();
      alone += steps;
      most = Math.max(most, steps);
    }
    ProblemEvaluation all = together.evaluateFully(x, Derivatives.GRADIENT);
    assertThat(all.steps()).isLessThan(alone / 2).isLessThan(2 * most);
  }

  @Test
  void gradientsAreThoseOfEachAloneByTangentsAndByDifferences() throws Exception {
    Vector gradient = gradient(together, x, Derivatives.GRADIENT);
    ProblemObjective forward = objective(GradientMethod.FORWARD, CURRENTS);
    Vector tangents = gradient(forward, x, Derivatives.GRADIENT); // one by one
    Vector ofResiduals = gradient(together, x, Derivatives.RESIDUALS);
    double size = Math.sqrt(gradient.dot(gradient));
    double h = 1e-4;
    for (int j = 0; j < x.size(); j++) {
      assertThat(gradient.get(j)).isCloseTo(tangents.get(j), within(1e-8 * size));
      assertThat(gradient.get(j)).isCloseTo(ofResiduals.get(j), within(1e-8 * size));
      double up = value(together, x.with(j, x.get(j) + h));
      double down = value(together, x.with(j, x.get(j) - h));
      // h² times third derivatives, and 1e-10 of the integrator over h
      assertThat(gradient.get(j)).isCloseTo((up - down) / (2 * h), within(2e-6 * (1 + size)));
    }
  }

  @Test
  void estimatesAndSimulatedValuesAreToldByName() {
    ProblemEvaluation all = together.evaluateFully(x, Derivatives.NONE);
    assertThat(all.measurements()).hasSize(CURRENTS.length * 2 * 3);
    assertThat(all.estimates()).hasSize(x.size()).containsEntry("f_b1_1", x.get(0));
    assertThat(all.estimates().keySet()).containsExactlyElementsOf(together.space().names());
    double first = all.measurements().get(0).value();
    assertThat(all.values().get(0)).isEqualTo(first).isFinite();
  }
}
