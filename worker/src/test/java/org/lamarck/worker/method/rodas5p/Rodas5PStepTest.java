package org.lamarck.worker.method.rodas5p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Point;

/** Single steps: local orders against closed forms, stiffness, invariants, singular matrices. */
class Rodas5PStepTest {
  private static Step step(JetSystem system, double t, double[] y, double[] p, double h) {
    Step step = new Step(system, Step.Derivatives.NONE, Rodas5P.METHOD);
    step.constants(p);
    assertThat(step.begin(new Point(t, y, p))).isTrue();
    assertThat(step.attempt(h)).isTrue();
    return step;
  }

  private static double largest(double[] values, int offset, int count) {
    double largest = 0;
    for (int i = offset; i < offset + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static double order(double wide, double narrow) {
    return Math.log(Math.abs(wide / narrow)) / Math.log(2);
  }

  /** y′ = k y², y = y₀ / (1 − k y₀ t). */
  private static Step explosion(double h) {
    return step(Models.explosion(), 0, new double[] {0.8}, new double[] {1.1}, h);
  }

  private static double exploded(double t) {
    return 0.8 / (1 - 1.1 * 0.8 * t);
  }

  @Test
  void theErrorOfAStepGoesWithTheSixthPowerOfItsSize() {
    double wide = explosion(0.1).next()[0] - exploded(0.1);
    double narrow = explosion(0.05).next()[0] - exploded(0.05);
    // the next term changes the ratio by some tenths at these sizes
    assertThat(order(wide, narrow)).isBetween(5.5, 7.0);
    assertThat(Math.abs(narrow)).as("well above rounding").isGreaterThan(1e-13);
  }

  @Test
  void theErrorWithinAStepGoesWithTheFifthPower() {
    double[] inside = new double[2];
    explosion(0.1).interpolate(0.5, inside, 0);
    explosion(0.05).interpolate(0.5, inside, 1);
    assertThat(order(inside[0] - exploded(0.05), inside[1] - exploded(0.025))).isBetween(4.5, 6.0);
  }

  @Test
  void theEstimateGoesWithTheFifthPowerAndIsNoSmallerThanTheError() {
    double[] estimate = new double[2];
    for (int k = 0; k < 2; k++) {
      double h = 0.1 / (1 + k);
      Step step = explosion(h);
      estimate[k] = step.error((error, offset) -> largest(error, offset, 1));
      assertThat(Math.abs(step.next()[0] - exploded(h))).isLessThan(estimate[k]);
    }
    assertThat(order(estimate[0], estimate[1])).isBetween(4.5, 6.0);
  }

  /** It is made of the slope at the end alone, so the error between may have another shape. */
  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.2, 0.1, 0.05, 0.025})
  void theEstimateForTheDenseOutputIsItsLargestErrorWithinAFactorOfFour(double h) {
    Step step = explosion(h);
    double estimate = step.interpolationError((error, offset) -> largest(error, offset, 1));
    double[] inside = new double[1];
    double error = 0;
    for (double theta = 0.03125; theta < 1; theta += 0.03125) {
      step.interpolate(theta, inside, 0);
      error = Math.max(error, Math.abs(inside[0] - exploded(theta * h)));
    }
    assertThat(estimate).isBetween(error / 4, error * 4);
  }

  /** y₀′ = −k y₀ leaves R(−hk), which tends to 0. */
  @Test
  void whatIsVeryFastIsGoneAfterOneStep() {
    for (double k : new double[] {1e4, 1e8, 1e12}) {
      Step step = step(Models.chain(), 0, new double[] {1, 0}, new double[] {k, 1}, 1);
      // R decays as 1/z, with a factor of some tens
      assertThat(Math.abs(step.next()[0])).isLessThan(100 / k);
    }
  }

