package org.lamarck.worker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.method.rungekutta.ExplicitMethod;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.ErrorTest;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class SensitivityTest {
  private static final Tolerances TOLERANCES = Tolerances.of(1e-7, 1e-10);

  /** A model, a point, and times of which some are interpolated and some repeat. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
  enum Case {
    CALCIUM(Models.calcium(), Models.calciumState(), Models.calciumConstants(), 10),
    LOTKA_VOLTERRA(Models.lotkaVolterra(), new double[] {1, 1}, new double[] {1.5, 1, 1, 3}, 8),
    BRUSSELATOR(Models.brusselator(), new double[] {1.5, 3}, new double[] {1, 3}, 5),
    VAN_DER_POL(Models.vanDerPol(), new double[] {2, 0.1}, new double[] {30}, 12),
    FORCED(Models.forced(), new double[] {0.2}, new double[] {20, 1.5}, 3),
    ROBERTSON(Models.robertson(), new double[] {1, 1e-5, 0.1}, new double[] {0.04, 1e4, 3e7}, 40);

    final OdeSystem system;
    final double[] y0;
    final double[] p;
    final TimeGrid grid;
    final int n;
    final int m;
    final int directions;

    Case(JetSystem system, double[] y0, double[] p, double end) {
      this.system = system;
      this.y0 = y0;
      this.p = p;
      this.grid =
          TimeGrid.of(0, 0, 0.3 * end, 0.301 * end, 0.302 * end, 0.302 * end, end)
              .withStops(0.6 * end);
      this.n = y0.length;
      this.m = p.length;
      this.directions = m + n;
    }

    /** Directions: the logarithm of each constant, then each initial state. */
    Seeds seeds() {
      int[] all = new int[m];
      Arrays.setAll(all, k -> k);
      Seeds seeds = new Seeds(m, directions, all, all);
      Arrays.setAll(seeds.values(), k -> p[k]);
      return seeds;
    }

    double[] startSensitivities() {
      double[] s0 = new double[n * directions];
      for (int i = 0; i < n; i++) {
        s0[i * directions + m + i] = 1;
      }
      return s0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tangentAgreesWithCentralDifferencesAlongTheSameSteps(Case c) {
    double[] y = new double[c.grid.size() * c.n];
    double[] s = new double[y.length * c.directions];
    TangentIntegrator tangent = new TangentIntegrator(c.system, TOLERANCES);
    assertThat(follow(tangent, c, y, s)).isInstanceOf(Outcome.Completed.class);
    TimeGrid frozen = c.grid.withSteps(tangent.stepMethods(), tangent.stepEnds());
    OdeIntegrator integrator = new OdeIntegrator(c.system, TOLERANCES);
    double[] up = new double[y.length];
    double[] down = new double[y.length];
    for (int j = 0; j < c.directions; j++) {
      double size = j < c.m ? 1 : Math.abs(c.y0[j - c.m]);
      double e = 2e-5 * size;
      integrator.integrate(frozen, shiftedState(c, j, e), shiftedConstants(c, j, e), up);
      integrator.integrate(frozen, shiftedState(c, j, -e), shiftedConstants(c, j, -e), down);
      for (int k = 0; k < y.length; k++) {
        double difference = size * (up[k] - down[k]) / (2 * e);
        double derivative = size * s[k * c.directions + j];
        // 1e-16 / 2e-5 of rounding and (2e-5)² of truncation, times what the steps amplify
        double bound = 1e-7 * Math.abs(derivative) + 3e-9 * Math.abs(y[k]);
        assertThat(derivative)
            .as("output %s, direction %s", k, j)
            .isCloseTo(difference, within(bound));
      }
    }
  }

  private static double[] shiftedConstants(Case c, int j, double e) {
    double[] p = c.p.clone();
    if (j < c.m) {
      p[j] *= Math.exp(e);
    }
    return p;
  }

  private static double[] shiftedState(Case c, int j, double e) {
    double[] y0 = c.y0.clone();
    if (j >= c.m) {
      y0[j - c.m] += e;
    }
    return y0;
  }

  @Test
  void theCasesAreIntegratedByEitherSchemeAndByBoth() {
    assertThat(schemes(Case.LOTKA_VOLTERRA)).containsOnly(ExplicitMethod.TSIT5);
    assertThat(schemes(Case.VAN_DER_POL)).contains(ExplicitMethod.TSIT5, Rodas5P.METHOD);
    assertThat(schemes(Case.ROBERTSON)).contains(ExplicitMethod.TSIT5, Rodas5P.METHOD);
  }

  private static Method[] schemes(Case c) {
    AdjointIntegrator adjoint = new AdjointIntegrator(c.system, TOLERANCES);
    adjoint.forward(c.grid, c.y0, c.p, new double[c.grid.size() * c.n]);
    return adjoint.stepMethods();
  }

  @ParameterizedTest
  @EnumSource
  void adjointIsTheTransposeOfTheTangent(Case c) {
    for (Stepping stepping : Stepping.values()) {
      boolean isExplicit = stepping == Stepping.TSIT5 || stepping == Stepping.DOP853;
      if (!isExplicit || c != Case.ROBERTSON) { // they take 10,000 steps there
        assertTransposed(c, TOLERANCES.withStepping(stepping));
      }
    }
  }

  /** The states of a case, times × n, and their sensitivities, times × n × directions. */
  private static Outcome follow(TangentIntegrator tangent, Case c, double[] y, double[] s) {
    Seeds seeds = c.seeds();
    return tangent.integrate(
        c.grid,
        c.y0,
        new RowMatrix(seeds.directions(), c.startSensitivities()),
        c.p,
        seeds,
        y,
        new RowMatrix(seeds.directions(), s));
  }

  private static void assertTransposed(Case c, Tolerances tolerances) {
    double[] y = new double[c.grid.size() * c.n];
    double[] s = new double[y.length * c.directions];
    follow(new TangentIntegrator(c.system, tolerances), c, y, s);
    AdjointIntegrator adjoint = new AdjointIntegrator(c.system, tolerances);
    double[] same = new double[y.length];
    adjoint.forward(c.grid, c.y0, c.p, same);
    assertThat(same).containsExactly(y); // the same steps, bit for bit
    double[] outBar = new double[y.length];
    Arrays.setAll(outBar, k -> Math.cos(1.7 * k) / y[k]);
    double[] stateBar = new double[c.n];
    double[] constantBar = new double[c.m];
    assertThat(adjoint.backward(outBar, new Bars(stateBar, constantBar)))
        .isInstanceOf(Outcome.Completed.class);
    for (int j = 0; j < c.directions; j++) {
      double byTangent = 0;
      double size = 0;
      for (int k = 0; k < y.length; k++) {
        byTangent += outBar[k] * s[k * c.directions + j];
        size += Math.abs(outBar[k] * s[k * c.directions + j]);
      }
      double byAdjoint = j < c.m ? constantBar[j] * c.p[j] : stateBar[j - c.m];
      assertThat(byAdjoint).as("direction %s", j).isCloseTo(byTangent, within(1e-10 * size));
    }
  }

  @Test
  void sensitivitiesOfALinearChainFollowTheFormula() {
    Seeds seeds = new Seeds(2, 1, new int[] {0}, new int[] {0});
    seeds.values()[0] = 1;
    double[] y = new double[2];
    double[] s = new double[2];
    new TangentIntegrator(Models.chain(), Tolerances.defaults())
        .integrate(
            TimeGrid.of(0, 3),
            new double[] {2, 0},
            new RowMatrix(2, 1),
            new double[] {0.5, 0.2},
            seeds,
            y,
            new RowMatrix(1, s));
    double exact = -3 * 2 * Math.exp(-1.5); // ∂(2 e^(−kt))/∂k
    assertThat(s[0]).isCloseTo(exact, within(1e-7));
  }

  @Test
  void blocksOfDirectionsGiveWhatSingleDirectionsGive() {
    Case c = Case.CALCIUM;
    int directions = 150; // three blocks
    int[] constant = new int[directions];
    int[] direction = new int[directions];
    Arrays.setAll(constant, j -> j % c.m);
    Arrays.setAll(direction, j -> j);
    Seeds many = new Seeds(c.m, directions, constant, direction);
    Arrays.setAll(many.values(), j -> c.p[j % c.m]);
    double[] y = new double[c.grid.size() * c.n];
    double[] all = new double[y.length * directions];
    TangentIntegrator tangent = new TangentIntegrator(c.system, TOLERANCES);
    tangent.integrate(
        c.grid, c.y0, new RowMatrix(c.n, directions), c.p, many, y, new RowMatrix(directions, all));
    double[] one = new double[y.length];
    for (int j : new int[] {0, 63, 64, 149}) {
      Seeds single = new Seeds(c.m, 1, new int[] {j % c.m}, new int[] {0});
      single.values()[0] = c.p[j % c.m];
      tangent.integrate(c.grid, c.y0, new RowMatrix(c.n, 1), c.p, single, y, new RowMatrix(1, one));
      for (int k = 0; k < y.length; k++) {
        double bound = 1e-9 * Math.abs(one[k]) + 1e-12 * Math.abs(y[k]); // sums in another order
        assertThat(all[k * directions + j]).isCloseTo(one[k], within(bound));
      }
    }
  }

  @Test
  void tangentsInTheErrorTestShortenStepsOfTsit5() {
    Case c = Case.LOTKA_VOLTERRA;
    double[] y = new double[c.grid.size() * c.n];
    double[] s = new double[y.length * c.directions];
    Tolerances tested = TOLERANCES.withErrorTest(ErrorTest.STATES_AND_SENSITIVITIES);
    TangentIntegrator tangent = new TangentIntegrator(c.system, tested);
    follow(tangent, c, y, s);
    assertThat(tangent.stepMethods()).contains(ExplicitMethod.TSIT5);
    assertThat(tangent.stepEnds().length).isGreaterThan(schemes(c).length);
    // rejected tangents are computed again from the same first stage
    AdjointIntegrator adjoint = new AdjointIntegrator(c.system, TOLERANCES);
    double[] same = new double[y.length];
    TimeGrid frozen = c.grid.withSteps(tangent.stepMethods(), tangent.stepEnds());
    adjoint.forward(frozen, c.y0, c.p, same);
    double[] outBar = new double[y.length];
    outBar[y.length - 1] = 1;
    double[] stateBar = new double[c.n];
    adjoint.backward(outBar, new Bars(stateBar, new double[c.m]));
    double byTangent = s[(y.length - 1) * c.directions + c.m];
    assertThat(stateBar[0]).isCloseTo(byTangent, within(1e-10 * Math.abs(byTangent)));
  }

  @Test
  void sensitivitiesInTheErrorTestAreMoreExact() {
    Case c = Case.CALCIUM;
    double exact = finalSensitivity(c, Tolerances.of(1e-12, 1e-14));
    double free = finalSensitivity(c, Tolerances.of(1e-5, 1e-7));
    double tested =
        finalSensitivity(
            c, Tolerances.of(1e-5, 1e-7).withErrorTest(ErrorTest.STATES_AND_SENSITIVITIES));
    assertThat(Math.abs(tested - exact)).isLessThan(Math.abs(free - exact));
  }

  /** ∂ cytosolic calcium / ∂ log k11 at the end. */
  private static double finalSensitivity(Case c, Tolerances tolerances) {
    double[] y = new double[c.grid.size() * c.n];
    double[] s = new double[y.length * c.directions];
    follow(new TangentIntegrator(c.system, tolerances), c, y, s);
    return s[(y.length - 1) * c.directions + 23];
  }

  @Test
  void reportsSensitivitiesThatAreNotFinite() {
    Seeds seeds = new Seeds(2, 1, new int[] {0}, new int[] {0});
    seeds.values()[0] = Double.POSITIVE_INFINITY;
    Outcome outcome =
        new TangentIntegrator(Models.chain(), TOLERANCES)
            .integrate(
                TimeGrid.of(0, 1),
                new double[] {1, 1},
                new RowMatrix(2, 1),
                new double[] {1, 1},
                seeds,
                new double[2],
                new RowMatrix(2, 1));
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.NON_FINITE);
    AdjointIntegrator adjoint = new AdjointIntegrator(Models.chain(), TOLERANCES);
    adjoint.forward(TimeGrid.of(0, 1), new double[] {1, 1}, new double[] {1, 1}, new double[2]);
    Outcome backward =
        adjoint.backward(new double[] {Double.NaN, 0}, new Bars(new double[2], new double[2]));
    assertThat(((Outcome.Failed) backward).reason()).isEqualTo(Reason.NON_FINITE);
  }

  @Test
  void backwardNeedsACompletedForward() {
    AdjointIntegrator adjoint = new AdjointIntegrator(Models.chain(), TOLERANCES);
    assertThatThrownBy(
            () -> adjoint.backward(new double[2], new Bars(new double[2], new double[2])))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void seedsOutsideOfTheConstantsAreRefused() {
    assertThatThrownBy(() -> new Seeds(2, 3, new int[] {2}, new int[] {0}))
        .hasMessageContaining("constant 2");
  }
}
