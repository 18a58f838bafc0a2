package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Experiments that differ in constants and initial values alone. {@link TinyProblem#values} checks
 * their gradients: forward, adjoint, by residuals and by differences.
 */
class LanesTest {
  private static final int EXPERIMENTS = 9; // from eight on they are simulated together
  private static final double[] TIMES = {0.5, 1.5};

  private static TinyProblem decay(int experiments, String rate) {
    TinyProblem problem =
        new TinyProblem()
            .parameter("k", 0.8)
            .parameter("a", 0.3)
            .constant("c", "1")
            .constant("start", "2")
            .state("x", "start * a", -1, rate)
            .state("y", "0.5", 1, rate, -1, "k * tanh(y) * exp(-time) / 3");
    for (int e = 0; e < experiments; e++) {
      problem.experiment("0: c = 1 + " + e + " / 5, start = 2 + " + e).measure("x", TIMES);
      problem.measure("x + y", 1.5);
    }
    return problem;
  }

  @Test
  void experimentsThatAreSimulatedTogetherHaveTheirOwnSolutions() {
    double[] values = decay(EXPERIMENTS, "k * c * x").values();
    for (int e = 0; e < EXPERIMENTS; e++) {
      double rate = 0.8 * (1 + e / 5.0);
      for (int i = 0; i < TIMES.length; i++) {
        double exact = (2 + e) * 0.3 * Math.exp(-rate * TIMES[i]);
        // tolerances of 1e-11 for each of a hundred steps
        assertThat(values[3 * e + i]).isCloseTo(exact, within(1e-9));
      }
    }
  }

  @Test
  void theyNeedNoMoreStepsThanTheHardestOfThem() {
    long alone = decay(1, "k * c * x").evaluate().steps();
    assertThat(decay(EXPERIMENTS, "k * c * x").evaluate().steps()).isLessThan(4 * alone);
    assertThat(decay(EXPERIMENTS - 2, "k * c * x").evaluate().steps()).isGreaterThan(5 * alone);
  }

  /** As the mean over all lanes would hide the errors of one. */
  @Test
  void thoseWhoseSensitivitiesAreTestedAreSimulatedOneByOne() throws InputException {
    Tolerances tested =
        Tolerances.of(1e-8, 1e-11).withErrorTest(Tolerances.ErrorTest.STATES_AND_SENSITIVITIES);
    long alone = steps(1, tested);
    assertThat(steps(EXPERIMENTS, tested)).isGreaterThan(5 * alone);
    assertThat(steps(EXPERIMENTS, tested.withErrorTest(Tolerances.ErrorTest.STATES)))
        .isLessThan(4 * alone);
  }

  private static long steps(int experiments, Tolerances tolerances) throws InputException {
    ProblemObjective objective =
        ProblemObjective.of(
            decay(experiments, "k * c * x").build(),
            new EvaluationSettings(tolerances, GradientMethod.FORWARD));
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.GRADIENT).steps();
  }

  @Test
  void thoseThatAreStiffAreSimulatedOneByOne() {
    TinyProblem problem = decay(EXPERIMENTS, "1e5 * k * (c * x - cos(time))");
    double[] values = problem.values();
    for (int e = 0; e < EXPERIMENTS; e++) {
      // on the slow manifold, to the first order of 1/(1e5 k c)
      assertThat(values[3 * e]).isCloseTo(Math.cos(0.5) / (1 + e / 5.0), within(1e-5));
    }
    // the explicit method would need h < 4/(1e5 k c), so some 10⁵ steps
    assertThat(problem.evaluate().steps()).isLessThan(50_000);
  }

  @Test
  void oneThatHasNoSolutionIsNamed() {
    TinyProblem problem = new TinyProblem().parameter("k", 1).constant("c", "0");
    problem.state("x", "1", 1, "k * c * x^2");
    for (int e = 0; e < EXPERIMENTS; e++) {
      problem.experiment("0: c = " + (e == 4 ? 1 : -e)).measure("x", 2);
    }
    Evaluation.Failed failed = problem.failure();
    assertThat(failed.where()).isEqualTo("experiment4");
    assertThat(failed.time()).isCloseTo(1, within(1e-6)); // 1/(1 − t)
  }

  @Test
  void oneWhoseDerivativesOverflowIsNamed() {
    TinyProblem problem = new TinyProblem().parameter("k", 1).constant("c", "0");
    problem.state("x", "0", 1, "c * x").state("z", "0", 1, "k * cos(200 * time)");
    for (int e = 0; e < EXPERIMENTS; e++) {
      problem.experiment("0: c = " + (e == 4 ? 360 : -e)).measure("1 + x + z", 2);
    }
    Evaluation.Failed failed = problem.failure(GradientMethod.ADJOINT, Derivatives.GRADIENT);
    assertThat(failed.where()).isEqualTo("experiment4"); // where ∂x(2)/∂x(0) is e⁷²⁰
    assertThat(failed.detail()).isEqualTo("the adjoint is not finite");
  }
}
