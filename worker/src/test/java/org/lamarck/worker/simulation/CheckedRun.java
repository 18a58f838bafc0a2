package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.tolerance.Tolerances;

/** A run of a model that has come to its end, and its derivatives, which both ways agree on. */
public final class CheckedRun {
  /** Errors of a few steps of this are far below those that tests look for. */
  public static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-13);

  private final Trajectory trajectory;
  private final Sensitivities sensitivities;

  private CheckedRun(ModelSimulation.Result.Completed completed) {
    trajectory = completed.trajectory();
    sensitivities = completed.sensitivities();
  }

  private static ModelSimulation.Result.Completed completed(ModelSimulation.Result result) {
    assertThat(result).isInstanceOf(ModelSimulation.Result.Completed.class);
    return (ModelSimulation.Result.Completed) result;
  }

  /** Runs a model as it is. */
  public static CheckedRun of(OdeModel model, Tolerances tolerances, TimeGrid grid) {
    return new CheckedRun(
        completed(
            ModelPlan.of(model, List.of())
                .newSimulation(tolerances, () -> false)
                .simulate(Vector.zeros(0), grid)));
  }

  /** Runs a model as it is from 0, at tight tolerances. */
  public static CheckedRun of(OdeModel model, double... times) {
    return of(model, TIGHT, TimeGrid.of(0, times));
  }

  /**
   * Differentiates a run by what is given: forward, and backward along the same steps for a
   * weighted sum of all states at all times.
   */
  public static CheckedRun of(
      OdeModel model, Tolerances tolerances, TimeGrid grid, List<String> given, Vector at) {
    ModelSimulation simulation = ModelPlan.of(model, given).newSimulation(tolerances, () -> false);
    CheckedRun run = new CheckedRun(completed(simulation.differentiate(at, grid)));
    int states = run.trajectory.states().size();
    completed(simulation.record(at, grid));
    double[] weights =
        IntStream.range(0, grid.size() * states).mapToDouble(i -> 1 + 0.5 * i).toArray();
    ModelSimulation.Gradient gradient =
        simulation.pullBack(
            Matrix.of(grid.size(), states, weights),
            Vector.zeros(run.trajectory.constants().size()));
    assertThat(gradient).isInstanceOf(ModelSimulation.Gradient.Completed.class);
    Vector byGiven = ((ModelSimulation.Gradient.Completed) gradient).byGiven();
    for (int j = 0; j < given.size(); j++) {
      double sum = 0;
      double size = 0;
      for (int i = 0; i < weights.length; i++) {
        double term = weights[i] * run.sensitivities.by(i / states, i % states, j);
        sum += term;
        size += Math.abs(term);
      }
      // the transposed products of the same steps
      assertThat(byGiven.get(j)).as(given.get(j)).isCloseTo(sum, within(1e-9 * (1e-3 + size)));
    }
    return run;
  }

  /** A state at an output. */
  public double value(int k, String state) {
    return trajectory.value(k, trajectory.states().indexOf(state));
  }

  /** A state at all outputs. */
  public double[] values(String state) {
    return IntStream.range(0, trajectory.size()).mapToDouble(k -> value(k, state)).toArray();
  }

  /** The derivative of a state at an output. */
  public double by(int k, String state, String given) {
    return sensitivities.by(
        k, trajectory.states().indexOf(state), sensitivities.directions().indexOf(given));
  }

  public long steps() {
    return trajectory.steps();
  }
}
