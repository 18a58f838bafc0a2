package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.field.Real;
import org.lamarck.worker.field.TapedField;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.VectorField;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class FieldSimulationTest {
  private static final Vector START = Vector.of(1.2, -0.4);
  private static final Vector VALUES = Vector.of(3, 0.7, 1.3);
  private static final TimeGrid GRID = TimeGrid.of(0, 0.5, 1.1, 3, 4.5);

  /** A van der Pol oscillator that is driven, so that time counts too. */
  private static TapedField driven() {
    return TapedField.of(
        2,
        3,
        (t, y, p) ->
            new Real[] {
              y[1],
              p[0].times(y[0].square().minus(1).negated())
                  .times(y[1])
                  .minus(y[0])
                  .plus(p[1].times(t.times(p[2]).cos()))
            });
  }

  private static Tolerances tolerances(Stepping stepping, double relative) {
    return Tolerances.of(relative, 1e-3 * relative).withStepping(stepping);
  }

  private static ModelSimulation.Result.Completed completed(ModelSimulation.Result result) {
    assertThat(result).isInstanceOf(ModelSimulation.Result.Completed.class);
    return (ModelSimulation.Result.Completed) result;
  }

  /**
   * Along the same steps both are the derivative of what was computed. Explicit steps are
   * differentiated exactly; of Rodas5P the second derivatives are differences, between the same
   * points for both: so what is left is rounding in these, some ε / 2⁻¹⁷ = 3e-11 of the
   * derivatives.
   */
  @ParameterizedTest
  @EnumSource(Stepping.class)
  void tangentsAreTheTransposeOfTheAdjoint(Stepping stepping) {
    FieldSimulation simulation = new FieldSimulation(driven(), tolerances(stepping, 1e-7));
    Sensitivities s = completed(simulation.differentiate(START, VALUES, GRID)).sensitivities();
    completed(simulation.record(START, VALUES, GRID));
    for (int k = 0; k < GRID.size(); k++) {
      for (int i = 0; i < 2; i++) {
        double[] bars = new double[GRID.size() * 2];
        bars[2 * k + i] = 1;
        FieldSimulation.Gradient.Completed gradient =
            (FieldSimulation.Gradient.Completed)
                simulation.pullBack(Matrix.of(GRID.size(), 2, bars));
        for (int j = 0; j < 5; j++) {
          double transposed = j < 2 ? gradient.byStart().get(j) : gradient.byConstants().get(j - 2);
          double tangent = s.by(k, i, j);
          assertThat(transposed).isCloseTo(tangent, within(1e-9 * (1 + Math.abs(tangent))));
        }
      }
    }
  }

  /** Differences of step 1e-4 at tolerances of 1e-11: h² f‴ and 1e-11 / h are both below 1e-6. */
  @ParameterizedTest
  @EnumSource(Stepping.class)
  void tangentsAreWhatDifferencesShow(Stepping stepping) {
    FieldSimulation simulation = new FieldSimulation(driven(), tolerances(stepping, 1e-11));
    Sensitivities s = completed(simulation.differentiate(START, VALUES, GRID)).sensitivities();
    for (int j = 0; j < 5; j++) {
      Trajectory more = moved(simulation, j, 1e-4);
      Trajectory less = moved(simulation, j, -1e-4);
      for (int k = 0; k < GRID.size(); k++) {
        for (int i = 0; i < 2; i++) {
          double difference = (more.value(k, i) - less.value(k, i)) / 2e-4;
          assertThat(s.by(k, i, j))
              .isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
        }
      }
    }
  }

  private static Trajectory moved(FieldSimulation simulation, int direction, double by) {
    double[] start = START.toArray();
    double[] values = VALUES.toArray();
    if (direction < 2) {
      start[direction] += by;
    } else {
      values[direction - 2] += by;
    }
    return completed(simulation.simulate(Vector.of(start), Vector.of(values), GRID)).trajectory();
  }

  @Test
  void methodsAgree() {
    Trajectory implicit = trajectory(Stepping.RODAS5P);
    for (Stepping stepping : Stepping.values()) {
      for (int k = 0; k < GRID.size(); k++) {
        assertThat(trajectory(stepping).value(k, 0)).isCloseTo(implicit.value(k, 0), within(1e-8));
      }
    }
  }

  private static Trajectory trajectory(Stepping stepping) {
    FieldSimulation simulation = new FieldSimulation(driven(), tolerances(stepping, 1e-10));
    return completed(simulation.simulate(START, VALUES, GRID)).trajectory();
  }

  /** Stiff by a factor of 1000: explicit steps would be bounded by stability. */
  @Test
  void aStiffFieldIsLeftToTheImplicitMethod() {
    Vector stiff = Vector.of(1000, 0.7, 1.3);
    TimeGrid grid = TimeGrid.of(0, 500);
    FieldSimulation chosen = new FieldSimulation(driven(), tolerances(Stepping.AUTO, 1e-6));
    FieldSimulation explicit = new FieldSimulation(driven(), tolerances(Stepping.TSIT5, 1e-6));
    long steps = completed(chosen.simulate(START, stiff, grid)).trajectory().steps();
    assertThat(completed(explicit.simulate(START, stiff, grid)).trajectory().steps())
        .isGreaterThan(20 * steps);
  }

  /** y′ = −k y with nothing but its slope. */
  private static VectorField plain() {
    return new VectorField() {
      @Override
      public int states() {
        return 1;
      }

      @Override
      public int constants() {
        return 1;
      }

      @Override
      public void slopes(Point at, double[] f) {
        f[0] = -at.constants()[0] * at.state()[0];
      }
    };
  }

  @Test
  void aFieldAloneIsIntegratedByExplicitMethods() {
    for (Stepping stepping : new Stepping[] {Stepping.AUTO, Stepping.TSIT5, Stepping.DOP853}) {
      FieldSimulation simulation = new FieldSimulation(plain(), tolerances(stepping, 1e-9));
      Trajectory y =
          completed(simulation.simulate(Vector.of(2), Vector.of(3), TimeGrid.of(0, 1)))
              .trajectory();
      assertThat(y.value(0, 0)).isCloseTo(2 * Math.exp(-3), within(1e-8));
    }
  }

  @Test
  void whatAFieldLacksIsSaid() {
    FieldSimulation simulation = new FieldSimulation(plain(), tolerances(Stepping.AUTO, 1e-6));
    TimeGrid grid = TimeGrid.of(0, 1);
    assertThatThrownBy(() -> simulation.differentiate(Vector.of(1), Vector.of(1), grid))
        .hasMessageContaining("implement Differentiable");
    FieldSimulation implicit = new FieldSimulation(plain(), tolerances(Stepping.RODAS5P, 1e-6));
    assertThatThrownBy(() -> implicit.simulate(Vector.of(1), Vector.of(1), grid))
        .hasMessageContaining("needs J");
    assertThatThrownBy(() -> simulation.simulate(Vector.of(1, 2), Vector.of(1), grid))
        .hasMessageContaining("2 states and 1 constants for a field of 1 and 1");
  }

  /** Products alone, no J: y′ = −k y, whose derivatives are known in closed form. */
  @Test
  void productsAreEnoughForGradients() {
    VectorField slopes = plain();
    Differentiable field =
        new Differentiable() {
          @Override
          public int states() {
            return 1;
          }

          @Override
          public int constants() {
            return 1;
          }

          @Override
          public void slopes(Point at, double[] f) {
            slopes.slopes(at, f);
          }

          @Override
          public void jvp(Point at, double[] dy, double[] dp, double[] df) {
            df[0] = -at.constants()[0] * dy[0] - at.state()[0] * dp[0];
          }

          @Override
          public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
            yBar[0] = -at.constants()[0] * z[0];
            pBar[0] -= at.state()[0] * z[0];
          }
        };
    FieldSimulation simulation = new FieldSimulation(field, tolerances(Stepping.AUTO, 1e-10));
    TimeGrid grid = TimeGrid.of(0, 1);
    Sensitivities s =
        completed(simulation.differentiate(Vector.of(2), Vector.of(3), grid)).sensitivities();
    assertThat(s.by(0, 0, 0)).isCloseTo(Math.exp(-3), within(1e-9));
    assertThat(s.by(0, 0, 1)).isCloseTo(-2 * Math.exp(-3), within(1e-9));
    completed(simulation.record(Vector.of(2), Vector.of(3), grid));
    FieldSimulation.Gradient.Completed gradient =
        (FieldSimulation.Gradient.Completed) simulation.pullBack(Matrix.of(1, 1, new double[] {1}));
    assertThat(gradient.byStart().get(0)).isCloseTo(s.by(0, 0, 0), within(1e-14));
    assertThat(gradient.byConstants().get(0)).isCloseTo(s.by(0, 0, 1), within(1e-14));
  }
}
