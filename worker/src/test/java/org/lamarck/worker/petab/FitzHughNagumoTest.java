package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
import org.lamarck.worker.tolerance.Tolerances;

/** The examples of PEtab-SciML with three amounts of knowledge. */
class FitzHughNagumoTest {
  private static final Path FOLDER = Path.of("..", "examples", "fitzhugh-nagumo", "petab");

  private static final Map<String, Double> TRUTH =
      Map.of("p1", 1.0, "p2", 1.0, "p3", 1.0 / 3, "eps", 0.08, "a", 0.7, "b", 0.8);

  /** The tables have eight digits of solutions by 0.005, and σ is 0.1. */
  @ParameterizedTest
  @CsvSource({"explicit.yaml, 808", "explicit-unseen.yaml, 1212"})
  void theTrueNumbersExplainTheData(String name, int measurements) throws Exception {
    EstimationProblem problem = ProblemReader.read(FOLDER.resolve(name));
    assertThat(problem.measurements()).hasSize(measurements);
    double[] x =
        problem.estimated().stream()
            .mapToDouble(one -> one.scale().toScale(TRUTH.getOrDefault(one.id(), Double.NaN)))
            .toArray();
    double chiSquared =
        ProblemObjective.of(
                problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.FORWARD))
            .evaluateFully(Vector.of(x), Derivatives.NONE)
            .chiSquared();
    assertThat(chiSquared).isLessThan(measurements * 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"mixed.yaml, 356", "neural.yaml, 370"})
  void gradientsByWeightsAgreeWithDifferences(String name, int parameters) throws Exception {
    EstimationProblem problem = ProblemReader.read(FOLDER.resolve(name));
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.ADJOINT));
    assertThat(objective.space().dimension()).isEqualTo(parameters);
    RandomStream random = RandomStream.of(3).split("point", 0);
    Vector x = objective.space().drawStart(random);
    double[] direction = new double[parameters];
    for (int i = 0; i < parameters; i++) {
      direction[i] = random.nextGaussian() / Math.sqrt(parameters);
    }
    Vector way = Vector.of(direction);
    double slope =
        ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT))
            .gradient()
            .dot(way);
    double h = 1e-5;
    double difference =
        (value(objective, x.plus(way.times(h))) - value(objective, x.plus(way.times(-h))))
            / (2 * h);
    assertThat(slope).isCloseTo(difference, within(1e-5 * Math.abs(difference)));
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void startsOfWeightsAreNormalAsTheStandardSays() throws Exception {
    EstimationProblem problem = ProblemReader.read(FOLDER.resolve("neural.yaml"));
    // of the second layer: 1/√16 of its inputs
    assertThat(
            problem.estimated().stream()
                .filter(one -> one.id().contains("layer2_weight"))
                .mapToDouble(one -> one.initialization().second())
                .distinct()
                .toArray())
        .containsExactly(0.25);
  }
}
