package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Sensitivities of models with events, lags and algebraic quantities, forward and by an adjoint,
 * against solutions in closed form.
 */
class KindsOfQuantitiesTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  private final ExpressionPool pool = new ExpressionPool();
  private final Expression k = pool.symbol("k");
  private final Expression x = pool.symbol("x");

  private Quantity constant(String id, double value) {
    return new Quantity.Constant(id, pool.constant(value));
  }

  private Quantity state(String id, double initial, double coefficient, Expression flux) {
    return new Quantity.State(
        id, pool.constant(initial), List.of(new Quantity.Term(coefficient, flux)));
  }

  /** The trajectory and its derivatives, where both ways to them agree. */
  private ModelSimulation.Result.Completed run(
      List<Quantity> quantities, List<Event> events, List<String> given, Vector at, TimeGrid grid) {
    OdeModel model = new OdeModel("m", pool, quantities, events, List.of(), List.of("x"));
    ModelSimulation simulation = ModelPlan.of(model, given).newSimulation(TIGHT, () -> false);
    ModelSimulation.Result forward = simulation.differentiate(at, grid);
    assertThat(forward).isInstanceOf(ModelSimulation.Result.Completed.class);
    ModelSimulation.Result.Completed completed = (ModelSimulation.Result.Completed) forward;
    int states = completed.trajectory().states().size();
    assertThat(simulation.record(at, grid)).isInstanceOf(ModelSimulation.Result.Completed.class);
    double[] weights = new double[grid.size() * states];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 + i;
    }
    ModelSimulation.Gradient back =
        simulation.pullBack(
            Matrix.of(grid.size(), states, weights),
            Vector.zeros(completed.trajectory().constants().size()));
    assertThat(back).isInstanceOf(ModelSimulation.Gradient.Completed.class);
    Vector byGiven = ((ModelSimulation.Gradient.Completed) back).byGiven();
    for (int j = 0; j < given.size(); j++) {
      double expected = 0;
      for (int i = 0; i < weights.length; i++) {
        expected += weights[i] * completed.sensitivities().by(i / states, i % states, j);
      }
      // the same steps; sums of up to 40 weighted numbers
      assertThat(byGiven.get(j)).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    }
    return completed;
  }

  /** x′ = −k x; when x falls to c, d is added: at t* = ln(x₀/c)/k, which depends on k and c. */
  @Test
  void anEventWhoseTimeDependsOnParametersMovesWithThem() {
    Event dose =
        new Event(
            "dose",
            new Event.Trigger(pool.apply(Operator.LESS, x, pool.symbol("c")), true, true),
            null,
            null,
            true,
            List.of(new Event.Change("x", pool.add(x, pool.symbol("d")))));
    ModelSimulation.Result.Completed run =
        run(
            List.of(
                constant("k", 1),
                constant("c", 1),
                constant("d", 1),
                state("x", 4, -1, pool.multiply(k, x))),
            List.of(dose),
            List.of("k", "c", "d"),
            Vector.of(0.7, 0.5, 3),
            TimeGrid.of(0, 1, 4));
    double time = Math.log(4 / 0.5) / 0.7; // 2.97, before 4
    double decay = Math.exp(-0.7 * (4 - time));
    Sensitivities s = run.sensitivities();
    assertThat(run.trajectory().value(1, 0)).isCloseTo(3.5 * decay, within(1e-8));
    // x(t) = (c + d) exp(−k t) x₀/c after the event
    assertThat(s.by(0, 0, 1)).isZero();
    assertThat(s.by(1, 0, 0)).isCloseTo(-4 * 3.5 * decay, within(1e-7));
    assertThat(s.by(1, 0, 1)).isCloseTo(-3 / 0.5 * decay, within(1e-7));
    assertThat(s.by(1, 0, 2)).isCloseTo(decay, within(1e-7));
  }

  /** x′ = −k x(t − 1) with x = 1 before: 1 − k t, then + k² (t − 1)²/2, by the method of steps. */
  @Test
  void aLagRemembersAndIsDifferentiated() {
    ModelSimulation.Result.Completed run =
        run(
            List.of(
                constant("k", 1),
                state("x", 1, -1, pool.multiply(k, pool.symbol("past"))),
                new Quantity.Lag("past", pool.constant(1), "x", pool.constant(1), null)),
            List.of(),
            List.of("k"),
            Vector.of(0.4),
            TimeGrid.of(0, 0.5, 1.75));
    int states = run.trajectory().states().indexOf("x");
    assertThat(run.trajectory().value(0, states)).isCloseTo(1 - 0.4 * 0.5, within(1e-9));
    assertThat(run.trajectory().value(1, states))
        .isCloseTo(1 - 0.4 * 1.75 + 0.16 * 0.75 * 0.75 / 2, within(1e-9));
    assertThat(run.sensitivities().by(0, states, 0)).isCloseTo(-0.5, within(1e-8));
    assertThat(run.sensitivities().by(1, states, 0))
        .isCloseTo(-1.75 + 0.4 * 0.75 * 0.75, within(1e-8));
  }

  /** x′ = −y and 0 = y + y³ − k x, an implicit equation with one root. */
  @Test
  void anAlgebraicQuantityIsSolvedForAndDifferentiated() {
    Expression y = pool.symbol("y");
    Expression residual =
        pool.subtract(pool.add(y, pool.power(y, pool.constant(3))), pool.multiply(k, x));
    ModelSimulation.Result.Completed run =
        run(
            List.of(
                constant("k", 1),
                state("x", 2, -1, y),
                new Quantity.Algebraic("y", pool.constant(1), residual)),
            List.of(),
            List.of("k"),
            Vector.of(0.8),
            TimeGrid.of(0, 0, 1));
    int ofX = run.trajectory().states().indexOf("x");
    int ofY = run.trajectory().states().indexOf("y");
    for (int n = 0; n < 2; n++) {
      double valueX = run.trajectory().value(n, ofX);
      double valueY = run.trajectory().value(n, ofY);
      assertThat(valueY + Math.pow(valueY, 3) - 0.8 * valueX).isCloseTo(0, within(1e-9));
      // (1 + 3 y²) dy/dk = x + k dx/dk
      double slope = (valueX + 0.8 * run.sensitivities().by(n, ofX, 0)) / (1 + 3 * valueY * valueY);
      assertThat(run.sensitivities().by(n, ofY, 0)).isCloseTo(slope, within(1e-8));
    }
    assertThat(run.sensitivities().by(0, ofX, 0)).isZero();
    assertThat(run.sensitivities().by(1, ofX, 0)).isNegative();
  }
}
