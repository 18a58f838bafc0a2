package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.tolerance.Tolerances;

/** x′ = −k x, x(0) = 2 a, and a constant c = a². */
class ModelSimulationTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);
  private static final TimeGrid GRID = TimeGrid.of(0, 0.5, 2);

  private static OdeModel decay() {
    ExpressionPool pool = new ExpressionPool();
    return new OdeModel(
        "decay",
        pool,
        List.of(
            new Quantity.Constant("k", pool.constant(0.7)),
            new Quantity.Constant("a", pool.constant(1.5)),
            new Quantity.Constant("c", pool.multiply(pool.symbol("a"), pool.symbol("a"))),
            new Quantity.State(
                "x",
                pool.multiply(pool.constant(2), pool.symbol("a")),
                List.of(new Quantity.Term(-1, pool.multiply(pool.symbol("k"), pool.symbol("x")))))),
        List.of(),
        List.of("x"));
  }

  private static ModelSimulation simulation() {
    return ModelPlan.of(decay(), List.of("a", "k")).newSimulation(TIGHT, () -> false);
  }

  private static ModelSimulation.Result.Completed completed(ModelSimulation.Result result) {
    assertThat(result).isInstanceOf(ModelSimulation.Result.Completed.class);
    return (ModelSimulation.Result.Completed) result;
  }

  @Test
  void aTrajectoryFollowsWhatIsGiven() {
    Trajectory trajectory = completed(simulation().simulate(Vector.of(3, 0.2), GRID)).trajectory();
    assertThat(trajectory.states()).containsExactly("x");
    assertThat(trajectory.size()).isEqualTo(2);
    assertThat(trajectory.time(1)).isEqualTo(2);
    assertThat(trajectory.constants()).isEqualTo(Vector.of(0.2, 3, 9));
    assertThat(trajectory.value(0, 0)).isCloseTo(6 * Math.exp(-0.1), within(1e-9));
    assertThat(trajectory.state(1).get(0)).isCloseTo(6 * Math.exp(-0.4), within(1e-9));
  }

  @Test
  void whatIsNotGivenFollowsTheModel() {
    ModelSimulation own = ModelPlan.of(decay(), List.of()).newSimulation(TIGHT, () -> false);
    assertThat(completed(own.simulate(Vector.zeros(0), GRID)).trajectory().value(0, 0))
        .isCloseTo(3 * Math.exp(-0.35), within(1e-9));
  }

  @Test
  void sensitivitiesAreThoseOfTheSolution() {
    Sensitivities s =
        completed(simulation().differentiate(Vector.of(3, 0.2), GRID)).sensitivities();
    assertThat(s.directions()).containsExactly("a", "k");
    for (int k = 0; k < 2; k++) {
      double t = GRID.time(k);
      assertThat(s.by(k, 0, 0)).isCloseTo(2 * Math.exp(-0.2 * t), within(1e-9));
      assertThat(s.by(k, 0, 1)).isCloseTo(-6 * t * Math.exp(-0.2 * t), within(1e-8));
      assertThat(s.state(k)).isEqualTo(Matrix.of(1, 2, s.by(k, 0, 0), s.by(k, 0, 1)));
    }
    assertThat(s.constants()).isEqualTo(Matrix.of(3, 2, 0, 1, 1, 0, 6, 0));
  }

  /** Of x(0.5) + 10 x(2) + c. */
  @Test
  void aSweepBackAgreesWithSensitivities() {
    ModelSimulation simulation = simulation();
    Vector point = Vector.of(3, 0.2);
    Sensitivities s = completed(simulation.differentiate(point, GRID)).sensitivities();
    completed(simulation.record(point, GRID));
    ModelSimulation.Gradient gradient =
        simulation.pullBack(Matrix.of(2, 1, 1, 10), Vector.of(0, 0, 1));
    assertThat(gradient).isInstanceOf(ModelSimulation.Gradient.Completed.class);
    Vector byGiven = ((ModelSimulation.Gradient.Completed) gradient).byGiven();
    for (int j = 0; j < 2; j++) {
      double expected = s.by(0, 0, j) + 10 * s.by(1, 0, j) + s.constants().get(2, j);
      assertThat(byGiven.get(j)).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
    }
  }

  @Test
  void anEarlierResultIsNotTouchedByALaterRun() {
    ModelSimulation simulation = simulation();
    ModelSimulation.Result.Completed first =
        completed(simulation.differentiate(Vector.of(3, 0.2), GRID));
    Vector state = first.trajectory().state(1);
    Matrix derivatives = first.sensitivities().state(1);
    completed(simulation.differentiate(Vector.of(1, 2), GRID));
    assertThat(first.trajectory().state(1)).isEqualTo(state);
    assertThat(first.sensitivities().state(1)).isEqualTo(derivatives);
  }

  @Test
  void whatIsStoppedFailsWithItsReason() {
    ModelSimulation stopped = ModelPlan.of(decay(), List.of()).newSimulation(TIGHT, () -> true);
    ModelSimulation.Result result = stopped.simulate(Vector.zeros(0), GRID);
    assertThat(result).isInstanceOf(ModelSimulation.Result.Failed.class);
    assertThat(((ModelSimulation.Result.Failed) result).outcome().reason())
        .isEqualTo(Reason.TIME_LIMIT);
  }

  @Test
  void asManyValuesAreNeededAsAreGiven() {
    assertThatThrownBy(() -> simulation().simulate(Vector.of(1), GRID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 values for [a, k]");
  }
}
