package org.lamarck.worker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.FormulaModel;
import org.lamarck.worker.simulation.CheckedRun;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** Times at which conditions change, against closed forms: each is found, where it is, and once. */
class EventLocationTest {
  private static final double TWO_PI = 2 * Math.PI;

  private static double root(double value, double from, double to) {
    return from + value * (to - from);
  }

  /** x = e⁻ᵗ, and t itself, which an event writes down when x falls to a level. */
  private static FormulaModel decay(double level) {
    return new FormulaModel()
        .state("x", 1, "-x")
        .state("clock", 0, "1")
        .state("when", 0, "0")
        .event("x <= " + level, null, "when = clock");
  }

  /** The time is that of the numerical solution, so its error follows the tolerance. */
  @ParameterizedTest
  @CsvSource({
    "TSIT5, 1e-4", "TSIT5, 1e-7", "TSIT5, 1e-10",
    "DOP853, 1e-4", "DOP853, 1e-7", "DOP853, 1e-10",
    "RODAS5P, 1e-4", "RODAS5P, 1e-7", "RODAS5P, 1e-10",
    "AUTO, 1e-7"
  })
  void timesAreAsExactAsTheSolutionWhateverTheMethod(Stepping stepping, double tolerance) {
    Tolerances tolerances = Tolerances.of(tolerance, 1e-3 * tolerance).withStepping(stepping);
    for (double level : new double[] {0.9, 0.5, 0.11, 0.013}) {
      double when =
          CheckedRun.of(decay(level).build(), tolerances, TimeGrid.of(0, 6)).value(0, "when");
      // dt = dx/x; some steps' errors add up
      assertThat(when).as("level %s", level).isCloseTo(-Math.log(level), within(30 * tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stepping.class,
      names = {"AUTO", "TSIT5", "DOP853", "RODAS5P"})
  void everyCrossingOfAnOscillationIsFoundOnce(Stepping stepping) {
    FormulaModel model =
        new FormulaModel()
            .state("x", 0, "y")
            .state("y", 1, "-x")
            .state("up", 0, "0")
            .state("down", 0, "0")
            .event("x > 0.3", null, "up = up + 1")
            .event("x < -0.999", null, "down = down + 1"); // 0.09 of 6.28 long
    int periods = 25;
    CheckedRun run =
        CheckedRun.of(
            model.build(),
            Tolerances.of(1e-6, 1e-9).withStepping(stepping),
            TimeGrid.of(0, periods * TWO_PI));
    assertThat(run.value(0, "up")).isEqualTo(periods);
    assertThat(run.value(0, "down")).isEqualTo(periods);
  }

  /** sin t reaches 1 and turns: a level below by ε is crossed twice within √(8ε). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-6})
  void levelsJustBelowATurningPointAreCrossedTwice(double epsilon) {
    FormulaModel model =
        new FormulaModel()
            .state("x", 0, "y")
            .state("y", 1, "-x")
            .state("clock", 0, "1")
            .state("in", 0, "0")
            .state("out", 0, "0")
            .event("x >= 1 - " + epsilon, null, "in = clock")
            .event("x < 1 - " + epsilon, null, "out = clock");
    CheckedRun run = CheckedRun.of(model.build(), 3);
    double half = Math.acos(1 - epsilon);
    // x is exact to 1e-10; its slope there is √(2ε)
    double bound = 1e-9 / Math.sqrt(2 * epsilon);
    assertThat(run.value(0, "in")).isCloseTo(Math.PI / 2 - half, within(bound));
    assertThat(run.value(0, "out")).isCloseTo(Math.PI / 2 + half, within(bound));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-6, 1e-9})
  void eventsCloseToEachOtherKeepTheirOrder(double apart) {
    FormulaModel model =
        new FormulaModel()
            .state("x", 0, "1 + 0.2 * cos(time)")
            .state("log", 0, "0")
            .event("x >= 2 + " + apart, null, "log = log * 10 + 2")
            .event("x >= 2", null, "log = log * 10 + 1")
            .event("x >= 2 + 2 * " + apart, null, "log = log * 10 + 3");
    assertThat(CheckedRun.of(model.build(), 4).value(0, "log")).isEqualTo(123);
  }

  @Test
  void thresholdsOfTimeAreMetToThirteenDigits() {
    for (double when : new double[] {0.1, 1.0 / 3, 0.7, 1, 1.9999999999999998}) {
      FormulaModel model =
          new FormulaModel()
              .constant("when", when)
              .state("n", 0, "0")
              .state("x", 1, "-x")
              .event("time >= when", null, "n = n + 1");
      CheckedRun run =
          CheckedRun.of(model.build(), when * (1 - 1e-13), when, when * (1 + 1e-13), 3);
      assertThat(run.values("n")).as("%s", when).containsExactly(0, 1, 1, 1);
    }
  }

  /** A train of doses: t = k · interval has rounding of its own. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 7, 1e-3})
  void dosesAtMultiplesOfAnIntervalAreAllGiven(double interval) {
    FormulaModel model = new FormulaModel().constant("gap", interval).state("n", 0, "0");
    model.state("next", 0, "0");
    model.event("time >= next", false, true, null, null, false, "n = n + 1", "next = next + gap");
    CheckedRun run = CheckedRun.of(model.build(), 0, 49.5 * interval);
    assertThat(run.values("n")).containsExactly(1, 50);
  }

  /** The derivative of the time of an event, dt/dc = −1/c and dt/dk = ln(c)/k², and behind it. */
  @Test
  void timesMoveWithWhatTheyDependOn() {
    FormulaModel model =
        new FormulaModel()
            .constant("k", 0.7)
            .constant("c", 0.4)
            .state("x", 1, "-k * x")
            .state("y", 0, "0")
            .event("x <= c", null, "y = time");
    for (Stepping stepping : List.of(Stepping.TSIT5, Stepping.DOP853, Stepping.RODAS5P)) {
      CheckedRun run =
          CheckedRun.of(
              model.build(),
              CheckedRun.TIGHT.withStepping(stepping),
              TimeGrid.of(0, 1, 3),
              List.of("k", "c"),
              Vector.of(0.7, 0.4));
      assertThat(run.by(0, "y", "k")).isZero();
      assertThat(run.value(1, "y")).isCloseTo(-Math.log(0.4) / 0.7, within(1e-9));
      assertThat(run.by(1, "y", "k")).isCloseTo(Math.log(0.4) / 0.49, within(1e-8));
      assertThat(run.by(1, "y", "c")).isCloseTo(-1 / (0.7 * 0.4), within(1e-8));
    }
  }

  /** A ball that loses a share of its speed at each bounce: times are a geometric series. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void bouncesFollowTheirGeometricSeries(double restitution) {
    double gravity = 9.81;
    double height = 2;
    FormulaModel model =
        new FormulaModel()
            .state("h", height, "v")
            .state("v", 0, "-9.81")
            .state("n", 0, "0")
            .event("h < 0", null, "h = 0", "v = -%s * v".formatted(restitution), "n = n + 1");
    double flight = Math.sqrt(2 * height / gravity);
    List<Double> between = new ArrayList<>();
    double last = flight;
    double length = 2 * flight;
    for (int bounce = 1; bounce <= 8; bounce++) {
      length *= restitution;
      between.add(root(0.5, last, last + length));
      last += length;
    }
    double[] times = between.stream().mapToDouble(t -> t).toArray();
    CheckedRun run = CheckedRun.of(model.build(), times);
    for (int bounce = 1; bounce <= 8; bounce++) {
      assertThat(run.value(bounce - 1, "n")).isEqualTo(bounce);
      // at the top of its flight: h = v²/2g
      double top = height * Math.pow(restitution, 2 * bounce);
      assertThat(run.value(bounce - 1, "h")).isCloseTo(top, within(1e-8));
      assertThat(run.value(bounce - 1, "v")).isCloseTo(0, within(1e-7));
    }
  }

  /** d h/dg at a time between bounces, by differences of the closed form. */
  @Test
  void bouncesAreDifferentiatedThroughTheirTimes() {
    FormulaModel model =
        new FormulaModel()
            .constant("g", 9.81)
            .constant("e", 0.8)
            .state("h", 2, "v")
            .state("v", 0, "-g")
            .event("h < 0", null, "h = 0", "v = -e * v");
    double time = 2.5;
    CheckedRun run =
        CheckedRun.of(
            model.build(),
            CheckedRun.TIGHT,
            TimeGrid.of(0, time),
            List.of("g", "e"),
            Vector.of(9.81, 0.8));
    double d = 1e-5;
    assertThat(run.value(0, "h")).isCloseTo(height(9.81, 0.8, time), within(1e-8));
    assertThat(run.by(0, "h", "g"))
        .isCloseTo(
            (height(9.81 + d, 0.8, time) - height(9.81 - d, 0.8, time)) / (2 * d), within(1e-7));
    assertThat(run.by(0, "h", "e"))
        .isCloseTo(
            (height(9.81, 0.8 + d, time) - height(9.81, 0.8 - d, time)) / (2 * d), within(1e-5));
  }

  private static double height(double gravity, double restitution, double time) {
    double begin = Math.sqrt(2 * 2 / gravity);
    double speed = restitution * gravity * begin;
    while (time > begin + 2 * speed / gravity) {
      begin += 2 * speed / gravity;
      speed *= restitution;
    }
    double s = time - begin;
    return speed * s - gravity * s * s / 2;
  }

  /** What is 0 at the start and leaves it is no crossing; what returns to it is one. */
  @Test
  void aConditionThatBeginsOnItsThresholdIsTriggeredByReturning() {
    FormulaModel model =
        new FormulaModel()
            .state("x", 0, "cos(time)") // sin t
            .state("n", 0, "0")
            .state("m", 0, "0")
            .event("x < 0", null, "n = n + 1")
            .event("x > 0", null, "m = m + 1");
    CheckedRun run = CheckedRun.of(model.build(), 1, 4, 7);
    assertThat(run.values("n")).containsExactly(0, 1, 1);
    assertThat(run.values("m")).containsExactly(1, 1, 2);
  }
}
