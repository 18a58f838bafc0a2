package org.lamarck.worker.simulation;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.simulation.Simulation.Carried;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A model that is simulated, as a function of the values that some of its constants and states are
 * given at the start, with its derivatives by these, see {@link ModelPlan}. Serves one thread.
 */
public final class ModelSimulation {
  private static final double[] NOTHING = {};

  private final ModelPlan plan;
  private final int constants;
  private final int states;
  private final int directions;
  private final Kernel initial;
  private final SparsePattern jacobian;
  private final double[] start; // constants, states, entries of the Jacobian
  private final Integrators integrators;
  private final int[] seedEntry;
  private final Seeds seeds;
  private Simulation simulation;

  /** What came of a simulation. */
  public sealed interface Result {
    /** It reached its last time. */
    record Completed(Trajectory trajectory, Sensitivities sensitivities) implements Result {}

    /** It could not be finished. */
    record Failed(Outcome.Failed outcome) implements Result {}
  }

  /** What came of a sweep back. */
  public sealed interface Gradient {
    /** The derivatives by what is given. */
    record Completed(Vector byGiven) implements Gradient {}

    /** It could not be finished. */
    record Failed(Outcome.Failed outcome) implements Gradient {}
  }

  ModelSimulation(ModelPlan plan, Tolerances tolerances, BooleanSupplier cancelled) {
    this.plan = plan;
    InitialValues values = plan.initialValues();
    constants = values.constants();
    states = values.states();
    initial = values.newKernel();
    jacobian = values.jacobian();
    start = new double[constants + states + jacobian.size()];
    directions = plan.given().size();
    integrators = new Integrators(plan.model().newSystem(), tolerances, cancelled);
    seedEntry = IntStream.range(0, jacobian.start()[constants]).toArray();
    seeds =
        new Seeds(
            integrators.constants(),
            directions,
            Arrays.stream(seedEntry).map(this::row).toArray(),
            Arrays.stream(seedEntry).map(e -> jacobian.column()[e]).toArray());
    simulation = simulation(0);
  }

  private int row(int entry) {
    int row = 0;
    while (jacobian.start()[row + 1] <= entry) {
      row++;
    }
    return row;
  }

  private Simulation simulation(int outputs) {
    return new Simulation(integrators, outputs, seeds, 0, IntStream.range(0, states).toArray());
  }

  /**
   * Simulates.
   *
   * @param values of what is given
   * @param grid whose first time is that of the initial values
   */
  public Result simulate(Vector values, TimeGrid grid) {
    return run(values, grid, Carried.NOTHING);
  }

  /** Below what size a negative state of the last {@link #simulate} may be rounding. */
  public double negligible(int state) {
    return integrators.plain().errors().negligible(state);
  }

  /** Simulates with derivatives by what is given, by tangents. */
  public Result differentiate(Vector values, TimeGrid grid) {
    return run(values, grid, Carried.TANGENTS);
  }

  /** Simulates and keeps the steps for {@link #pullBack}. */
  public Result record(Vector values, TimeGrid grid) {
    return run(values, grid, Carried.STEPS);
  }

  private Result run(Vector values, TimeGrid grid, Carried carried) {
    if (values.size() != directions) {
      throw new IllegalArgumentException(values.size() + " values for " + plan.given());
    }
    if (simulation.states().length != grid.size() * states) {
      simulation = simulation(grid.size());
    }
    initial.evaluate(grid.start(), NOTHING, values.toArray(), start);
    double[] p = simulation.constants();
    Arrays.fill(p, 0.0);
    System.arraycopy(start, 0, p, 0, constants);
    System.arraycopy(start, constants, simulation.start(), 0, states);
    if (carried == Carried.TANGENTS) {
      prepareTangents();
    }
    Outcome outcome = simulation.integrate(grid, carried);
    if (outcome instanceof Outcome.Failed failed) {
      return new Result.Failed(failed);
    }
    Trajectory trajectory =
        new Trajectory(
            plan.model().states(),
            grid,
            simulation.states().clone(),
            Vector.copyOf(start, 0, constants),
            ((Outcome.Completed) outcome).steps());
    return new Result.Completed(trajectory, sensitivities(carried));
  }

  private void prepareTangents() {
    double[] s0 = simulation.startTangents();
    Arrays.fill(s0, 0.0);
    int from = jacobian.start()[constants];
    for (int e = from, row = constants; e < jacobian.size(); e++) {
      while (jacobian.start()[row + 1] <= e) {
        row++;
      }
      s0[(row - constants) * directions + jacobian.column()[e]] = start[constants + states + e];
    }
    for (int e : seedEntry) {
      seeds.values()[e] = start[constants + states + e];
    }
  }

  /** Those of the last run; none when it carried none. */
  private Sensitivities sensitivities(Carried carried) {
    if (carried != Carried.TANGENTS) {
      return Sensitivities.none(states, constants);
    }
    double[] ofConstants = new double[constants * directions];
    for (int row = 0; row < constants; row++) {
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        ofConstants[row * directions + jacobian.column()[e]] = start[constants + states + e];
      }
    }
    return new Sensitivities(
        plan.given(),
        states,
        simulation.tangents().clone(),
        Matrix.of(constants, directions, ofConstants));
  }

  /**
   * Pulls derivatives of some function back to what is given, after {@link #record}.
   *
   * @param stateBars its derivatives by the states at the outputs, times × n
   * @param constantBars its direct derivatives by the model's constants, m
   */
  public Gradient pullBack(Matrix stateBars, Vector constantBars) {
    double[] startBar = new double[states];
    double[] bar = new double[integrators.constants()];
    Outcome outcome = simulation.pullBack(stateBars.toArray(), NOTHING, startBar, bar);
    if (outcome instanceof Outcome.Failed failed) {
      return new Gradient.Failed(failed);
    }
    double[] gradient = new double[directions];
    for (int row = 0; row < constants + states; row++) {
      double own = row < constants ? bar[row] + constantBars.get(row) : startBar[row - constants];
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        gradient[jacobian.column()[e]] += own * start[constants + states + e];
      }
    }
    return new Gradient.Completed(Vector.of(gradient));
  }
}
