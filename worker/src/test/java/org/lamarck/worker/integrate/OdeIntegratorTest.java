package org.lamarck.worker.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class OdeIntegratorTest {
  private static final double[] LOTKA_VOLTERRA = {1.5, 1, 1, 3};

  private static final double[] FORCED = {2, 1.5};

  @Test
  void solvesALinearChainToItsFormula() {
    double[] p = {0.5, 0.2};
    double[] times = {0, 1, 1, 4, 20};
    double[] out = new double[2 * times.length];
    TimeGrid grid = TimeGrid.of(0, times);
    Outcome outcome =
        new OdeIntegrator(Models.chain(), Tolerances.of(1e-8, 1e-12))
            .integrate(grid, new double[] {3, 0}, p, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    for (int k = 0; k < times.length; k++) {
      double first = 3 * Math.exp(-0.5 * times[k]);
      double second = 3 * 0.5 / (0.5 - 0.2) * (Math.exp(-0.2 * times[k]) - first / 3);
      // ten times the tolerance: errors of steps add up
      assertThat(out[2 * k]).isCloseTo(first, within(1e-7 * first));
      assertThat(out[2 * k + 1]).isCloseTo(second, within(1e-7 * second));
    }
  }

  @Test
  void convergesWithOrderFiveAndBetweenStepsWithFour() {
    OdeSystem calcium = Models.calcium();
    double[] order = order(calcium, Models.calciumState(), Models.calciumConstants(), 1, 32);
    assertThat(order[0]).isBetween(4.7, 5.5);
    assertThat(order[1]).isGreaterThan(3.8);
  }

  @Test
  void convergesWithOrderFiveUnderAForceThatDependsOnTime() {
    double[] order = order(Models.forced(), new double[] {0.2}, FORCED, 2, 16);
    assertThat(order[0]).isBetween(4.7, 5.5);
    assertThat(order[1]).isGreaterThan(3.8);
  }

  private static double[] order(OdeSystem system, double[] y0, double[] p, double end, int steps) {
    return Convergence.orders(Rodas5P.METHOD, 0.53, system, y0, p, end, steps);
  }

  @Test
  void solvesRobertsonsProblem() {
    double[] out = new double[3];
    Outcome outcome =
        new OdeIntegrator(Models.robertson(), Tolerances.of(1e-8, 1e-16))
            .integrate(
                TimeGrid.of(0, 1e11), new double[] {1, 0, 0}, new double[] {0.04, 1e4, 3e7}, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    // reference: Mazzia & Magherini, Test Set for IVP Solvers, release 2.4, problem ROBER
    double[] reference = {0.2083340149701255e-07, 0.8333360770334713e-13, 0.9999999791665050};
    for (int i = 0; i < 3; i++) {
      assertThat(out[i]).isCloseTo(reference[i], Percentage.withPercentage(1e-5));
    }
  }

  @Test
  void errorFollowsTheTolerance() {
    double[] y0 = Models.calciumState();
    double[] p = Models.calciumConstants();
    double[] exact = new double[5];
    TimeGrid grid = TimeGrid.of(0, 20);
    new OdeIntegrator(Models.calcium(), Tolerances.of(1e-12, 1e-14)).integrate(grid, y0, p, exact);
    for (double tolerance : new double[] {1e-4, 1e-6, 1e-8}) {
      double[] out = new double[5];
      new OdeIntegrator(Models.calcium(), Tolerances.of(tolerance, 1e-3 * tolerance))
          .integrate(grid, y0, p, out);
      for (int i = 0; i < 5; i++) {
        // the oscillation amplifies errors in phase; measured: 4 to 40 times the tolerance
        assertThat(Math.abs(out[i] / exact[i] - 1)).isLessThan(200 * tolerance);
      }
    }
  }

  @Test
  void manyOutputTimesTakeHardlyMoreStepsThanOne() {
    double[] many = new double[500];
    Arrays.setAll(many, k -> 0.1 * k);
    double[] out = new double[2500];
    double[] exact = new double[2500];
    double[] y0 = Models.calciumState();
    double[] p = Models.calciumConstants();
    Tolerances tolerances = Tolerances.of(1e-6, 1e-9);
    OdeIntegrator integrator = new OdeIntegrator(Models.calcium(), tolerances);
    int free = steps(integrator.integrate(TimeGrid.of(0, 49.9), y0, p, out));
    int dense = steps(integrator.integrate(TimeGrid.of(0, many), y0, p, out));
    assertThat(dense).isLessThan(free * 11 / 10); // measured 221 and 220
    new OdeIntegrator(Models.calcium(), Tolerances.of(1e-11, 1e-14))
        .integrate(TimeGrid.of(0, many), y0, p, exact);
    for (int i = 0; i < out.length; i++) {
      // measured 3.4e-5, which is the error at the ends of steps: see errorFollowsTheTolerance
      assertThat(out[i]).isCloseTo(exact[i], Percentage.withPercentage(2e-2));
    }
  }

  @Test
  void interpolatesWithinTheToleranceOfAStep() {
    double[] p = {30, 4};
    Tolerances tolerances = Tolerances.of(1e-5, 1e-7);
    OdeIntegrator integrator = new OdeIntegrator(Models.forced(), tolerances);
    OdeIntegrator tight = new OdeIntegrator(Models.forced(), Tolerances.of(1e-12, 1e-14));
    double[] times = new double[400];
    Arrays.setAll(times, k -> 0.01 * (k + 1));
    double[] some = new double[400];
    double[] exact = new double[400];
    integrator.integrate(TimeGrid.of(0, times), new double[] {0.9}, p, some);
    tight.integrate(TimeGrid.of(0, times), new double[] {0.9}, p, exact);
    assertThat(integrator.stepEnds().length).isLessThan(200);
    for (int k = 0; k < 400; k++) {
      // a contracting equation: the error is that of one step, twice the tolerance at most
      assertThat(some[k]).isCloseTo(exact[k], within(2 * (1e-7 + 1e-5)));
    }
  }

  private static int steps(Outcome outcome) {
    return ((Outcome.Completed) outcome).steps();
  }

  @Test
  void stopsAtADiscontinuityWithoutLookingBeyond() {
    // dy/dt = −y before 1 and 5 − y from then on
    JetSystem system =
        new JetSystem(
            new double[][] {{1, -1}},
            new double[] {0.4},
            new double[] {5},
            (t, y, p) -> new Jet[] {p[0].times(t.step(at -> at < 1 ? 0 : 1).plus(0)), y[0]});
    double[] out = new double[2];
    TimeGrid grid = TimeGrid.of(0, 1, 2).withStops(-1, 1, 7);
    OdeIntegrator integrator = new OdeIntegrator(system, Tolerances.of(1e-9, 1e-12));
    Outcome outcome = integrator.integrate(grid, new double[] {1}, new double[] {5}, out);
    double after = 5 + (Math.exp(-1) - 5) * Math.exp(-1);
    assertThat(out).containsExactly(new double[] {Math.exp(-1), after}, within(1e-8));
    assertThat(integrator.stepEnds()).contains(1.0);
    assertThat(((Outcome.Completed) outcome).rejected()).isLessThan(3); // a jump would be searched
  }

  @Test
  void reportsWhereAStateExplodes() {
    Outcome outcome =
        new OdeIntegrator(Models.explosion(), Tolerances.defaults())
            .integrate(TimeGrid.of(0, 3), new double[] {0.5}, new double[] {1}, new double[1]);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.reason()).isIn(Reason.STEP_SIZE_UNDERFLOW, Reason.NON_FINITE);
    assertThat(failed.time()).isCloseTo(2, within(1e-6)); // 1/y₀
  }

  @Test
  void reportsStatesThatAreNotFinite() {
    Outcome outcome =
        new OdeIntegrator(Models.chain(), Tolerances.of(1e-8, 1e-12))
            .integrate(
                TimeGrid.of(0, 3),
                new double[] {1, 1},
                new double[] {Double.NaN, 1},
                new double[2]);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.NON_FINITE);
    assertThat(((Outcome.Failed) outcome).time()).isEqualTo(0.0);
  }

  @Test
  void reportsThatTheStepsDoNotSuffice() {
    Outcome outcome =
        new OdeIntegrator(Models.calcium(), Tolerances.defaults().withMaximumSteps(20))
            .integrate(
                TimeGrid.of(0, 50),
                Models.calciumState(),
                Models.calciumConstants(),
                new double[5]);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.STEP_LIMIT);
  }

  @Test
  void canBeStoppedFromOutside() {
    AtomicInteger asked = new AtomicInteger();
    Step step = new Step(Models.calcium(), Step.Derivatives.NONE, Rodas5P.METHOD);
    Outcome outcome =
        new OdeIntegrator(step, Tolerances.defaults(), () -> asked.incrementAndGet() > 5)
            .integrate(
                TimeGrid.of(0, 50),
                Models.calciumState(),
                Models.calciumConstants(),
                new double[5]);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.TIME_LIMIT);
  }

  @Test
  void anInstanceUsedAgainGivesTheSameBits() {
    OdeIntegrator integrator = new OdeIntegrator(Models.calcium(), Tolerances.of(1e-6, 1e-8));
    double[] first = new double[5];
    double[] again = new double[5];
    TimeGrid grid = TimeGrid.of(0, 10);
    double[] p = Models.calciumConstants();
    integrator.integrate(grid, Models.calciumState(), p, first);
    integrator.integrate(TimeGrid.of(3, 4), new double[] {2, 8, 3, 800, 300}, p, again);
    integrator.integrate(grid, Models.calciumState(), p, again);
    assertThat(again).containsExactly(first);
  }

  @Test
  void takesAnAbsoluteToleranceForEachState() {
    Tolerances each = Tolerances.of(1e-8, 1).withAbsolute(Vector.of(1e-12, 1e-12));
    double[] one = new double[2];
    double[] two = new double[2];
    TimeGrid grid = TimeGrid.of(0, 2);
    double[] p = {0.5, 0.2};
    new OdeIntegrator(Models.chain(), each).integrate(grid, new double[] {1, 1}, p, one);
    new OdeIntegrator(Models.chain(), Tolerances.of(1e-8, 1e-12))
        .integrate(grid, new double[] {1, 1}, p, two);
    assertThat(one).containsExactly(two);
    assertThatThrownBy(() -> new OdeIntegrator(Models.calcium(), each))
        .hasMessageContaining("2 absolute tolerances for 5 states");
  }

  @Test
  void hundredsOfPeriodsAreIntegratedAtTightTolerances() {
    double[] p = LOTKA_VOLTERRA;
    double[] y = new double[2];
    Tolerances tight = Tolerances.scaled(1e-11).withStepping(Stepping.TSIT5);
    OdeIntegrator integrator = new OdeIntegrator(Models.lotkaVolterra(), tight);
    Outcome outcome =
        integrator.integrate(TimeGrid.of(0, 2000), new double[] {1, 1}, p, y); // 650 periods
    assertThat(((Outcome.Completed) outcome).steps()).isGreaterThan(100_000);
    double invariant = p[2] * y[0] - p[3] * Math.log(y[0]) + p[1] * y[1] - p[0] * Math.log(y[1]);
    assertThat(invariant).isCloseTo(2, within(1e-5)); // 1e-11 for each of some 1e5 steps
  }

  @Test
  void stepsAreLimitedFromOutputToOutputAndAllInAll() {
    assertThat(limited(1e-6, 30)).isInstanceOf(Outcome.Completed.class); // some 5 to each output
    assertThat(((Outcome.Failed) limited(1e-6, 300)).detail()).contains("1000 steps");
    // what needs 28 steps to each output is given up soon
    assertThat(((Outcome.Failed) limited(1e-10, 300)).detail()).contains("120 steps");
    OdeIntegrator once = new OdeIntegrator(Models.lotkaVolterra(), few(1e-6));
    double[] y = new double[2];
    assertThat(once.integrate(TimeGrid.of(0, 15), new double[] {1, 1}, LOTKA_VOLTERRA, y))
        .isInstanceOf(Outcome.Failed.class);
  }

  private static Tolerances few(double relative) {
    return Tolerances.of(relative, 1e-3 * relative)
        .withMaximumSteps(100)
        .withStepping(Stepping.TSIT5);
  }

  private static Outcome limited(double relative, int outputs) {
    double[] times = new double[outputs];
    Arrays.setAll(times, k -> 0.5 * (k + 1));
    OdeIntegrator integrator = new OdeIntegrator(Models.lotkaVolterra(), few(relative));
    double[] y0 = {1, 1};
    return integrator.integrate(TimeGrid.of(0, times), y0, LOTKA_VOLTERRA, new double[2 * outputs]);
  }

  @Test
  void refusesTolerancesAndTimesThatMakeNoSense() {
    assertThatThrownBy(() -> Tolerances.of(0, 1e-12)).hasMessageContaining("relative tolerance");
    assertThatThrownBy(() -> Tolerances.of(1e-6, -1)).hasMessageContaining("absolute tolerance");
    assertThatThrownBy(() -> Tolerances.defaults().withMaximumSteps(0))
        .hasMessageContaining("maximumSteps");
    assertThatThrownBy(() -> TimeGrid.of(0, 2, 1)).hasMessageContaining("ascend");
    assertThatThrownBy(() -> TimeGrid.of(3, 2)).hasMessageContaining("ascend");
    assertThatThrownBy(() -> TimeGrid.of(0, Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> TimeGrid.of(0, 2).withSteps(1)).hasMessageContaining("steps end");
  }
}
