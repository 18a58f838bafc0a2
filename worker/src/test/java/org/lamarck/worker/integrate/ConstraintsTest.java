package org.lamarck.worker.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.tolerance.Tolerances;

/** Systems with algebraic states. */
class ConstraintsTest {
  private static final double[] ROBERTSON = {0.04, 1e4, 3e7};

  /** Robertson's problem with y₀ + y₁ + y₂ = 1 instead of the rate of y₂. */
  private static JetSystem robertson() {
    return new JetSystem(
        new double[][] {{-1, 1, 0, 0}, {1, -1, -1, 0}, {0, 0, 0, 1}},
        new double[] {0.8, 0.3, 0.2},
        ROBERTSON,
        (t, y, p) ->
            new Jet[] {
              p[0].times(y[0]),
              p[1].times(y[1]).times(y[2]),
              p[2].times(y[1]).times(y[1]),
              y[0].plus(y[1]).plus(y[2]).plus(-1)
            },
        new int[] {2});
  }

  /** y′ = −k z, z² = y with y(0) = 1: z = 1 − kt/2, y = z². */
  private static JetSystem root() {
    return new JetSystem(
        new double[][] {{-1, 0}, {0, 1}},
        new double[] {0.9, 0.7},
        new double[] {0.5},
        (t, y, p) -> new Jet[] {p[0].times(y[1]), y[1].times(y[1]).minus(y[0])},
        new int[] {1});
  }

  /** y′ = cos z, and z + eᶻ/2 = y + cos(kt), which has no closed form. */
  private static JetSystem transcendental() {
    return new JetSystem(
        new double[][] {{1, 0}, {0, 1}},
        new double[] {0.9, 0.7},
        new double[] {1.5},
        (t, y, p) ->
            new Jet[] {
              y[1].cos(), y[1].plus(y[1].exp().times(0.5)).minus(y[0]).minus(t.times(p[0]).cos())
            },
        new int[] {1});
  }

