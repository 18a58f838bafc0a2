package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation.Reason;

/** Steady states with closed solutions, with gradients by tangent, adjoint and differences. */
final class SteadyStateTest {
  /** Newton's method ends at rounding. */
  private static final Offset<Double> EXACT = within(1e-12);

  private static TinyProblem conversion(String initial) {
    return new TinyProblem()
        .parameter("k1", 0.8)
        .parameter("k2", 0.3)
        .state("A", initial, -1, "k1 * A", 1, "k2 * B")
        .state("B", "0", 1, "k1 * A", -1, "k2 * B");
  }

  @Test
  void totalsOfConversionAreKept() {
    TinyProblem problem = conversion("a0").parameter("a0", 2).experiment("0:").measureSteady("A");
    assertThat(problem.values()[0]).isCloseTo(2 * 0.3 / 1.1, EXACT);
  }

  @Test
  void totalsAreKeptOverCompartmentsOfDifferentSizes() {
    TinyProblem problem =
        new TinyProblem()
            .parameter("k1", 0.8)
            .parameter("k2", 0.3)
            .constant("V", "4")
            .state("A", "3", -1, "(k1 * A - k2 * b) / V")
            .state("b", "1", 1, "k1 * A - k2 * b") // an amount; A is a concentration in V
            .experiment("0:")
            .measureSteady("A");
    // 4 A + b = 13, k1 A = k2 b
    assertThat(problem.values()[0]).isCloseTo(13 * 0.3 / (4 * 0.3 + 0.8), EXACT);
  }

  @Test
  void theSteadyStateIsThatOfTheCourse() {
    String rate = "x * (1 - x) * (x - threshold)";
    for (double start : new double[] {0.2, 0.5}) {
      TinyProblem problem =
          new TinyProblem()
              .parameter("threshold", 0.3)
              .outer("start", start)
              .state("x", "0", 1, rate)
              .experiment("0: x = start")
              .measureSteady("x");
      assertThat(problem.values()[0]).isCloseTo(start < 0.3 ? 0 : 1, EXACT);
    }
  }

  @Test
  void whatIsDividedBetweenIrreversibleReactionsFollowsTheCourse() {
    TinyProblem problem =
        new TinyProblem()
            .parameter("k1", 0.8)
            .parameter("k2", 0.3)
            .parameter("a0", 2)
            .state("A", "a0", -1, "k1 * A", -1, "k2 * A")
            .state("B", "0", 1, "k1 * A")
            .state("C", "0", 1, "k2 * A")
            .experiment("0:")
            .measureSteady("B");
    assertThat(problem.values()[0]).isCloseTo(2 * 0.8 / 1.1, within(1e-9)); // of the integration
  }

  @Test
  void stiffAndSlowApproachesEndAlike() {
    TinyProblem problem =
        new TinyProblem()
            .parameter("fast", 1e2)
            .parameter("slow", 1)
            .state("A", "1", -1, "fast * 1e4 * (A - B * B)")
            .state("B", "0", 1, "slow * 1e-6 * (3 - B)")
            .experiment("0:")
            .measureSteady("A");
    assertThat(problem.values()[0]).isCloseTo(9, EXACT);
  }

  @Test
  void aPulseAndWhatComesLaterIsWaitedFor() {
    TinyProblem problem =
        new TinyProblem()
            .parameter("k", 0.5)
            .parameter("dose", 2)
            .state("x", "1", 1, "dose * piecewise(1, (time > 1000) && (time < 1003), 0)")
            .state("y", "0", 1, "x - k * y")
            .experiment("0:")
            .measureSteady("y");
    // before 1000 all is steady
    assertThat(problem.values()[0]).isCloseTo((1 + 2 * 3) / 0.5, within(1e-8));
  }

  @Test
  void anEventOnTheWayChangesTotals() {
    TinyProblem problem =
        conversion("2").event("time >= 5", null, "A", "A + 1").experiment("0:").measureSteady("B");
    assertThat(problem.values()[0]).isCloseTo(3 * 0.8 / 1.1, within(1e-9));
  }

  @Test
  void whatNeverComesToRestFailsWithItsReason() {
    TinyProblem oscillator =
        new TinyProblem()
            .parameter("w", 2)
            .state("x", "1", 1, "w * y")
            .state("y", "0", -1, "w * x")
            .experiment("0:")
            .measureSteady("x");
    assertThat(oscillator.failure().reason()).isEqualTo(Reason.NO_STEADY_STATE);
    TinyProblem growth =
        new TinyProblem()
            .parameter("k", 2)
            .state("x", "1", 1, "k")
            .experiment("0:")
            .measureSteady("x");
    assertThat(growth.failure().reason()).isEqualTo(Reason.NO_STEADY_STATE);
  }

  @Test
  void experimentsShareTheirPreequilibration() {
    TinyProblem problem =
        conversion("2")
            .experiment("-inf: k1 = 0.1", "0: k1 = 0.8")
            .measure("A", 0, 1)
            .experiment("-inf: k1 = 0.1", "0: k1 = 0.2")
            .measure("A", 0, 1);
    double before = 2 * 0.3 / 0.4;
    double[] values = problem.values();
    for (int e = 0; e < 2; e++) {
      double k = e == 0 ? 0.8 : 0.2;
      double steady = 2 * 0.3 / (k + 0.3);
      assertThat(values[2 * e]).isCloseTo(before, EXACT);
      assertThat(values[2 * e + 1])
          .isCloseTo(steady + (before - steady) * Math.exp(-(k + 0.3)), within(1e-9));
    }
    long alone =
        conversion("2")
            .experiment("-inf: k1 = 0.1", "0: k1 = 0.8")
            .measure("A", 0, 1)
            .evaluate()
            .steps();
    assertThat(problem.evaluate().steps()).isLessThan(2 * alone);
  }
}
