package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Experiments that share preequilibrations, periods and simulations, drawn at random: each is what
 * it is alone, in values and in gradients by either method.
 */
class SharedSegmentsTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);
  private static final double[] TIMES = {0, 0.5, 1, 1.7, 2, 3};

  private static TinyProblem model() {
    return new TinyProblem()
        .parameter("k", 0.7)
        .parameter("m", 0.4)
        .outer("dose", 1.5)
        .state("x", "2", -1, "k * x", 1, "m")
        .state("y", "0", 1, "k * x", -1, "m * y")
        .event("time >= 1.2", null, "y", "y + 0.3");
  }

  private static final String[] FIRST = {"0:", "0: x = 3", "0: k = 0.5", "0: x = dose"};
  private static final String[] BEFORE = {"-inf:", "-inf: m = 0.9", "-inf: k = dose"};
  private static final String[] LATER = {"1: x = x + dose", "1: k = 0.2", "1: m = 2 * m"};
  private static final String[] LAST = {"2: y = 0", "2: x = 2 * x, y = x", "2: k = dose"};

  /** The periods of an experiment, of few kinds so that many begin alike. */
  private static List<String> periods(RandomStream random) {
    List<String> periods = new ArrayList<>();
    if (random.nextDouble() < 0.4) {
      periods.add(BEFORE[random.nextInt(BEFORE.length)]);
    }
    periods.add(FIRST[random.nextInt(FIRST.length)]);
    if (random.nextDouble() < 0.6) {
      periods.add(LATER[random.nextInt(LATER.length)]);
    }
    if (random.nextDouble() < 0.4) {
      periods.add(LAST[random.nextInt(LAST.length)]);
    }
    return periods;
  }

  private static void add(TinyProblem problem, List<String> periods, List<Integer> times) {
    problem.experiment(periods.toArray(String[]::new));
    double[] at = times.stream().mapToDouble(k -> TIMES[k]).toArray();
    problem.measure("x + 0.1 * y", at);
    problem.measure("y", at);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void experimentsTogetherAreWhatTheyAreAlone(int seed) throws InputException {
    RandomStream random = RandomStream.of(seed);
    TinyProblem together = model();
    double value = 0;
    double[] gradient = new double[3];
    List<Double> values = new ArrayList<>();
    for (int e = 0; e < 6; e++) {
      List<String> periods = periods(random);
      List<Integer> times = new ArrayList<>();
      for (int k = 0; k < TIMES.length; k++) {
        if (times.isEmpty() || random.nextDouble() < 0.5) {
          times.add(k);
        }
      }
      add(together, periods, times);
      TinyProblem alone = model();
      add(alone, periods, times);
      ProblemObjective objective = objective(alone.build(), GradientMethod.FORWARD);
      ProblemEvaluation own = evaluated(objective);
      value += differentiable(own).value();
      for (int j = 0; j < 3; j++) {
        gradient[j] += differentiable(own).gradient().get(j);
      }
      for (double one : own.values().toArray()) {
        values.add(one);
      }
    }
    for (GradientMethod method : List.of(GradientMethod.FORWARD, GradientMethod.ADJOINT)) {
      ProblemEvaluation all = evaluated(objective(together.build(), method));
      // other output times, so other steps: some dozens of 1e-11 each
      assertThat(differentiable(all).value()).isCloseTo(value, within(1e-7 * Math.abs(value)));
      Vector found = differentiable(all).gradient();
      assertThat(found.toArray()).containsExactly(gradient, within(1e-6 * length(gradient)));
      for (int i = 0; i < values.size(); i++) {
        assertThat(all.values().get(i))
            .as("%s %d", method, i)
            .isCloseTo(values.get(i), within(1e-8));
      }
    }
  }

  private static double length(double[] vector) {
    return Vector.of(vector).norm();
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
  }

  private static ProblemEvaluation evaluated(ProblemObjective objective) {
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.GRADIENT);
  }

  private static Evaluation.Differentiable differentiable(ProblemEvaluation evaluation) {
    assertThat(evaluation.evaluation()).isInstanceOf(Evaluation.Differentiable.class);
    return (Evaluation.Differentiable) evaluation.evaluation();
  }

  /** The order of experiments is that of their measurements and nothing else. */
  @Test
  void theOrderOfExperimentsDoesNotMatter() throws InputException {
    List<String> one = List.of("-inf: m = 0.9", "0: x = 3", "1: k = 0.2");
    List<String> other = List.of("-inf: m = 0.9", "0:", "1: x = x + dose");
    List<Integer> times = List.of(0, 1, 3, 5);
    TinyProblem first = model();
    add(first, one, times);
    add(first, other, times);
    TinyProblem second = model();
    add(second, other, times);
    add(second, one, times);
    double[] values =
        evaluated(objective(first.build(), GradientMethod.ADJOINT)).values().toArray();
    double[] turned =
        evaluated(objective(second.build(), GradientMethod.ADJOINT)).values().toArray();
    int half = values.length / 2;
    for (int i = 0; i < half; i++) {
      assertThat(turned[half + i]).isEqualTo(values[i]);
      assertThat(turned[i]).isEqualTo(values[half + i]);
    }
  }
}
