package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.sensitivity.TangentIntegrator;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * What holds only beyond a threshold happens just after it: outputs at that time come before it, in
 * values and in derivatives. What holds at the threshold happens there.
 */
class StrictTriggersTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-13);

  private static double[] column(OdeModel model, int state, double... times) {
    HybridTest.Point point = new HybridTest.Point(model);
    double[] y = point.simulate(TimeGrid.of(0, times), TIGHT);
    double[] column = new double[times.length];
    Arrays.setAll(column, k -> y[k * point.y0.length + state]);
    return column;
  }

  private static OdeModel counter(String trigger, boolean initial) {
    return new FormulaModel()
        .state("n", 0, "0")
        .state("x", 0, "1")
        .event(trigger, initial, true, null, null, true, "n = n + 1")
        .build();
  }

  @Test
  void strictTriggersFireJustAfterTheirTime() {
    for (String trigger :
        new String[] {"time > 2", "!(time <= 2)", "2 < time", "x > 2", "!(x <= 2)", "time != 2"}) {
      boolean initial = trigger.equals("time != 2"); // it holds until 2, and from then on
      assertThat(column(counter(trigger, initial), 0, 1, 2, 3))
          .as(trigger)
          .containsExactly(0, 0, 1);
    }
    assertThat(column(counter("time > 0", true), 0, 0, 1)).containsExactly(0, 1); // not at 0
    assertThat(column(counter("time > 0", false), 0, 0, 1)).containsExactly(0, 1);
  }

  @Test
  void triggersThatHoldAtTheirTimeFireThere() {
    for (String trigger : new String[] {"time >= 2", "!(time < 2)", "time == 2"}) {
      assertThat(column(counter(trigger, true), 0, 1, 2, 3)).as(trigger).containsExactly(0, 1, 1);
    }
    assertThat(column(counter("time >= 0", false), 0, 0, 1)).containsExactly(1, 1);
  }

  @Test
  void whatADelayLeadsToComesAfterItsTimeToo() {
    OdeModel model =
        new FormulaModel()
            .state("n", 0, "0")
            .state("m", 0, "0")
            .event("time > 1", "1", "n = 1")
            .event("time >= 1", "1", "m = 1")
            .build();
    assertThat(column(model, 0, 1, 2, 3)).containsExactly(0, 0, 1);
    assertThat(column(model, 1, 1, 2, 3)).containsExactly(0, 1, 1);
  }

  @Test
  void aStateThatAnEventPutsOnAThresholdLeavesItAfterwards() {
    OdeModel model =
        new FormulaModel()
            .state("x", 0, "1")
            .state("n", 0, "0")
            .event("time >= 1", null, "x = 5")
            .event("x > 5", null, "n = n + 1")
            .build();
    assertThat(column(model, 1, 0.5, 1, 2)).containsExactly(0, 0, 1);
  }

  @Test
  void derivativesOfASampleBeforeADoseDoNotKnowTheDose() {
    OdeModel model =
        new FormulaModel()
            .constant("td", 2)
            .constant("dose", 3)
            .constant("k", 0.5)
            .state("x", 1, "-k * x")
            .state("n", 0, "0")
            .event("time > td", null, "x = x + dose")
            .event("time >= td", null, "n = dose")
            .build();
    HybridTest.Point point = new HybridTest.Point(model);
    TimeGrid grid = TimeGrid.of(0, 2, 3);
    int m = point.constants;
    int[] all = {0, 1, 2};
    Seeds seeds = new Seeds(point.p.length, m, all, all);
    Arrays.fill(seeds.values(), 1);
    double[] y = new double[4];
    double[] s = new double[4 * m];
    assertThat(
            new TangentIntegrator(point.compiled.newSystem(), TIGHT)
                .integrate(
                    grid,
                    point.y0,
                    new RowMatrix(2, m),
                    point.p.clone(),
                    seeds,
                    y,
                    new RowMatrix(m, s)))
        .isInstanceOf(Outcome.Completed.class);
    double before = Math.exp(-1);
    double after = Math.exp(-1.5) + 3 * Math.exp(-0.5);
    assertThat(y).containsExactly(new double[] {before, 3, after, 3}, within(1e-9));
    double[] byTime = {0, 0, 1.5 * Math.exp(-0.5), 0};
    double[] byDose = {0, 1, Math.exp(-0.5), 1};
    double[] byRate = {-2 * before, 0, -3 * Math.exp(-1.5) - 3 * Math.exp(-0.5), 0};
    for (int i = 0; i < 4; i++) {
      double[] expected = {byTime[i], byDose[i], byRate[i]};
      assertThat(Arrays.copyOfRange(s, i * m, i * m + m)).containsExactly(expected, within(1e-8));
      AdjointIntegrator adjoint = new AdjointIntegrator(point.compiled.newSystem(), TIGHT);
      adjoint.forward(grid, point.y0, point.p.clone(), new double[4]);
      double[] outBar = new double[4];
      outBar[i] = 1;
      double[] constantBar = new double[point.p.length];
      adjoint.backward(outBar, new Bars(new double[2], constantBar));
      assertThat(Arrays.copyOf(constantBar, m)).containsExactly(expected, within(1e-8));
    }
  }
}
