package org.lamarck.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.field.ArrayFieldPlan;
import org.lamarck.worker.field.Real;
import org.lamarck.worker.field.TapedField;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.simulation.FieldSimulation;
import org.lamarck.worker.simulation.ModelPlan;
import org.lamarck.worker.simulation.ModelSimulation;
import org.lamarck.worker.simulation.Sensitivities;
import org.lamarck.worker.simulation.Trajectory;
import org.lamarck.worker.tolerance.Tolerances;

/** The code of docs/extending.md, line by line. */
class ExtendingTest {
  private static OdeModel decay() {
    ExpressionPool pool = new ExpressionPool();
    Expression flux = pool.multiply(pool.symbol("k"), pool.symbol("x"));
    OdeModel decay =
        new OdeModel(
            "decay",
            pool,
            List.of(
                new Quantity.Constant("k", pool.constant(0.7)),
                new Quantity.State("x", pool.constant(3), List.of(new Quantity.Term(-1, flux)))),
            List.of(),
            List.of("x"));
    return decay;
  }

  @Test
  void aModelInJavaIsSimulatedWithDerivatives() {
    OdeModel decay = decay();
    ModelSimulation simulation =
        ModelPlan.of(decay, List.of("k")).newSimulation(Tolerances.defaults(), () -> false);
    if (simulation.differentiate(Vector.of(0.2), TimeGrid.of(0, 0.5, 2))
        instanceof ModelSimulation.Result.Completed completed) {
      Trajectory x = completed.trajectory(); // x.value(1, 0): the first state at the second time
      Sensitivities s = completed.sensitivities(); // s.by(1, 0, 0): its derivative by k
      // the default tolerance with some room
      assertThat(x.value(1, 0)).isCloseTo(3 * Math.exp(-0.4), within(1e-6));
      assertThat(s.by(1, 0, 0)).isCloseTo(-6 * Math.exp(-0.4), within(1e-5));
    } else {
      throw new AssertionError("it could not be simulated");
    }
  }

  @Test
  void aSystemAsAProgramIsSimulatedWithDerivatives() {
    TapedField pendulum =
        TapedField.of(
            2, // states: angle and speed
            2, // constants: friction and stiffness
            (t, y, p) ->
                new Real[] {y[1], p[0].times(y[1]).plus(p[1].times(y[0].sin())).negated()});
    FieldSimulation simulation = new FieldSimulation(pendulum, Tolerances.defaults());
    if (simulation.differentiate(Vector.of(2, 0), Vector.of(0.3, 4), TimeGrid.of(0, 1, 8))
        instanceof ModelSimulation.Result.Completed completed) {
      double angle = completed.trajectory().value(1, 0); // at time 8
      double byFriction = completed.sensitivities().by(1, 0, 2); // by y0, y1, p0, p1: the third
      assertThat(angle).isCloseTo(-0.152, within(5e-4)); // by a Runge–Kutta method, to 3 digits
      double more = angle(simulation, 0.3001);
      double less = angle(simulation, 0.2999);
      // differences of a trajectory that is exact to some 1e-8
      assertThat(byFriction).isCloseTo((more - less) / 2e-4, within(1e-3));
    } else {
      throw new AssertionError("it could not be simulated");
    }
  }

  private static double angle(FieldSimulation simulation, double friction) {
    ModelSimulation.Result result =
        simulation.simulate(Vector.of(2, 0), Vector.of(friction, 4), TimeGrid.of(0, 1, 8));
    return ((ModelSimulation.Result.Completed) result).trajectory().value(1, 0);
  }

  /** With weights of 0 nothing moves. */
  @Test
  void anArrayProgramIsSimulated() {
    Graph graph = new Graph();
    Node y = graph.input("y", Shape.of(3));
    Node w = graph.input("w", Shape.of(3, 3));
    Node slope = graph.tanh(graph.matrixVector(w, y));
    ArrayFieldPlan plan = ArrayFieldPlan.of(graph, List.of(y), List.of(w), List.of(slope));
    FieldSimulation arrays = new FieldSimulation(plan.newField(), Tolerances.defaults());
    ModelSimulation.Result result =
        arrays.simulate(Vector.of(1, 2, 3), Vector.of(new double[9]), TimeGrid.of(0, 5));
    Trajectory trajectory = ((ModelSimulation.Result.Completed) result).trajectory();
    assertThat(trajectory.state(0)).isEqualTo(Vector.of(1, 2, 3));
  }

  /** One outlier of ten σ pulls the normal optimum away, and not that of Student's t. */
  @Test
  void robustNoiseLetsAnOutlierPass() throws InputException {
    assertThat(Math.abs(slope(problem(false)))).isGreaterThan(100);
    assertThat(Math.abs(slope(problem(true)))).isLessThan(15);
  }

  /** By k, at the value that explains all measurements but one. */
  private static double slope(EstimationProblem problem) throws InputException {
    ProblemObjective objective = ProblemObjective.of(problem, EvaluationSettings.DEFAULT);
    Evaluation evaluation =
        objective.evaluate(objective.parameters().nominal(), Derivatives.GRADIENT);
    return ((Evaluation.Differentiable) evaluation).gradient().get(0);
  }

  private static EstimationProblem problem(boolean isRobust) {
    OdeModel decay = decay();
    ExpressionPool pool = decay.pool();
    Observable observable =
        new Observable(
            "x", pool.symbol("x"), pool.constant(0.05), Noise.NORMAL, List.of(), List.of());
    Expression nu = decay.pool().symbol("nu");
    Observable robust =
        observable.withNoise(new Noise(new Distribution.StudentT(nu), Transformation.IDENTITY));
    List<Measurement> measurements =
        List.of(1.0, 2.0, 3.0).stream()
            .map(
                t ->
                    new Measurement(
                        0, 0, t, 3 * Math.exp(-0.7 * t) + (t == 2 ? 0.5 : 0), List.of(), List.of()))
            .toList();
    return new EstimationProblem(
        "decay",
        decay,
        List.of(
            new Parameter("k", Scale.LIN, 0, 10, 0.7, true, null),
            new Parameter("nu", Scale.LIN, 1, 100, 2, true, null)),
        List.of(new Experiment("e", List.of(new Experiment.Period("e", 0, List.of())))),
        List.of(isRobust ? robust : observable),
        measurements,
        MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
  }
}