  @Test
  void solvesRobertsonsProblemWithAConstraint() {
    double[] out = new double[3];
    OdeIntegrator integrator = new OdeIntegrator(robertson(), Tolerances.of(1e-8, 1e-16));
    Outcome outcome =
        integrator.integrate(TimeGrid.of(0, 1e11), new double[] {1, 0, 0.5}, ROBERTSON, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    // reference: Mazzia & Magherini, Test Set for IVP Solvers, release 2.4, problem ROBER
    double[] reference = {0.2083340149701255e-07, 0.8333360770334713e-13, 0.9999999791665050};
    for (int i = 0; i < 3; i++) {
      assertThat(out[i]).isCloseTo(reference[i], Percentage.withPercentage(1e-5));
    }
    OdeIntegrator ode = new OdeIntegrator(Models.robertson(), Tolerances.of(1e-8, 1e-16));
    double[] same = new double[3];
    Outcome.Completed plain =
        (Outcome.Completed)
            ode.integrate(TimeGrid.of(0, 1e11), new double[] {1, 0, 0}, ROBERTSON, same);
    assertThat(((Outcome.Completed) outcome).steps()).isLessThan(plain.steps() * 6 / 5); // 709, 708
  }

  @Test
  void followsASolutionThatIsKnown() {
    double[] times = new double[40];
    Arrays.setAll(times, k -> 0.05 * k);
    double[] out = new double[80];
    Outcome outcome =
        new OdeIntegrator(root(), Tolerances.of(1e-9, 1e-11))
            .integrate(TimeGrid.of(0, times), new double[] {1, 3}, new double[] {0.5}, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    for (int k = 0; k < 40; k++) {
      double z = 1 - 0.25 * times[k];
      // ten times the tolerance: errors of steps add up
      assertThat(out[2 * k]).isCloseTo(z * z, within(1e-8));
      assertThat(out[2 * k + 1]).isCloseTo(z, within(1e-8));
    }
  }

  @Test
  void outputsBetweenStepsAreAsGoodAsTheToleranceSays() {
    double[] times = new double[400];
    Arrays.setAll(times, k -> 0.01 * (k + 1));
    double[] p = {8};
    double[] exact = new double[800];
    double[] some = new double[800];
    new OdeIntegrator(transcendental(), Tolerances.of(1e-12, 1e-14))
        .integrate(TimeGrid.of(0, times), new double[] {0.2, 0}, p, exact);
    OdeIntegrator integrator = new OdeIntegrator(transcendental(), Tolerances.of(1e-5, 1e-7));
    integrator.integrate(TimeGrid.of(0, times), new double[] {0.2, 0}, p, some);
    assertThat(integrator.stepEnds().length).isLessThan(150); // so most are between steps
    for (int i = 0; i < 800; i++) {
      assertThat(some[i])
          .isCloseTo(exact[i], within(1e-4)); // errors of steps add up; measured 4e-5
    }
  }

  @Test
  void keepsOrderFive() {
    double[] p = {1.5};
    double[] y0 = {0.2, 0};
    double[] exact = new double[2];
    new OdeIntegrator(transcendental(), Tolerances.of(1e-13, 1e-15))
        .integrate(TimeGrid.of(0, 2), y0, p, exact);
    double[][] error = new double[2][2];
    for (int refined = 0; refined < 2; refined++) {
      int count = 16 << refined;
      double[] ends = new double[count];
      Arrays.setAll(ends, k -> 2.0 * (k + 1) / count);
      double[] out = new double[2];
      new OdeIntegrator(transcendental(), Tolerances.defaults())
          .integrate(TimeGrid.of(0, 2).withSteps(ends), y0, p, out);
      for (int i = 0; i < 2; i++) {
        error[refined][i] = Math.abs(out[i] - exact[i]);
      }
    }
    for (int i = 0; i < 2; i++) {
      assertThat(Math.log(error[0][i] / error[1][i]) / Math.log(2))
          .isGreaterThan(4.7); // measured 5.2 and 5.9
    }
  }

  @Test
  void aPoorGuessIsImprovedByShorterSteps() {
    // z + eᶻ/2 = 1.2: from e³⁰⁰ down by 1 at each iteration, from below at first far beyond
    for (double guess : new double[] {300, -300, 20, -3}) {
      double[] out = new double[2];
      Outcome outcome =
          new OdeIntegrator(transcendental(), Tolerances.defaults())
              .integrate(TimeGrid.of(0, 0), new double[] {0.2, guess}, new double[] {1.5}, out);
      assertThat(outcome).as("from %s", guess).isInstanceOf(Outcome.Completed.class);
      assertThat(out[1] + 0.5 * Math.exp(out[1])).isCloseTo(1.2, within(1e-14));
    }
  }

  @Test
  void aGuessAtWhichTheJacobianIsSingularIsMoved() {
    double[] out = new double[2];
    new OdeIntegrator(root(), Tolerances.defaults())
        .integrate(TimeGrid.of(0, 0), new double[] {4, 0}, new double[] {0.5}, out);
    assertThat(out).containsExactly(new double[] {4, 2}, within(1e-14));
  }

  @Test
  void equationsThatDoNotDetermineTheirUnknownsAreAFailure() {
    // index 2: z is not in its own equation
    JetSystem indexTwo =
        new JetSystem(
            new double[][] {{1, 0}, {0, 1}},
            new double[] {0.3, 0.4},
            new double[] {1},
            (t, y, p) -> new Jet[] {y[1].times(p[0]), y[0].minus(t.cos())},
            new int[] {1});
    Outcome outcome =
        new OdeIntegrator(indexTwo, Tolerances.defaults())
            .integrate(TimeGrid.of(0, 1), new double[] {1, 0}, new double[] {1}, new double[2]);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.SINGULAR_MATRIX);
    assertThat(((Outcome.Failed) outcome).detail()).contains("do not determine their unknowns");
  }

  @Test
  void equationsWithoutASolutionAreAFailure() {
    Outcome outcome =
        new OdeIntegrator(root(), Tolerances.defaults())
            .integrate(TimeGrid.of(0, 1), new double[] {-1, 1}, new double[] {1}, new double[2]);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).time()).isZero();
    assertThat(((Outcome.Failed) outcome).reason()).isIn(Reason.NON_FINITE, Reason.SINGULAR_MATRIX);
  }

  @Test
  void aSolutionThatEndsIsAFailureWhereItEnds() {
    // z² = y is singular at z = 0, which is reached at t = 2/k
    Outcome outcome =
        new OdeIntegrator(root(), Tolerances.of(1e-6, 1e-8))
            .integrate(TimeGrid.of(0, 9), new double[] {1, 1}, new double[] {0.5}, new double[2]);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).time()).isCloseTo(4, within(0.1));
  }

  @Test
  void rowsAreExchangedWhereTheirOwnStateIsNotInThem() {
    // rows 0, 2, 3 are algebraic, and none has its own state
    double[][] jacobian = {{0, 0.5, 2, 0}, {0.1, -1, 0.3, 0.2}, {0, 0.7, 0, -3}, {1.5, -0.4, 0, 0}};
    int[] start = new int[5];
    int[] column = new int[16];
    double[] values = new double[16];
    int size = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (jacobian[i][j] != 0) {
          column[size] = j;
          values[size++] = jacobian[i][j];
        }
      }
      start[i + 1] = size;
    }
    SparsePattern pattern = new SparsePattern(start, Arrays.copyOf(column, size));
    SparseLu lu = new SparseLu(4, pattern, new int[] {0, 2, 3});
    assertThat(lu.factorise(Arrays.copyOf(values, size), 10)).isTrue();
    assertThat(lu.isPivoted()).isFalse();
    double[] x = {0.3, -0.7, 1.1, 0.6};
    double[] right = new double[4];
    double[] transposed = new double[4];
    double[] many = new double[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double w = (i == j && i == 1 ? 10 : 0) - jacobian[i][j];
        right[i] += w * x[j];
        transposed[j] += w * x[i];
      }
    }
    for (int i = 0; i < 16; i++) {
      many[i] = (1 + i % 4) * right[i / 4];
    }
    lu.solve(right, 0);
    lu.solveTransposed(transposed, 0);
    lu.solveMany(many, 4);
    assertThat(right).containsExactly(x, within(1e-14));
    assertThat(transposed).containsExactly(x, within(1e-14));
    for (int i = 0; i < 16; i++) {
      assertThat(many[i]).isCloseTo((1 + i % 4) * x[i / 4], within(1e-14));
    }
  }
}
