package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.tolerance.Tolerances;

/** Switches at which nothing jumps. */
class KinksTest {
  /** Ways to write 2 k (a − b) where a ≥ b, else 0. */
  private static final String ABSOLUTE = "k * (abs(a - b) + a - b)";

  private static final String LARGER = "2 * k * max(a - b, 0)";
  private static final String PIECES = "2 * piecewise(k * (a - b), a > b, 0)";
  private static final String PIECES_OF_LAWS = "2 * k * piecewise(a, a >= b, b) - 2 * k * b";
  private static final String SMALLER = "2 * k * (a - min(a, b))";

  private static FormulaModel flowing(String rate) {
    return new FormulaModel()
        .constant("k", 0.7)
        .state("a", 3, "-(" + rate + ")")
        .state("b", 1, rate);
  }

  private static Discontinuities discontinuities(OdeModel model) {
    return CompiledModel.of(model, Set.of()).newSystem().discontinuities();
  }

  @ParameterizedTest
  @ValueSource(strings = {ABSOLUTE, LARGER, PIECES, PIECES_OF_LAWS, SMALLER})
  void aDifferenceThatTendsToZeroDoesNotChatter(String rate) {
    OdeModel model = flowing(rate).build();
    assertThat(discontinuities(model).isKink(0)).isTrue();
    HybridTest.Point point = new HybridTest.Point(model);
    for (double tolerance : new double[] {1e-6, 1e-8, 1e-10, 1e-12}) {
      double[] y = new double[4];
      OdeIntegrator integrator =
          new OdeIntegrator(point.compiled.newSystem(), Tolerances.scaled(tolerance));
      Outcome outcome = integrator.integrate(TimeGrid.of(0, 1, 1000), point.y0, point.p.clone(), y);
      assertThat(outcome).isInstanceOf(Outcome.Completed.class);
      // without a kink it takes 60 to 600 steps
      assertThat(integrator.stepEnds().length).isLessThan(1500);
      double difference = 2 * Math.exp(-4 * 0.7);
      assertThat(y[0] - y[1]).isCloseTo(difference, within(30 * tolerance));
      assertThat(y[2]).isCloseTo(2, within(30 * tolerance));
      assertThat(y[3]).isCloseTo(2, within(30 * tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ABSOLUTE, LARGER, PIECES, PIECES_OF_LAWS, SMALLER})
  void derivativesAreRightBeforeAndAfterItHasBecomeZero(String rate) {
    HybridTest.requireDerivatives(flowing(rate).build(), 0.5, 2, 6);
  }

  @Test
  void kinksThatAreCrossedAreFoundWhereTheyAre() {
    OdeModel model =
        new FormulaModel()
            .constant("c", 1.25)
            .state("x", 0, "1")
            .state("y", 0, "abs(x - c)")
            .state("z", 0, "max(x, c)")
            .build();
    HybridTest.Point point = new HybridTest.Point(model);
    double[] y = point.simulate(TimeGrid.of(0, 3), Tolerances.of(1e-10, 1e-12));
    assertThat(y[1]).isCloseTo(0.5 * (1.25 * 1.25 + 1.75 * 1.75), within(1e-9));
    assertThat(y[2]).isCloseTo(1.25 * 1.25 + 0.5 * (9 - 1.25 * 1.25), within(1e-9));
    HybridTest.requireDerivatives(model, 1, 2, 3);
  }

  @Test
  void whatJumpsIsNoKink() {
    for (String rate :
        new String[] {
          "piecewise(k, a > b, 0)",
          "piecewise(k * a, a > b, 0)",
          "piecewise(a - b, a > b, 1e-3 * a)",
          "max(a - b, 0) + piecewise(k, a - b > 0, 0)",
          "piecewise(1, a == b, 0)"
        }) {
      Discontinuities all = discontinuities(flowing(rate).build());
      boolean any = false;
      for (int k = 0; k < all.switches(); k++) {
        any |= !all.isKink(k);
      }
      assertThat(any).as(rate).isTrue();
    }
    OdeModel triggered = flowing(LARGER).event("a - b < 0.1", null, "a = 3").build();
    assertThat(discontinuities(triggered).isKink(0)).isTrue();
    OdeModel shared = flowing(PIECES).event("a > b", null, "a = 3").build();
    assertThat(discontinuities(shared).isKink(0)).isFalse();
  }
}
