package org.lamarck.worker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.model.FormulaModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.simulation.CheckedRun;

/**
 * In which order events are triggered, wait and are executed: SBML Level 3 Version 2, section
 * 4.11.6. States change by events alone, so that values are exact.
 */
class EventOrderTest {
  private static FormulaModel states(String... ids) {
    FormulaModel model = new FormulaModel().state("clock", 0, "1");
    for (String id : ids) {
      model.state(id, 1, "0");
    }
    return model;
  }

  /** An event that is triggered at the time 1, without a delay. */
  private static FormulaModel atOne(
      FormulaModel model, @Nullable String priority, boolean persistent, String... assignments) {
    return model.event("time >= 1", true, persistent, null, priority, false, assignments);
  }

  private static double after(OdeModel model, String state) {
    return CheckedRun.of(model, 2).value(0, state);
  }

  @Test
  void theHigherPriorityGoesFirstWhateverTheOrderInTheFile() {
    FormulaModel one = states("x");
    atOne(one, "1", true, "x = x + 1");
    atOne(one, "10", true, "x = x * 3");
    FormulaModel other = states("x");
    atOne(other, "10", true, "x = x * 3");
    atOne(other, "1", true, "x = x + 1");
    assertThat(after(one.build(), "x")).isEqualTo(1 * 3 + 1);
    assertThat(after(other.build(), "x")).isEqualTo(1 * 3 + 1);
  }

  @Test
  void prioritiesAreThoseOfTheMomentAndMayBeChangedByAnEventBefore() {
    FormulaModel model = states("x", "p");
    atOne(model, "100", true, "p = 50");
    atOne(model, "10", true, "x = x * 3");
    atOne(model, "p", true, "x = x + 1"); // 1 at first, 50 when the first has been executed
    assertThat(after(model.build(), "x")).isEqualTo((1 + 1) * 3);
  }

  @Test
  void aPriorityMayBeNegativeAndOfTheTime() {
    FormulaModel model = states("x");
    atOne(model, "-time", true, "x = x + 1");
    atOne(model, "-2 * time", true, "x = x * 3");
    assertThat(after(model.build(), "x")).isEqualTo((1 + 1) * 3);
  }

