package org.lamarck.worker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.FormulaModel;
import org.lamarck.worker.simulation.CheckedRun;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** Rates with jumps and kinks, of which integrals are known: each is met where it is. */
class FloorsAndKinksTest {
  /** Steps of 1e-11 that end where the rates change; a change that is missed costs 1e-3 or more. */
  private static final double MET = 1e-9;

  private static double[] values(FormulaModel model, Stepping stepping, double... times) {
    return CheckedRun.of(
            model.build(), CheckedRun.TIGHT.withStepping(stepping), TimeGrid.of(0, times))
        .values("x");
  }

  /** ∫ ⌊t⌋ = n (n − 1)/2 + n (t − n), n = ⌊t⌋. */
  @ParameterizedTest
  @EnumSource(
      value = Stepping.class,
      names = {"TSIT5", "DOP853", "RODAS5P"})
  void stairsOfTimeAreClimbedOneByOne(Stepping stepping) {
    FormulaModel model = new FormulaModel().state("x", 0, "floor(time)");
    double[] times = {0.5, 1, 1.5, 2, 7.25, 20};
    double[] x = values(model, stepping, times);
    for (int k = 0; k < times.length; k++) {
      double n = Math.floor(times[k]);
      assertThat(x[k]).isCloseTo(n * (n - 1) / 2 + n * (times[k] - n), within(MET));
    }
  }

  /** y goes up to 3.5 and down again: each stair is passed twice. */
  @ParameterizedTest
  @EnumSource(
      value = Stepping.class,
      names = {"TSIT5", "DOP853", "RODAS5P"})
  void stairsOfAStateArePassedInBothDirections(Stepping stepping) {
    // y = 3.5 (1 − (t − 1)²) is above c for 2 √(1 − c/3.5)
    FormulaModel model =
        new FormulaModel().state("y", 0, "7 * (1 - time)").state("x", 0, "floor(y)");
    double expected =
        IntStream.rangeClosed(1, 3).mapToDouble(c -> 2 * Math.sqrt(1 - c / 3.5)).sum();
    assertThat(values(model, stepping, 2)[0]).isCloseTo(expected, within(MET));
  }

  /** Below 0 the floor is the next integer down: y = −t. */
  @Test
  void negativeNumbersAreRoundedDownToo() {
    FormulaModel model = new FormulaModel().state("y", -0.5, "-1").state("x", 0, "floor(y)");
    // −1 for half a unit, −2 for one, −3 for half of one
    assertThat(values(model, Stepping.AUTO, 2)[0]).isCloseTo(-0.5 - 2 - 1.5, within(MET));
  }

  /** ∫ |sin ωt| over a half period is 2/ω. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 7, 20})
  void kinksOfAnOscillationAreMet(double frequency) {
    FormulaModel model =
        new FormulaModel()
            .constant("w", frequency)
            .state("s", 0, "w * c")
            .state("c", 1, "-w * s")
            .state("x", 0, "abs(s)");
    double[] x = values(model, Stepping.AUTO, 0.5 * Math.PI / frequency, 6 * Math.PI / frequency);
    assertThat(x[0]).isCloseTo(1 / frequency, within(MET));
    assertThat(x[1]).isCloseTo(12 / frequency, within(MET));
  }

  /** The larger of two lines: its integral is that of two triangles. */
  @Test
  void theLargerOfTwoIsTakenOnEachSide() {
    FormulaModel model = new FormulaModel().constant("c", 0.3).state("x", 0, "max(time, c)");
    double[] x = values(model, Stepping.AUTO, 0.3, 1);
    assertThat(x[0]).isCloseTo(0.09, within(MET));
    assertThat(x[1]).isCloseTo(0.09 + (1 - 0.09) / 2, within(MET));
  }

  /** x = n − a with jumps at times that move: dx/dc of ∫ [y > c], where y = e^(−kt), is −1/(kc). */
  @Test
  void derivativesSeeTheTimesOfJumpsMove() {
    double k = 0.8;
    double c = 0.25;
    FormulaModel model =
        new FormulaModel()
            .constant("k", k)
            .constant("c", c)
            .state("y", 1, "-k * y")
            .state("x", 0, "piecewise(1, y > c, 0)");
    CheckedRun run =
        CheckedRun.of(
            model.build(), CheckedRun.TIGHT, TimeGrid.of(0, 5), List.of("k", "c"), Vector.of(k, c));
    assertThat(run.value(0, "x")).isCloseTo(-Math.log(c) / k, within(MET));
    assertThat(run.by(0, "x", "c")).isCloseTo(-1 / (k * c), within(10 * MET));
    assertThat(run.by(0, "x", "k")).isCloseTo(Math.log(c) / (k * k), within(10 * MET));
  }

  /** Of ∫ |y − c| with y = t: c²/2 + (1 − c)²/2, whose derivative is 2c − 1. */
  @Test
  void derivativesPassKinksWithoutAJump() {
    for (double c : new double[] {0.2, 0.5, 0.9}) {
      FormulaModel model =
          new FormulaModel().constant("c", c).state("y", 0, "1").state("x", 0, "abs(y - c)");
      CheckedRun run =
          CheckedRun.of(
              model.build(), CheckedRun.TIGHT, TimeGrid.of(0, 1), List.of("c"), Vector.of(c));
      assertThat(run.value(0, "x")).isCloseTo((c * c + (1 - c) * (1 - c)) / 2, within(MET));
      assertThat(run.by(0, "x", "c")).isCloseTo(2 * c - 1, within(10 * MET));
    }
  }
}