  /** Rates in units of half the time, and steps of half the size: exponents alone differ. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1p-20, 0.5, 0x1p30})
  void theUnitOfTimeHasNoSay(double unit) {
    double[] y = {0.7, 1e-5, 0.3};
    Step one = step(Models.robertson(), 0, y, new double[] {0.04, 1e4, 3e7}, 0.3);
    double[] faster = {0.04 / unit, 1e4 / unit, 3e7 / unit};
    Step other = step(Models.robertson(), 0, y, faster, 0.3 * unit);
    assertThat(other.next()).isEqualTo(one.next());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 1e-3, 1, 30, 1e3})
  void whatReactionsConserveIsConservedByStepsOfAnySize(double h) {
    double[] y = {0.7, 1e-5, 0.3 - 1e-5};
    Step step = step(Models.robertson(), 0, y, new double[] {0.04, 1e4, 3e7}, h);
    double[] inside = new double[3];
    step.interpolate(0.4, inside, 0);
    for (double[] states : new double[][] {step.next(), inside}) {
      double size = largest(states, 0, 3);
      // a few hundred roundings of increments, of which some are a hundred times the states
      assertThat(states[0] + states[1] + states[2]).isCloseTo(1, within(1e-12 * (1 + size)));
    }
  }

  /** The last stage is the result: it solves the equations as Newton's method would once more. */
  @Test
  void algebraicEquationsHoldAtTheEndWithTheOrderOfTheMethod() {
    JetSystem system =
        new JetSystem(
            new double[][] {{-1, 0}, {0, 1}},
            new double[] {0.8, 0.3},
            new double[] {1.2},
            (t, y, p) -> new Jet[] {p[0].times(y[0]).times(y[1]), y[0].times(y[0]).minus(y[1])},
            new int[] {1});
    double[] residual = new double[2];
    double[] error = new double[2];
    for (int k = 0; k < 2; k++) {
      double h = 0.025 / (1 + k); // longer steps are not yet of the order
      double[] next = step(system, 0, new double[] {1, 1}, new double[] {1.2}, h).next();
      residual[k] = next[0] * next[0] - next[1];
      error[k] = next[0] - 1 / Math.sqrt(1 + 2 * 1.2 * h); // y₀′ = −k y₀³
    }
    assertThat(order(residual[0], residual[1])).isBetween(5.5, 6.5);
    assertThat(order(error[0], error[1])).isBetween(5.5, 6.5);
  }

  /** W = 1/(hγ) − J is 0 for J = 2 k y = 1/γ and h = 1. */
  @Test
  void aStepWhoseMatrixIsSingularIsRefusedAndAnotherSizeIsNot() {
    double[] p = {1 / Rodas5PTableau.GAMMA};
    double[] y = {0.5};
    Step step = new Step(Models.explosion(), Step.Derivatives.NONE, Rodas5P.METHOD);
    step.constants(p);
    assertThat(step.begin(new Point(0, y, p))).isTrue();
    assertThat(step.attempt(1)).isFalse();
    assertThat(step.attempt(0.01)).isTrue();
    double exact = y[0] / (1 - p[0] * y[0] * 0.01);
    assertThat(step.next()[0]).isCloseTo(exact, within(1e-11)); // (h J)⁶ = 1e-8 of 1e-3
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aStepDoesNotBeginWhereRatesAreNotFinite(double y) {
    double[] p = {1};
    Step step = new Step(Models.explosion(), Step.Derivatives.NONE, Rodas5P.METHOD);
    step.constants(p);
    assertThat(step.begin(new Point(0, new double[] {y}, p))).isFalse();
  }

  /** y₀ → y₁: a step of size 0⁺ changes nothing, and its estimate is as small. */
  @Test
  void aTinyStepIsOneOfEuler() {
    double[] y = {1, 2};
    double h = 1e-9;
    Step step = step(Models.chain(), 0, y, new double[] {3, 0.5}, h);
    assertThat(step.next()[0]).isCloseTo(1 - 3 * h, within(1e-15)); // (3h)²/2 is 5e-18
    assertThat(step.next()[1]).isCloseTo(2 + (3 - 0.5 * 2) * h, within(2e-15));
    assertThat(step.error((error, offset) -> largest(error, offset, 2)))
        .as("rounding of increments of 1e-9")
        .isLessThan(1e-21);
  }
}
