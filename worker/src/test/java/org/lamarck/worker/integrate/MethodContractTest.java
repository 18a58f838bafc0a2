package org.lamarck.worker.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** What every method promises: orders, invariants, repeated steps, and what it says of itself. */
class MethodContractTest {
  private static List<Method> methods() {
    return Methods.all();
  }

  private static Stepping stepping(Method method) {
    return Arrays.stream(Stepping.values())
        .filter(one -> one.name().equalsIgnoreCase(method.name()))
        .findFirst()
        .orElseThrow();
  }

  private static double[] equalSteps(double end, int count) {
    double[] ends = new double[count];
    Arrays.setAll(ends, k -> end * (k + 1) / count);
    return ends;
  }

  /** The states at some times by equal steps of one method. */
  private static double[] steps(
      JetSystem system, Method method, double[] y0, double[] p, int count, double... times) {
    OdeIntegrator integrator = new OdeIntegrator(system, Tolerances.of(1e-6, 1e-9));
    double[] out = new double[times.length * y0.length];
    TimeGrid grid =
        TimeGrid.of(0, times)
            .withSteps(Convergence.all(method, count), equalSteps(times[times.length - 1], count));
    assertThat(integrator.integrate(grid, y0, p, out)).isInstanceOf(Outcome.Completed.class);
    return out;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void errorsAtTheEndGoWithTheOrderAndWithinStepsWithOneLess(Method method) {
    // longer steps are not yet of the order; errors of shorter ones of order 8 are rounding
    int count = method.order() > 5 ? 6 : 32;
    double[] y0 = {0.2};
    double[] p = {2, 1.5};
    double[] orders = Convergence.orders(method, 0.535, Models.forced(), y0, p, 2, count);
    assertThat(orders[0]).isBetween(method.order() - 0.5, method.order() + 1.0);
    assertThat(orders[1]).isGreaterThan(method.order() - 1.5);
  }

  /** y′ = (k + 1) tᵏ: quadrature is exact up to the order, in one step of any length. */
  @ParameterizedTest
  @MethodSource("methods")
  void polynomialsOfTimeAreIntegratedExactlyUpToTheOrder(Method method) {
    for (int power = 0; power < method.order(); power++) {
      int k = power;
      JetSystem system =
          new JetSystem(
              new double[][] {{1}},
              new double[] {0.3},
              new double[] {1.0 + k},
              (t, y, p) -> {
                Jet rate = p[0];
                for (int i = 0; i < k; i++) {
                  rate = rate.times(t);
                }
                return new Jet[] {rate};
              });
      double[] out = steps(system, method, new double[] {0.5}, new double[] {1.0 + k}, 1, 0.8, 2);
      // coefficients of up to 390 with 16 digits
      assertThat(out[1]).as("t^%d", k).isCloseTo(0.5 + Math.pow(2, 1 + k), within(1e-11));
      if (k + 1 < method.order()) {
        assertThat(out[0]).as("t^%d", k).isCloseTo(0.5 + Math.pow(0.8, 1 + k), within(1e-11));
      }
    }
  }

  /** Robertson's totals and any other linear invariant are kept by every stage. */
  @ParameterizedTest
  @MethodSource("methods")
  void totalsAreKeptToRounding(Method method) {
    double[] p = {0.04, 10, 30}; // not stiff
    double[] times = equalSteps(5, 50);
    double[] out = steps(Models.robertson(), method, new double[] {1, 0.2, 0.3}, p, 37, times);
    for (int k = 0; k < times.length; k++) {
      assertThat(out[3 * k] + out[3 * k + 1] + out[3 * k + 2]).isCloseTo(1.5, within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void chosenStepsAreRepeatedToTheBit(Method method) {
    double[] y0 = {1, 1};
    double[] p = {1.5, 1, 1, 3};
    double[] times = {0.3, 1.1, 4};
    OdeIntegrator integrator =
        new OdeIntegrator(
            Models.lotkaVolterra(), Tolerances.of(1e-7, 1e-10).withStepping(stepping(method)));
    double[] first = new double[6];
    integrator.integrate(TimeGrid.of(0, times), y0, p, first);
    assertThat(integrator.stepMethods()).containsOnly(method);
    double[] again = new double[6];
    integrator.integrate(
        TimeGrid.of(0, times).withSteps(integrator.stepMethods(), integrator.stepEnds()),
        y0,
        p,
        again);
    assertThat(again).isEqualTo(first);
  }

  /** An interval that is integrated in two parts ends where it does in one. */
  @ParameterizedTest
  @MethodSource("methods")
  void intervalsMayBeSplit(Method method) {
    double[] y0 = {1, 1};
    double[] p = {1.5, 1, 1, 3};
    double tolerance = 1e-8;
    Tolerances tolerances =
        Tolerances.of(tolerance, 1e-3 * tolerance).withStepping(stepping(method));
    OdeIntegrator integrator = new OdeIntegrator(Models.lotkaVolterra(), tolerances);
    double[] whole = new double[2];
    integrator.integrate(TimeGrid.of(0, 3), y0, p, whole);
    for (double at : new double[] {1e-9, 0.7, 2.999}) {
      double[] middle = new double[2];
      double[] end = new double[2];
      integrator.integrate(TimeGrid.of(0, at), y0, p, middle);
      integrator.integrate(TimeGrid.of(at, 3), middle, p, end);
      // both follow the solution; the growth of errors is below 100 here
      assertThat(end).containsExactly(whole, within(200 * tolerance));
    }
  }

  /** A power of two as the unit of all states changes no digit. */
  @ParameterizedTest
  @MethodSource("methods")
  void theUnitOfStatesChangesNoDigit(Method method) {
    double[] times = {1, 4};
    for (int exponent : new int[] {-90, 20}) {
      double unit = Math.scalb(1.0, exponent);
      double[] p = {1.5, 1, 1, 3};
      double[] scaled = {p[0], p[1] / unit, p[2] / unit, p[3]}; // y₀′ = a y₀ − b y₀ y₁
      for (boolean fractions : new boolean[] {false, true}) {
        Tolerances tolerances = fractions ? Tolerances.scaled(1e-7) : Tolerances.of(1e-7, 1e-10);
        Tolerances others = fractions ? tolerances : Tolerances.of(1e-7, 1e-10 * unit);
        double[] out = new double[4];
        new OdeIntegrator(Models.lotkaVolterra(), tolerances.withStepping(stepping(method)))
            .integrate(TimeGrid.of(0, times), new double[] {1, 1}, p, out);
        double[] other = new double[4];
        new OdeIntegrator(Models.lotkaVolterra(), others.withStepping(stepping(method)))
            .integrate(TimeGrid.of(0, times), new double[] {unit, unit}, scaled, other);
        assertThat(Arrays.stream(other).map(y -> y / unit).toArray()).isEqualTo(out);
      }
    }
  }

  /** That of time changes the first step, and no more than the tolerance of the result. */
  @ParameterizedTest
  @MethodSource("methods")
  void theUnitOfTimeChangesLittle(Method method) {
    Tolerances tolerances = Tolerances.scaled(1e-7).withStepping(stepping(method));
    double[][] results = new double[3][2];
    int[] steps = new int[3];
    for (int n = 0; n < 3; n++) {
      double unit = Math.pow(1e-4, n - 1);
      OdeIntegrator integrator = new OdeIntegrator(Models.lotkaVolterra(), tolerances);
      double[] p = {1.5 / unit, 1 / unit, 1 / unit, 3 / unit};
      integrator.integrate(TimeGrid.of(0, 4 * unit), new double[] {1, 1}, p, results[n]);
      steps[n] = integrator.stepEnds().length;
    }
    for (int n : new int[] {0, 2}) {
      assertThat(results[n]).containsExactly(results[1], within(2e-5)); // errors grow by 100
      assertThat(steps[n]).isCloseTo(steps[1], within(12)); // of growing from a short first one
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theStateWithinAStepMeetsBothEndsWithTheirSlopes(Method method) {
    double[] w = new double[method.denseStages()];
    method.denseWeights(0, w);
    assertThat(w).containsExactly(new double[w.length], within(0.0));
    method.denseWeights(1, w);
    for (int j = 0; j < w.length; j++) {
      assertThat(w[j]).isCloseTo(j < method.stages() ? method.b(j) : 0, within(1e-13));
    }
    double h = 0.05;
    double[] y0 = {1, 1};
    double[] p = {1.5, 1, 1, 3};
    double e = 1e-4; // of one-sided differences of second order
    double[] out = steps(Models.lotkaVolterra(), method, y0, p, 1, e * h, 2 * e * h, h - e * h, h);
    double slope = (4 * (out[0] - 1) - (out[2] - 1)) / (2 * e * h);
    assertThat(slope).isCloseTo(1.5 - 1, within(1e-5));
    double y = out[6];
    double z = out[7];
    double before = (y - out[4]) / (e * h);
    assertThat(before).isCloseTo(1.5 * y - y * z, within(1e-3));
  }

  @Test
  void everyMethodIsChosenByItsNameAndThereIsNoOther() {
    assertThat(Methods.all()).hasSize(Stepping.values().length - 1); // AUTO is none
    for (Method method : Methods.all()) {
      assertThat(Methods.of(stepping(method))).isSameAs(method);
      assertThat(method.denseStages()).isGreaterThanOrEqualTo(method.stages());
      assertThat(method.errorOrder()).isLessThanOrEqualTo(method.order());
      assertThat(method.stability()).isPositive();
      for (int i = 0; i < method.stages(); i++) {
        assertThat(method.node(i)).isBetween(0.0, 1.0);
      }
    }
  }
}
