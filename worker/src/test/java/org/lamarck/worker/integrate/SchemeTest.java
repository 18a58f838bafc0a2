package org.lamarck.worker.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.method.rungekutta.ExplicitMethod;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** Integrations by Tsit5, and by whichever scheme costs less. */
class SchemeTest {
  private static final double[] FORCED = {2, 1.5};

  /** Systems with a state and constants. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
  enum Case {
    LOTKA_VOLTERRA(Models.lotkaVolterra(), new double[] {1, 1}, new double[] {1.5, 1, 1, 3}, 10),
    BRUSSELATOR(Models.brusselator(), new double[] {1.5, 3}, new double[] {1, 3}, 20),
    CALCIUM(Models.calcium(), Models.calciumState(), Models.calciumConstants(), 20),
    ROBERTSON(Models.robertson(), new double[] {1, 0, 0}, new double[] {0.04, 1e4, 3e7}, 40),
    VAN_DER_POL(Models.vanDerPol(), new double[] {2, 0}, new double[] {100}, 200);

    final JetSystem system;
    final double[] y0;
    final double[] p;
    final double end;

    Case(JetSystem system, double[] y0, double[] p, double end) {
      this.system = system;
      this.y0 = y0;
      this.p = p;
      this.end = end;
    }

    double[] solve(Tolerances tolerances, double... times) {
      double[] out = new double[times.length * y0.length];
      assertThat(new OdeIntegrator(system, tolerances).integrate(TimeGrid.of(0, times), y0, p, out))
          .isInstanceOf(Outcome.Completed.class);
      return out;
    }
  }

  private static Tolerances tolerances(double relative, Stepping stepping) {
    return Tolerances.of(relative, 1e-3 * relative).withStepping(stepping);
  }

  private static long count(OdeIntegrator integrator, Method scheme) {
    return Arrays.stream(integrator.stepMethods()).filter(one -> one == scheme).count();
  }

  @Test
  void tsit5ConvergesWithOrderFiveAndBetweenStepsWithFour() {
    double[] y0 = Models.calciumState();
    double[] order = order(Models.calcium(), y0, Models.calciumConstants(), 1, 32);
    assertThat(order[0]).isBetween(4.7, 5.5);
    assertThat(order[1]).isGreaterThan(3.8);
  }

  @Test
  void tsit5ConvergesWithOrderFiveUnderAForceThatDependsOnTime() {
    double[] order = order(Models.forced(), new double[] {0.2}, FORCED, 2, 32);
    assertThat(order[0]).isBetween(4.7, 5.5);
    assertThat(order[1]).isGreaterThan(3.8);
  }

  @Test
  void dop853ConvergesWithOrderEightAndBetweenStepsWithSeven() {
    double[] y0 = {1, 1};
    double[] p = {1.5, 1, 1, 3};
    OdeSystem system = Models.lotkaVolterra();
    double[] order = Convergence.orders(ExplicitMethod.DOP853, 0.535, system, y0, p, 2, 24);
    assertThat(order[0]).isBetween(7.5, 9.0);
    assertThat(order[1]).isGreaterThan(6.5);
  }

  @Test
  void dop853TakesOverWhereItsStepsGoFurtherForWhatTheyCost() {
    Case c = Case.LOTKA_VOLTERRA;
    OdeIntegrator tight = new OdeIntegrator(c.system, tolerances(1e-10, Stepping.AUTO));
    OdeIntegrator five = new OdeIntegrator(c.system, tolerances(1e-10, Stepping.TSIT5));
    OdeIntegrator loose = new OdeIntegrator(c.system, tolerances(1e-5, Stepping.AUTO));
    for (OdeIntegrator integrator : List.of(tight, five, loose)) {
      integrator.integrate(TimeGrid.of(0, 10 * c.end), c.y0, c.p, new double[c.y0.length]);
    }
    assertThat(count(tight, ExplicitMethod.DOP853)).isGreaterThan(tight.stepEnds().length / 2);
    assertThat(tight.stepEnds().length).isLessThan(five.stepEnds().length / 2);
    assertThat(count(loose, ExplicitMethod.DOP853)).isZero();
  }

  private static double[] order(OdeSystem system, double[] y0, double[] p, double end, int steps) {
    return Convergence.orders(ExplicitMethod.TSIT5, 0.535, system, y0, p, end, steps);
  }

  @ParameterizedTest
  @EnumSource
  void errorFollowsTheToleranceWhateverTheScheme(Case c) {
    double[] times = new double[60];
    Arrays.setAll(times, k -> c.end * (k + 1) / 60);
    double[] exact = c.solve(tolerances(1e-12, Stepping.RODAS5P), times);
    double[] largest = new double[c.y0.length];
    for (int i = 0; i < exact.length; i++) {
      int s = i % largest.length;
      largest[s] = Math.max(largest[s], Math.abs(exact[i]));
    }
    for (double tolerance : new double[] {1e-5, 1e-7, 1e-9}) {
      double[] some = c.solve(tolerances(tolerance, Stepping.AUTO), times);
      for (int i = 0; i < exact.length; i++) {
        // errors in phase add up, and van der Pol's jumps have slopes of 100: measured up to 600
        assertThat(Math.abs(some[i] - exact[i]))
            .isLessThan(3000 * tolerance * largest[i % largest.length]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOTKA_VOLTERRA", "BRUSSELATOR", "CALCIUM"})
  void whatIsNotStiffIsIntegratedByTsit5(Case c) {
    OdeIntegrator integrator = new OdeIntegrator(c.system, tolerances(1e-7, Stepping.AUTO));
    integrator.integrate(TimeGrid.of(0, c.end), c.y0, c.p, new double[c.y0.length]);
    // but for single steps that try whether Rodas5P would be better
    assertThat(count(integrator, Rodas5P.METHOD)).isLessThan(integrator.stepEnds().length / 8);
  }

  @Test
  void whatBecomesStiffIsIntegratedByRodas5PFromThenOn() {
    Case c = Case.ROBERTSON;
    OdeIntegrator integrator = new OdeIntegrator(c.system, tolerances(1e-7, Stepping.AUTO));
    OdeIntegrator stiff = new OdeIntegrator(c.system, tolerances(1e-7, Stepping.RODAS5P));
    TimeGrid grid = TimeGrid.of(0, 1e6);
    integrator.integrate(grid, c.y0, c.p, new double[3]);
    stiff.integrate(grid, c.y0, c.p, new double[3]);
    Method[] schemes = integrator.stepMethods();
    assertThat(schemes[0]).isEqualTo(ExplicitMethod.TSIT5);
    assertThat(schemes[schemes.length - 1]).isEqualTo(Rodas5P.METHOD);
    assertThat(schemes.length).isLessThan(stiff.stepEnds().length * 3 / 2);
  }

  @Test
  void schemesFollowTheStiffnessToAndFro() {
    Case c = Case.VAN_DER_POL;
    OdeIntegrator integrator = new OdeIntegrator(c.system, tolerances(1e-6, Stepping.AUTO));
    integrator.integrate(TimeGrid.of(0, c.end), c.y0, c.p, new double[2]);
    Method[] schemes = integrator.stepMethods();
    int turns = 0;
    for (int k = 1; k < schemes.length; k++) {
      turns += schemes[k] == schemes[k - 1] ? 0 : 1;
    }
    // two jumps and a start; each may be accompanied by a trial
    assertThat(turns).isBetween(4, 20);
    OdeIntegrator explicit = new OdeIntegrator(c.system, tolerances(1e-6, Stepping.TSIT5));
    explicit.integrate(TimeGrid.of(0, c.end), c.y0, c.p, new double[2]);
    assertThat(schemes.length).isLessThan(explicit.stepEnds().length / 8);
  }

  @Test
  void aSchemeThatIsAskedForMakesAllSteps() {
    for (Stepping stepping : new Stepping[] {Stepping.RODAS5P, Stepping.TSIT5}) {
      OdeIntegrator integrator = new OdeIntegrator(Models.vanDerPol(), tolerances(1e-4, stepping));
      integrator.integrate(
          TimeGrid.of(0, 20), new double[] {2, 0}, new double[] {20}, new double[2]);
      assertThat(integrator.stepMethods())
          .containsOnly(stepping == Stepping.TSIT5 ? ExplicitMethod.TSIT5 : Rodas5P.METHOD);
    }
  }

  @Test
  void stepsOfTsit5AreNoLongerThanStable() {
    // dy/dt = −1000 (y − cos(1.5 t)) (1 + y²/10), on its slow solution: ρ is about 1000 to 1300
    OdeIntegrator integrator = new OdeIntegrator(Models.forced(), tolerances(1e-3, Stepping.TSIT5));
    integrator.integrate(
        TimeGrid.of(0, 2), new double[] {1}, new double[] {1000, 1.5}, new double[1]);
    double before = 0;
    for (double end : integrator.stepEnds()) {
      assertThat(end - before).isLessThan(3.5 / 1000);
      before = end;
    }
  }

  @Test
  void theSameStepsAreMadeAgain() {
    Case c = Case.VAN_DER_POL;
    OdeIntegrator integrator = new OdeIntegrator(c.system, tolerances(1e-6, Stepping.AUTO));
    double[] first = new double[2];
    double[] again = new double[2];
    TimeGrid grid = TimeGrid.of(0, 110);
    integrator.integrate(grid, c.y0, c.p, first);
    double[] ends = integrator.stepEnds();
    integrator.integrate(TimeGrid.of(3, 4), new double[] {-1, 2}, new double[] {5}, again);
    integrator.integrate(grid, c.y0, c.p, again);
    assertThat(again).containsExactly(first);
    TimeGrid prescribed = grid.withSteps(integrator.stepMethods(), ends);
    integrator.integrate(prescribed, c.y0, c.p, again);
    assertThat(again).containsExactly(first);
  }

  @Test
  void manyOutputTimesTakeHardlyMoreStepsThanOne() {
    double[] many = new double[500];
    Arrays.setAll(many, k -> 0.1 * k);
    double[] out = new double[2500];
    OdeIntegrator integrator = new OdeIntegrator(Models.calcium(), Tolerances.of(1e-6, 1e-9));
    double[] y0 = Models.calciumState();
    double[] p = Models.calciumConstants();
    integrator.integrate(TimeGrid.of(0, 49.9), y0, p, out);
    final int free = integrator.stepEnds().length;
    integrator.integrate(TimeGrid.of(0, many), y0, p, out);
    // a few steps end at outputs that are about as close as steps: measured 144 and 142
    assertThat(integrator.stepEnds().length).isBetween(free, free + free / 20);
  }

  @Test
  void outputsAboutAStepApartEndStepsOfAnExplicitMethod() {
    JetSystem rotation =
        new JetSystem(
            new double[][] {{1, 0}, {0, -1}},
            new double[] {1, 0},
            new double[] {1},
            (t, y, p) -> new Jet[] {p[0].times(y[1]), p[0].times(y[0])});
    OdeIntegrator integrator = new OdeIntegrator(rotation, tolerances(1e-7, Stepping.TSIT5));
    double[] y0 = {1, 0};
    double[] p = {1};
    integrator.integrate(TimeGrid.of(0, 20), y0, p, new double[2]);
    final int free = integrator.stepEnds().length; // of about one length, but for the first ones
    double[] times = new double[free * 5 / 4];
    Arrays.setAll(times, k -> 20.0 * (k + 1) / times.length);
    double[] out = new double[2 * times.length];
    integrator.integrate(TimeGrid.of(0, times), y0, p, out);
    double[] ends = integrator.stepEnds();
    long there = Arrays.stream(times).filter(t -> Arrays.binarySearch(ends, t) >= 0).count();
    assertThat(there).isGreaterThan(times.length * 4L / 5); // measured 156 of 175
    assertThat(ends.length).isLessThan(times.length + 6); // some short ones until they are long
  }

  @Test
  void tsit5StopsAtADiscontinuityWithoutLookingBeyond() {
    // dy/dt = −y before 1 and 5 − y from then on
    JetSystem system =
        new JetSystem(
            new double[][] {{1, -1}},
            new double[] {0.4},
            new double[] {5},
            (t, y, p) -> new Jet[] {p[0].times(t.step(at -> at < 1 ? 0 : 1).plus(0)), y[0]});
    double[] out = new double[2];
    TimeGrid grid = TimeGrid.of(0, 1, 2).withStops(1);
    OdeIntegrator integrator = new OdeIntegrator(system, tolerances(1e-9, Stepping.TSIT5));
    Outcome outcome = integrator.integrate(grid, new double[] {1}, new double[] {5}, out);
    double after = 5 + (Math.exp(-1) - 5) * Math.exp(-1);
    assertThat(out).containsExactly(new double[] {Math.exp(-1), after}, within(1e-8));
    assertThat(((Outcome.Completed) outcome).rejected()).isLessThan(3); // a jump would be searched
  }

  @Test
  void tsit5ReportsWhereAStateExplodes() {
    Outcome outcome =
        new OdeIntegrator(Models.explosion(), tolerances(1e-8, Stepping.TSIT5))
            .integrate(TimeGrid.of(0, 3), new double[] {0.5}, new double[] {1}, new double[1]);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.reason()).isIn(Reason.STEP_SIZE_UNDERFLOW, Reason.NON_FINITE);
    assertThat(failed.time()).isCloseTo(2, within(1e-6)); // 1/y₀
  }

  @Test
  void tsit5RefusesAlgebraicStates() {
    JetSystem system =
        new JetSystem(
            new double[][] {{-1, 0}, {0, 1}},
            new double[] {1, 1},
            new double[] {1},
            (t, y, p) -> new Jet[] {p[0].times(y[0]), y[0].minus(y[1])},
            new int[] {1});
    assertThatThrownBy(() -> new OdeIntegrator(system, tolerances(1e-6, Stepping.TSIT5)))
        .hasMessageContaining("algebraic");
    OdeIntegrator integrator = new OdeIntegrator(system, tolerances(1e-6, Stepping.AUTO));
    integrator.integrate(TimeGrid.of(0, 1), new double[] {1, 1}, new double[] {1}, new double[2]);
    assertThat(integrator.stepMethods()).containsOnly(Rodas5P.METHOD);
  }

  @Test
  void prescribedStepsNeedASchemeEach() {
    assertThatThrownBy(
            () -> TimeGrid.of(0, 1).withSteps(Convergence.all(ExplicitMethod.TSIT5, 2), 1.0))
        .hasMessageContaining("2 methods for 1 steps");
  }
}
