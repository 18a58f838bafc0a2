package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.problem.InputException;

/** Changes of conditions, with gradients by tangent, adjoint and differences. */
final class PeriodsTest {
  /** rtol 1e-11 per step, some dozens of steps. */
  private static final Offset<Double> INTEGRATED = within(1e-8);

  private static TinyProblem decay() {
    return new TinyProblem().parameter("k", 0.7).state("x", "2", -1, "k * x");
  }

  @Test
  void measurementsAtAChangeComeAfterIt() {
    double[] values =
        decay()
            .outer("dose", 1.5)
            .experiment("0:", "1: x = x + dose", "3: x = 2 * x, k = 0.1")
            .measure("x", 0, 1, 2, 3, 4)
            .values();
    double atOne = 2 * Math.exp(-0.7) + 1.5;
    double atThree = 2 * atOne * Math.exp(-1.4);
    assertThat(values[0]).isEqualTo(2);
    assertThat(values[1]).isCloseTo(atOne, INTEGRATED);
    assertThat(values[2]).isCloseTo(atOne * Math.exp(-0.7), INTEGRATED);
    assertThat(values[3]).isCloseTo(atThree, INTEGRATED);
    assertThat(values[4]).isCloseTo(atThree * Math.exp(-0.1), INTEGRATED);
  }

  @Test
  void constantsMayTakeTheValuesOfStates() {
    double[] values =
        decay()
            .experiment("0:", "1: k = x / 2 + k * 0.5", "2: k = k * k")
            .measure("x + 0.1 * k", 0.5, 1.5, 2.5)
            .values();
    double atOne = 2 * Math.exp(-0.7);
    double k = atOne / 2 + 0.35;
    double atTwo = atOne * Math.exp(-k);
    assertThat(values[0]).isCloseTo(2 * Math.exp(-0.35) + 0.07, INTEGRATED);
    assertThat(values[1]).isCloseTo(atOne * Math.exp(-0.5 * k) + 0.1 * k, INTEGRATED);
    assertThat(values[2]).isCloseTo(atTwo * Math.exp(-0.5 * k * k) + 0.1 * k * k, INTEGRATED);
  }

  @Test
  void assignmentsAreMadeAllAtOnce() {
    double[] values =
        new TinyProblem()
            .parameter("a", 3)
            .parameter("b", 5)
            .state("x", "a")
            .state("y", "b")
            .experiment("0:", "1: x = y, y = x")
            .measure("x - 2 * y", 0, 2)
            .values();
    assertThat(values).containsExactly(3 - 10, 5 - 6);
  }

  @Test
  void valuesOfTheFirstPeriodMayUseInitialValues() {
    double[] values =
        new TinyProblem()
            .parameter("a", 3)
            .constant("twice", "2 * a")
            .state("x", "a")
            .experiment("-1: x = x + twice")
            .measure("x", -1, 0)
            .values();
    assertThat(values).containsExactly(9, 9);
  }

  @Test
  void eventsRememberTheirTriggersOverChanges() {
    double[] values =
        decay()
            .event("time >= 1", null, "x", "x + 1")
            .experiment("0:", "2: k = 0.1", "3: k = 0.7")
            .measure("x", 1.5, 2.5, 3.5)
            .values();
    double atOne = 2 * Math.exp(-0.7) + 1;
    double atTwo = atOne * Math.exp(-0.7);
    assertThat(values[0]).isCloseTo(atOne * Math.exp(-0.35), INTEGRATED);
    assertThat(values[1]).isCloseTo(atTwo * Math.exp(-0.05), INTEGRATED);
    assertThat(values[2]).isCloseTo(atTwo * Math.exp(-0.1 - 0.35), INTEGRATED);
  }

  @Test
  void eventsAtAChangeComeAfterIt() {
    double[] values =
        decay()
            .event("time >= 1", null, "x", "2 * x")
            .experiment("0:", "1: x = 10")
            .measure("x", 1)
            .values();
    assertThat(values[0]).isEqualTo(20);
  }

  @Test
  void eventsThatWaitOverAChangeAreAFailureWithItsReason() {
    Evaluation.Failed failure =
        decay()
            .event("time >= 1", "5", "x", "2 * x")
            .experiment("0:", "2: k = 0.1")
            .measure("x", 3)
            .failure();
    assertThat(failure.reason()).isEqualTo(Reason.INVALID_PARAMETERS);
    assertThat(failure.detail()).contains("delayed event");
  }

