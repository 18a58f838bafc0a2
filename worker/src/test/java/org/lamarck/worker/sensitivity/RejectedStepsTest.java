package org.lamarck.worker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.ErrorTest;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * What holds for each way to make steps and to test them, where steps are rejected after tangents
 * have followed them: tangents are the transpose of adjoints and the limit of differences, all
 * along the same steps.
 */
class RejectedStepsTest {
  /** A model, a point, and a tolerance at which steps are rejected. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
  enum Model {
    LOTKA_VOLTERRA(
        Models.lotkaVolterra(), new double[] {1, 1}, new double[] {1.5, 1, 1, 3}, 20, 1e-5),
    LOTKA_VOLTERRA_ROUGHLY(
        Models.lotkaVolterra(), new double[] {1, 1}, new double[] {1.5, 1, 1, 3}, 20, 1e-3),
    ROBERTSON(
        Models.robertson(), new double[] {1, 1e-5, 0.1}, new double[] {0.04, 1e4, 3e7}, 40, 1e-3),
    CALCIUM(Models.calcium(), Models.calciumState(), Models.calciumConstants(), 5, 1e-4);

    final JetSystem system;
    final double[] y0;
    final double[] p;
    final TimeGrid grid;
    final double relative;

    Model(JetSystem system, double[] y0, double[] p, double end, double relative) {
      this.system = system;
      this.y0 = y0;
      this.p = p;
      this.grid = TimeGrid.of(0, 0.3 * end, 0.31 * end, end).withStops(0.6 * end);
      this.relative = relative;
    }
  }

  /** A model, what is tested, and by what steps are made. */
  record Case(Model model, ErrorTest errorTest, Stepping stepping) {
    Tolerances tolerances() {
      return Tolerances.of(model.relative, 1e-3 * model.relative)
          .withErrorTest(errorTest)
          .withStepping(stepping);
    }

    int n() {
      return model.y0.length;
    }

    int m() {
      return model.p.length;
    }

    int directions() {
      return n() + m();
    }
  }

  static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (Model model : Model.values()) {
      for (ErrorTest test : ErrorTest.values()) {
        for (Stepping stepping : Stepping.values()) {
          boolean isExplicit = stepping == Stepping.TSIT5 || stepping == Stepping.DOP853;
          if (!isExplicit || model != Model.ROBERTSON) { // 10,000 steps and more
            all.add(new Case(model, test, stepping));
          }
        }
      }
    }
    return all;
  }

  /** Tangents and the steps along which they are. */
  private record Run(Vector y, Vector s, TimeGrid frozen, int rejected) {
    static Run of(Case c) {
      int m = c.m();
      int n = c.n();
      int directions = c.directions();
      int[] all = new int[m];
      Arrays.setAll(all, k -> k);
      Seeds seeds = new Seeds(m, directions, all, all);
      Arrays.setAll(seeds.values(), k -> c.model().p[k]); // by logarithms
      double[] s0 = new double[n * directions];
      for (int i = 0; i < n; i++) {
        s0[i * directions + m + i] = 1;
      }
      double[] y = new double[c.model().grid.size() * n];
      double[] s = new double[y.length * directions];
      TangentIntegrator tangent = new TangentIntegrator(c.model().system, c.tolerances());
      Outcome outcome =
          tangent.integrate(
              c.model().grid,
              c.model().y0,
              new RowMatrix(directions, s0),
              c.model().p,
              seeds,
              y,
              new RowMatrix(directions, s));
      TimeGrid frozen = c.model().grid.withSteps(tangent.stepMethods(), tangent.stepEnds());
      return new Run(Vector.of(y), Vector.of(s), frozen, ((Outcome.Completed) outcome).rejected());
    }
  }

  @Test
  void stepsAreRejectedWhereSensitivitiesAreTested() {
    for (Model model : Model.values()) {
      Case tested = new Case(model, ErrorTest.STATES_AND_SENSITIVITIES, Stepping.RODAS5P);
      // by its tangents, besides those that its states reject
      assertThat(Run.of(tested).rejected()).as(model.name()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangentsAreTheTransposeOfAdjoints(Case c) {
    Run run = Run.of(c);
    AdjointIntegrator adjoint = new AdjointIntegrator(c.model().system, c.tolerances());
    double[] same = new double[run.y().size()];
    adjoint.forward(run.frozen(), c.model().y0, c.model().p, same);
    assertThat(same).containsExactly(run.y().toArray()); // the same steps, bit for bit
    double[] outBar = new double[same.length];
    Arrays.setAll(outBar, k -> Math.cos(1.7 * k) / same[k]);
    double[] stateBar = new double[c.n()];
    double[] constantBar = new double[c.m()];
    adjoint.backward(outBar, new Bars(stateBar, constantBar));
    for (int j = 0; j < c.directions(); j++) {
      double byTangent = 0;
      double size = 0;
      for (int k = 0; k < same.length; k++) {
        double term = outBar[k] * run.s().get(k * c.directions() + j);
        byTangent += term;
        size += Math.abs(term);
      }
      double byAdjoint = j < c.m() ? constantBar[j] * c.model().p[j] : stateBar[j - c.m()];
      // rounding of some hundred steps: measured up to 5e-14; a fault was 4e-8 to 3e-3
      assertThat(byAdjoint).as("direction %s", j).isCloseTo(byTangent, within(2e-12 * size));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangentsAreTheLimitOfDifferences(Case c) {
    Run run = Run.of(c);
    OdeIntegrator integrator = new OdeIntegrator(c.model().system, c.tolerances());
    double[][] at = new double[4][run.y().size()];
    double e = 2e-4;
    for (int j = 0; j < c.directions(); j++) {
      double size = j < c.m() ? 1 : Math.abs(c.model().y0[j - c.m()]);
      for (int q = 0; q < 4; q++) {
        shifted(integrator, c, run.frozen(), j, (q < 2 ? q - 2 : q - 1) * e, at[q]);
      }
      for (int k = 0; k < run.y().size(); k++) {
        double difference = (at[0][k] - 8 * at[1][k] + 8 * at[2][k] - at[3][k]) / (12 * e);
        double derivative = size * run.s().get(k * c.directions() + j);
        // 1e-16 / 2e-4 of rounding and (2e-4)⁴ of truncation, times what the steps amplify
        double bound = 1e-7 * Math.abs(derivative) + 1e-9 * Math.abs(run.y().get(k));
        assertThat(derivative)
            .as("output %s, direction %s", k, j)
            .isCloseTo(difference, within(bound));
      }
    }
  }

  private static void shifted(
      OdeIntegrator integrator, Case c, TimeGrid frozen, int j, double e, double[] out) {
    double[] p = c.model().p.clone();
    double[] y0 = c.model().y0.clone();
    if (j < c.m()) {
      p[j] *= Math.exp(e);
    } else {
      y0[j - c.m()] += e * Math.abs(y0[j - c.m()]);
    }
    integrator.integrate(frozen, y0, p, out);
  }
}
