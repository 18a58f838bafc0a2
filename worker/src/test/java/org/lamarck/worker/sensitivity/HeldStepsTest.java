package org.lamarck.worker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Amounts that are far below the floor of their tolerance, so that rounding makes them negative,
 * and whose solutions go to −∞ from there.
 */
class HeldStepsTest {
  /** X → A, 2 A → D, D → nothing: A is √(k₀X/2k₁) after a moment, from below 0 it goes to −∞. */
  private static JetSystem dimers() {
    return new JetSystem(
        new double[][] {{-1, 0, 0}, {1, -2, 0}, {0, 1, -1}},
        new double[] {1.3, 0.7, 0.4},
        new double[] {1, 2, 3},
        (t, y, p) -> new Jet[] {p[0].times(y[0]), p[1].times(y[1]).times(y[1]), p[2].times(y[2])});
  }

  /** X → A, Z → B, A + B → C, C → nothing: two negative partners bind each other ever faster. */
  private static JetSystem partners() {
    return new JetSystem(
        new double[][] {{-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, -1, 0}, {0, 1, -1, 0}, {0, 0, 1, -1}},
        new double[] {1.3, 0.6, 0.7, 0.4, 0.9},
        new double[] {1, 2, 3},
        (t, y, p) ->
            new Jet[] {
              p[0].times(y[0]), p[0].times(y[1]), p[1].times(y[2]).times(y[3]), p[2].times(y[4])
            });
  }

  /** What is made at the rate k₀X, with X′ = −k₀X, and decays at k₂: its amount at a time. */
  private static double product(double x0, double k0, double k2, double t) {
    return k0 * x0 * (Math.exp(-k0 * t) - Math.exp(-k2 * t)) / (k2 - k0);
  }

  // each failed with an underflow of the step size, or at a state that is not finite, when amounts
  // were left where rounding had them
  @ParameterizedTest
  @CsvSource({
    "1e3, 1e11, 1e-4, 1e5, 1e-5",
    "0.1, 1e6, 1e-4, 1e9, 1e-4",
    "0.1, 1e4, 1e-3, 1e6, 1e-5",
    "10, 1e11, 1, 10, 1e-4",
    "10, 1e10, 1e-4, 1e8, 1e-6",
    "10, 1e12, 1e-2, 1e4, 1e-6",
    "1e-3, 1e12, 0.1, 1e8, 1e-6"
  })
  void amountsThatRoundingMakesNegativeDoNotFlee(
      double k0, double k1, double k2, double x0, double relative) {
    double[] p = {k0, k1, k2};
    double end = 3 / Math.min(k0, k2);
    TimeGrid grid = TimeGrid.of(0, 0.1 * end, end);
    double[] out = new double[6];
    Outcome outcome =
        new OdeIntegrator(dimers(), Tolerances.scaled(relative))
            .integrate(grid, new double[] {x0, 0, 0}, p, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    double[] pairs = new double[10];
    outcome =
        new OdeIntegrator(partners(), Tolerances.scaled(relative))
            .integrate(grid, new double[] {x0, x0, 0, 0, 0}, p, pairs);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    for (int k = 0; k < 2; k++) {
      double exact = product(x0, k0, k2, grid.time(k));
      // errors of steps add up, and the floor is a part of what D has been
      double bound = 100 * relative * exact + relative * 1e-2 * x0;
      assertThat(out[3 * k + 2]).isCloseTo(exact / 2, within(bound));
      assertThat(pairs[5 * k + 4]).isCloseTo(exact, within(2 * bound));
    }
  }

  @Test
  void derivativesOfHeldStepsAreThoseOfTheSolution() {
    double[] p = {0.1, 1e4, 1e-3};
    double[] y0 = {1e6, 0, 0};
    TimeGrid grid = TimeGrid.of(0, 10, 1000);
    Tolerances tolerances = Tolerances.scaled(1e-5);
    Seeds seeds = new Seeds(3, 3, new int[] {0, 1, 2}, new int[] {0, 1, 2});
    System.arraycopy(p, 0, seeds.values(), 0, 3); // by logarithms
    double[] y = new double[6];
    double[] s = new double[18];
    Outcome outcome =
        new TangentIntegrator(dimers(), tolerances)
            .integrate(grid, y0, new RowMatrix(3, 3), p, seeds, y, new RowMatrix(3, s));
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    double e = 1e-5;
    for (int j = 0; j < 3; j++) {
      double up = product(1e6, p[0] * (j == 0 ? 1 + e : 1), p[2] * (j == 2 ? 1 + e : 1), 1000);
      double down = product(1e6, p[0] * (j == 0 ? 1 - e : 1), p[2] * (j == 2 ? 1 - e : 1), 1000);
      double exact = (up - down) / (4 * e);
      // beside the size of D itself, which errors of steps of 1e-5 move
      assertThat(s[15 + j]).isCloseTo(exact, within(1e-3 * y[5]));
    }
    AdjointIntegrator adjoint = new AdjointIntegrator(dimers(), tolerances);
    double[] same = new double[6];
    assertThat(adjoint.forward(grid, y0, p, same)).isInstanceOf(Outcome.Completed.class);
    assertThat(same).containsExactly(y);
    double[] bar = {0, 0, 0.3, 0, 0, 1};
    double[] constants = new double[3];
    assertThat(adjoint.backward(bar, new Bars(new double[3], constants)))
        .isInstanceOf(Outcome.Completed.class);
    for (int j = 0; j < 3; j++) {
      double byTangent = 0.3 * s[6 + j] + s[15 + j];
      // the same sums in another order
      assertThat(constants[j] * p[j]).isCloseTo(byTangent, within(1e-9 * (y[2] + y[5])));
    }
  }
}