  @Test
  void aSteadyStateIsMeasuredAfterTheLastPeriod() {
    double[] values =
        new TinyProblem()
            .parameter("in", 0.6)
            .parameter("k", 0.2)
            .state("x", "0", 1, "in", -1, "k * x")
            .experiment("-inf:", "0: in = 2 * in", "5: in = x")
            .measure("x", 0, 5)
            .measureSteady("x + in")
            .values();
    double atFive = 6 + (3 - 6) * Math.exp(-1);
    assertThat(values[0]).isCloseTo(3, within(1e-12));
    assertThat(values[1]).isCloseTo(atFive, INTEGRATED);
    assertThat(values[2]).isCloseTo(atFive / 0.2 + atFive, INTEGRATED);
  }

  @Test
  void measurementsBeforeTheStartAreRefused() {
    for (String[] periods : new String[][] {{"1:"}, {"-inf:"}, {"-inf:", "2:"}}) {
      TinyProblem problem = decay().experiment(periods).measure("x", 0.5);
      assertThatThrownBy(problem::evaluate)
          .hasRootCauseInstanceOf(InputException.class)
          .hasMessageContaining("before it begins");
    }
  }

  @Test
  void experimentsShareThePeriodsTheyBeginWith() {
    double[] values =
        decay()
            .experiment("0:", "2: k = 0.1")
            .measure("x", 1, 3)
            .experiment("0:", "2: k = 0.3")
            .measure("x", 0.5, 2.5)
            .experiment("0:")
            .measure("x", 1.5)
            .experiment("0:")
            .measure("x", 1, 4)
            .values();
    double atTwo = 2 * Math.exp(-1.4);
    double[] expected = {
      2 * Math.exp(-0.7),
      atTwo * Math.exp(-0.1),
      2 * Math.exp(-0.35),
      atTwo * Math.exp(-0.15),
      2 * Math.exp(-1.05),
      2 * Math.exp(-0.7),
      2 * Math.exp(-2.8)
    };
    assertThat(values).containsExactly(expected, INTEGRATED);
  }

  @Test
  void experimentsThatDifferInMeasurementsAloneAreSimulatedOnce() {
    TinyProblem one = decay().experiment("0:", "2: k = 0.1").measure("x", 1, 2, 3);
    TinyProblem three =
        decay()
            .experiment("0:", "2: k = 0.1")
            .measure("x", 1, 2, 3)
            .experiment("0:", "2: k = 0.1")
            .measure("3 * x", 1, 3)
            .experiment("0:")
            .measure("x", 1);
    assertThat(three.evaluate().steps()).isEqualTo(one.evaluate().steps());
    assertThat(three.evaluate().values().toArray()).startsWith(one.evaluate().values().toArray());
  }

  @Test
  void steadyStatesAreSharedToo() {
    TinyProblem one =
        new TinyProblem()
            .parameter("in", 0.6)
            .state("x", "0", 1, "in", -1, "0.2 * x")
            .experiment("0:")
            .measureSteady("x");
    double[] both = one.experiment("0:").measureSteady("2 * x").values();
    assertThat(both[1]).isEqualTo(2 * both[0]);
  }

  /** Tangents carry the states that a parameter moves, which become more here. */
  @Test
  void eventsAndChangesLetParametersMoveFurtherStates() {
    double[] values =
        new TinyProblem()
            .parameter("k", 0.7)
            .parameter("m", 0.2)
            .state("x", "2", -1, "k * x")
            .state("y", "1", -1, "m * y")
            .state("z", "0")
            .event("x <= 1", null, "y", "y + x ^ 2")
            .experiment("0:", "3: z = y")
            .measure("y + z", 0.5, 2, 4)
            .values();
    double crossing = Math.log(2) / 0.7;
    double atThree = Math.exp(-0.6) + Math.exp(-0.2 * (3 - crossing));
    assertThat(values[0]).isCloseTo(Math.exp(-0.1), INTEGRATED);
    assertThat(values[1]).isCloseTo(Math.exp(-0.4) + Math.exp(-0.2 * (2 - crossing)), INTEGRATED);
    assertThat(values[2]).isCloseTo(atThree * (1 + Math.exp(-0.2)), INTEGRATED);
  }
}
