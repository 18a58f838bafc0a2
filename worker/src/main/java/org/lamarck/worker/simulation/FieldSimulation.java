package org.lamarck.worker.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.simulation.ModelSimulation.Result;
import org.lamarck.worker.simulation.Simulation.Carried;
import org.lamarck.worker.system.FieldSystem;
import org.lamarck.worker.system.VectorField;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A {@link VectorField} that is simulated, with its derivatives by the states at the start, {@code
 * y0}, {@code y1}, …, and by the constants, {@code p0}, {@code p1}, …. Serves one thread.
 */
public final class FieldSimulation {
  private final Integrators integrators;
  private final int states;
  private final int constants;
  private final List<String> names;
  private final List<String> directions;
  private final Seeds seeds;
  private Simulation simulation;

  /** What came of a sweep back. */
  public sealed interface Gradient {
    /** The derivatives by the states at the start and by the constants. */
    record Completed(Vector byStart, Vector byConstants) implements Gradient {}

    /** It could not be finished. */
    record Failed(Outcome.Failed outcome) implements Gradient {}
  }

  /** Simulations of a field, which only they use from now on. */
  public FieldSimulation(VectorField field, Tolerances tolerances) {
    this(field, tolerances, () -> false);
  }

  /**
   * Simulations that can be stopped.
   *
   * @param cancelled asked before each step; when true, the simulation fails with TIME_LIMIT
   */
  public FieldSimulation(VectorField field, Tolerances tolerances, BooleanSupplier cancelled) {
    integrators = new Integrators(FieldSystem.of(field), tolerances, cancelled);
    states = field.states();
    constants = field.constants();
    names = names("y", states);
    directions = new ArrayList<>(names);
    directions.addAll(names("p", constants));
    int[] each = IntStream.range(0, constants).toArray();
    seeds =
        new Seeds(
            constants,
            states + constants,
            each,
            Arrays.stream(each).map(k -> states + k).toArray());
    Arrays.fill(seeds.values(), 1.0);
    simulation = simulation(0);
  }

  private static List<String> names(String letter, int count) {
    return IntStream.range(0, count).mapToObj(k -> letter + k).toList();
  }

  private Simulation simulation(int outputs) {
    return new Simulation(integrators, outputs, seeds, 0, IntStream.range(0, states).toArray());
  }

  /**
   * Simulates.
   *
   * @param start the states at the first time of the grid, n
   * @param values the constants, m
   */
  public Result simulate(Vector start, Vector values, TimeGrid grid) {
    return run(start, values, grid, Carried.NOTHING);
  }

  /** Simulates with derivatives by all states at the start and all constants, by tangents. */
  public Result differentiate(Vector start, Vector values, TimeGrid grid) {
    return run(start, values, grid, Carried.TANGENTS);
  }

  /** Simulates and keeps the steps for {@link #pullBack}. */
  public Result record(Vector start, Vector values, TimeGrid grid) {
    return run(start, values, grid, Carried.STEPS);
  }

  private Result run(Vector start, Vector values, TimeGrid grid, Carried carried) {
    if (start.size() != states || values.size() != constants) {
      throw new IllegalArgumentException(
          "%d states and %d constants for a field of %d and %d"
              .formatted(start.size(), values.size(), states, constants));
    }
    if (simulation.states().length != grid.size() * states) {
      simulation = simulation(grid.size());
    }
    start.copyInto(simulation.start(), 0);
    values.copyInto(simulation.constants(), 0);
    if (carried == Carried.TANGENTS) {
      double[] s0 = simulation.startTangents();
      Arrays.fill(s0, 0.0);
      for (int i = 0; i < states; i++) {
        s0[i * directions.size() + i] = 1;
      }
    }
    Outcome outcome = simulation.integrate(grid, carried);
    if (outcome instanceof Outcome.Failed failed) {
      return new Result.Failed(failed);
    }
    return new Result.Completed(
        new Trajectory(
            names,
            grid,
            simulation.states().clone(),
            values,
            ((Outcome.Completed) outcome).steps()),
        sensitivities(carried));
  }

  private Sensitivities sensitivities(Carried carried) {
    if (carried != Carried.TANGENTS) {
      return Sensitivities.none(states, constants);
    }
    double[] ofConstants = new double[constants * directions.size()];
    for (int k = 0; k < constants; k++) {
      ofConstants[k * directions.size() + states + k] = 1;
    }
    return new Sensitivities(
        directions,
        states,
        simulation.tangents().clone(),
        Matrix.of(constants, directions.size(), ofConstants));
  }

  /**
   * Pulls derivatives of some function back to the start and the constants, after {@link #record}.
   *
   * @param stateBars its derivatives by the states at the outputs, times × n
   */
  public Gradient pullBack(Matrix stateBars) {
    double[] startBar = new double[states];
    double[] bar = new double[constants];
    Outcome outcome = simulation.pullBack(stateBars.toArray(), new double[0], startBar, bar);
    return outcome instanceof Outcome.Failed failed
        ? new Gradient.Failed(failed)
        : new Gradient.Completed(Vector.of(startBar), Vector.of(bar));
  }
}