  @Test
  void allAssignmentsOfAnEventAreMadeAtOnce() {
    FormulaModel model = states("x", "y");
    atOne(model, "2", true, "y = 5");
    atOne(model, "1", true, "x = y", "y = x");
    assertThat(after(model.build(), "x")).isEqualTo(5);
    assertThat(after(model.build(), "y")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"true, 7", "false, 1"})
  void anEventThatDoesNotPersistIsGivenUpWhenItsTriggerBecomesFalse(
      boolean persistent, double expected) {
    FormulaModel model = states("x", "gate");
    atOne(model, "2", true, "gate = 0");
    model.event("time >= 1 && gate > 0.5", true, persistent, null, "1", false, "x = 7");
    assertThat(after(model.build(), "x")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, 7", "false, 1"})
  void theSameHoldsWhileAnEventWaitsForItsDelay(boolean persistent, double expected) {
    FormulaModel model = states("x");
    model.event("time >= 1 && time < 1.5", true, persistent, "1", null, false, "x = 7");
    assertThat(after(model.build(), "x")).as("at the very time").isEqualTo(expected);
    assertThat(CheckedRun.of(model.build(), 1.9).value(0, "x")).isEqualTo(1);
  }

  /** Values of the trigger's time do not see what is executed at that time before. */
  @ParameterizedTest
  @CsvSource({"true, 2", "false, 6"})
  void valuesAreThoseOfTheTriggerOrOfTheExecution(boolean fromTrigger, double expected) {
    FormulaModel model = states("x", "y");
    atOne(model, "2", true, "x = 5");
    model.event("time >= 1", true, true, null, "1", fromTrigger, "y = x + 1");
    assertThat(after(model.build(), "y")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 2.5"})
  void theSameHoldsOfDelayedEvents(boolean fromTrigger, double expected) {
    FormulaModel model = states("y");
    model.event("time >= 1", true, true, "1.5", null, fromTrigger, "y = clock");
    assertThat(CheckedRun.of(model.build(), 2.4, 3).values("y"))
        .containsExactly(new double[] {1, expected}, within(1e-12));
  }

  /** The volume that makes an amount is that of the execution, whatever the values are of. */
  @Test
  void factorsAreAlwaysOfTheExecution() {
    FormulaModel model = states("y");
    model.event("time >= 1", true, true, "1.5", null, true, "y = clock @ clock");
    assertThat(CheckedRun.of(model.build(), 3).value(0, "y")).isCloseTo(1 * 2.5, within(1e-12));
  }

  @Test
  void anEventMayWaitSeveralTimesAtOnce() {
    FormulaModel model = states("n", "y");
    // true in [1, 2), [3, 4), [5, 6) …: sin(π(t − 1)) ≥ 0, and each is executed 3.5 later
    model.event(
        "sin(3.141592653589793 * (time - 1)) >= 0 && time >= 0.9",
        true,
        true,
        "3.5",
        null,
        true,
        "n = n + 1",
        "y = clock");
    CheckedRun run = CheckedRun.of(model.build(), 4.4, 4.6, 6.4, 6.6, 8.6);
    // of the triggers' times: n is 1 at 1 and at 3, before the first execution at 4.5, and 2 at 5
    assertThat(run.values("n")).containsExactly(1, 2, 2, 2, 3);
    assertThat(run.value(1, "y")).isCloseTo(1, within(1e-9));
    assertThat(run.value(3, "y")).isCloseTo(3, within(1e-9));
    assertThat(run.value(4, "y")).isCloseTo(5, within(1e-9));
  }

  @Test
  void whatAnEventTriggersIsExecutedAtTheSameTimeInItsTurn() {
    FormulaModel model = states("x", "y", "log");
    atOne(model, "10", true, "y = 2");
    atOne(model, "5", true, "log = log * 10 + 5");
    // triggered by the first, and of a higher priority than what has been waiting
    model.event("y > 1.5", true, true, null, "7", false, "log = log * 10 + 7");
    // triggered likewise, of a lower one
    model.event("y > 1.5", true, true, null, "3", false, "log = log * 10 + 3");
    assertThat(after(model.build(), "log")).isEqualTo(1753);
  }

  @Test
  void anEventIsTriggeredOnceForEachTimeItsConditionBecomesTrue() {
    FormulaModel model = states("n", "x");
    model.event("clock >= 1", null, "n = n + 1"); // stays true
    model.event("x > 3", null, "x = 0", "n = n + 100");
    model.event("time >= 1.5", null, "x = 5");
    model.event("time >= 1.7", null, "x = 6");
    assertThat(after(model.build(), "n")).isEqualTo(1 + 1 + 200);
  }

  @ParameterizedTest
  @CsvSource({"false, 2", "true, 1"})
  void whatHoldsAtTheStartTriggersThereUnlessItHeldBefore(boolean initial, double expected) {
    FormulaModel model = states("n");
    model.event("time >= 0", initial, true, null, null, true, "n = n + 1");
    CheckedRun run = CheckedRun.of(model.build(), 0, 1);
    assertThat(run.values("n")).containsOnly(expected);
  }

  /** Their order is a matter of chance, but the same each time. */
  @Test
  void eventsOfEqualPriorityAreExecutedInTheSameOrderEachTime() {
    FormulaModel model = states("log");
    for (int i = 1; i <= 5; i++) {
      atOne(model, "1", true, "log = log * 10 + " + i);
    }
    double first = after(model.build(), "log");
    for (int n = 0; n < 5; n++) {
      assertThat(after(model.build(), "log")).isEqualTo(first);
    }
    assertThat(Long.toString((long) first).chars().sorted().mapToObj(c -> "" + (char) c).toList())
        .as("each once")
        .containsExactly("1", "1", "2", "3", "4", "5");
  }

  @Test
  void eventsWithoutAPriorityAreAllExecuted() {
    FormulaModel model = states("x", "y", "z");
    atOne(model, null, true, "x = 2");
    atOne(model, "3", true, "y = 2");
    atOne(model, null, true, "z = 2");
    CheckedRun run = CheckedRun.of(model.build(), 2);
    assertThat(run.value(0, "x") + run.value(0, "y") + run.value(0, "z")).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 1e-9, 1e6})
  void delaysAreComputedAtTheTrigger(double delay) {
    FormulaModel model = states("d", "y");
    model.event("time >= 0.5", null, "d = " + delay);
    model.event("time >= 1", true, true, "d", null, false, "y = clock");
    model.event("time >= 1.1", null, "d = 100"); // too late
    double end = 1 + delay + 1;
    assertThat(CheckedRun.of(model.build(), end).value(0, "y"))
        .isCloseTo(1 + delay, within(1e-12 * end));
  }

  @Test
  void aDelayOfZeroIsExecutedAtTheTimeOfItsTrigger() {
    FormulaModel model = states("x", "y");
    model.event("time >= 1", true, true, "0", "2", false, "x = 3");
    atOne(model, "1", true, "y = x");
    assertThat(CheckedRun.of(model.build(), 1).value(0, "y")).isEqualTo(3);
  }

  /** A chain of events, each triggered by the one before, ends in one moment. */
  @Test
  void cascadesEndInOneMoment() {
    FormulaModel model = states("n");
    atOne(model, null, true, "n = 10");
    for (int i = 10; i < 60; i++) {
      model.event("n >= " + i + " && n < " + (i + 1), null, "n = n + 1");
    }
    assertThat(CheckedRun.of(model.build(), 1).value(0, "n")).isEqualTo(60);
  }
}
