package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.sensitivity.GradientWork;
import org.lamarck.worker.simulation.Integrators;
import org.lamarck.worker.simulation.Simulation;
import org.lamarck.worker.simulation.Simulation.Carried;

/**
 * Simulates one segment, and pulls derivatives with respect to its states and constants back to the
 * coordinates of the search and to the segment before it. Serves one thread.
 */
public final class SegmentSimulation {
  private final SegmentPlan plan;
  private final Integrators integrators;
  private final SegmentState state;
  private final @Nullable SegmentSimulation parent;
  private final InitialConditions.Workspace initialConditions;
  private final Simulation simulation;
  private final List<SegmentSimulation> children = new ArrayList<>();
  private final int states;
  private final int width;
  private final double[] y0Bar;
  private final double[] pBar;
  private final int[] seedEntry;
  private boolean hasConstantBars; // of observables

  /**
   * A segment.
   *
   * @param parent the one it goes on from, which gets it as a child; absent when it is the first
   * @param record which of the adjoints keeps its steps; others must not use it until {@link
   *     #pullBackward} has returned
   * @param watched the states that outputs are read of, ascending
   */
  public SegmentSimulation(
      SegmentPlan plan,
      @Nullable SegmentSimulation parent,
      Integrators integrators,
      ParameterValues parameters,
      int record,
      int[] watched) {
    this.plan = plan;
    this.integrators = integrators;
    this.parent = parent;
    this.state = plan.newState();
    this.initialConditions =
        plan.initialConditions().newWorkspace(parameters, parent == null ? null : parent.state);
    if (parent != null) {
      parent.children.add(this);
    }
    states = integrators.states();
    y0Bar = new double[states];
    pBar = new double[integrators.constants()];
    int[] coordinates = plan.coordinates();
    width = coordinates.length;
    ConstantPattern pattern = plan.pattern();
    int[] seeded = new int[pattern.size()];
    int count = 0;
    for (int e = 0; e < pattern.size(); e++) {
      if (plan.moves(pattern.constant(e))) {
        seeded[count++] = e;
      }
    }
    seedEntry = Arrays.copyOf(seeded, count);
    Seeds seeds =
        new Seeds(
            pBar.length,
            width,
            Arrays.stream(seedEntry).map(pattern::constant).toArray(),
            Arrays.stream(seedEntry)
                .map(e -> Arrays.binarySearch(coordinates, pattern.coordinate(e)))
                .toArray());
    simulation = new Simulation(integrators, plan.outputs(), seeds, record, watched);
  }

  public SegmentPlan plan() {
    return plan;
  }

  /** Those that go on from this one. */
  public List<SegmentSimulation> children() {
    return children;
  }

  /**
   * What the derivatives of one step cost by tangents, here and in all segments that go on from
   * here, compared with {@link GradientWork#adjoint} for each of them.
   *
   * @param before what the directions of the segment before move; of no use for the first one
   * @return the work of tangents less that of sweeps back
   */
  public double excessOfTangents(StateSets before) {
    GradientWork work = integrators.work();
    int[] coordinates = plan.coordinates();
    StateSets moved = work.nothingMoved(width);
    work.moveSeeded(simulation.seeds(), moved);
    int[] earlier = parent == null ? new int[0] : parent.plan.coordinates();
    for (int d = 0; d < width; d++) {
      if (plan.initialConditions().stateCoordinates().contains(coordinates[d])) {
        work.moveAll(moved, d);
      }
      int other = Arrays.binarySearch(earlier, coordinates[d]);
      if (other >= 0) {
        work.moveAs(before, other, moved, d);
      }
    }
    double excess = work.tangents(moved, width) - work.adjoint();
    for (SegmentSimulation child : children) {
      excess += child.excessOfTangents(moved);
    }
    return excess;
  }

  /** The constants, from the beginning on; not to be written to. */
  public double[] constants() {
    return simulation.constants();
  }

  /** The model time of an output. */
  public double time(int output) {
    return plan.isSteady() ? simulation.steadyTime() : plan.grid().time(output);
  }

  /** The states of all outputs, outputs × n; not to be written to. */
  public double[] states() {
    return simulation.states();
  }

  /** Copies the states of an output. */
  public void states(int output, double[] target) {
    System.arraycopy(simulation.states(), output * states, target, 0, states);
  }

  /** Simulates from where the segment before has ended. */
  public Outcome simulate(Carried carried) {
    begin(carried);
    TimeGrid grid = plan.grid();
    if (parent != null) {
      if (parent.state.memory.isWaiting()) {
        return new Outcome.Failed(
            Reason.INVALID_PARAMETERS,
            grid.start(),
            "a delayed event of the model still waits when the conditions change, which is not"
                + " supported");
      }
      grid = grid.after(parent.state.memory);
    }
    Outcome outcome =
        plan.isSteady() ? simulation.settle(grid, carried) : simulation.integrate(grid, carried);
    state.memory = simulation.memory();
    end(carried);
    return outcome;
  }

  /** Prepares the start; who simulates for it goes on from there. */
  void begin(Carried carried) {
    Arrays.fill(state.yBar, 0.0);
    Arrays.fill(state.pBar, 0.0);
    hasConstantBars = false;
    initialConditions.values(simulation.constants(), simulation.start());
    if (carried == Carried.TANGENTS) {
      prepareTangents();
    }
  }

  /** Keeps what others want of the end. */
  void end(Carried carried) {
    int last = plan.outputs() - 1;
    System.arraycopy(simulation.constants(), 0, state.p, 0, state.p.length);
    System.arraycopy(simulation.states(), last * states, state.y, 0, states);
    if (carried == Carried.TANGENTS) {
      int size = states * width;
      state.s = state.s.length == size ? state.s : new double[size];
      System.arraycopy(simulation.tangents(), last * size, state.s, 0, size);
    }
  }

  /** Where states, constants and tangents are. */
  Simulation simulation() {
    return simulation;
  }

  /** An entry of ∂p/∂θ, after {@link #begin} with tangents. */
  double entry(int e) {
    return state.entries[e];
  }

  /** ∂L/∂y₀, for {@link #passBars}. */
  double[] startBar() {
    return y0Bar;
  }

  /** What steps say of ∂L/∂p, for {@link #passBars}. */
  double[] constantBar() {
    return pBar;
  }

  /** Adds to the gradient what a sweep back has found. */
  void passBars(double[] gradient) {
    for (int k = 0; k < state.pBar.length; k++) {
      pBar[k] += state.pBar[k];
    }
    initialConditions.transpose(y0Bar, pBar, gradient);
  }

  /** Adds to what steps say of ∂L/∂p what observables of a segment of like constants do. */
  void takeBars(SegmentSimulation like) {
    if (like.hasConstantBars) {
      for (int k = 0; k < state.pBar.length; k++) {
        pBar[k] += like.state.pBar[k];
      }
    }
  }

  private void prepareTangents() {
    initialConditions.differentiate(state.entries);
    initialConditions.carry(plan.coordinates(), simulation.startTangents());
    double[] seeds = simulation.seeds().values();
    for (int i = 0; i < seedEntry.length; i++) {
      seeds[i] = state.entries[seedEntry[i]];
    }
  }

  /**
   * Adds to {@code gradient} what derivatives by the states of one output mean for the coordinates,
   * by the tangents.
   *
   * @param bar derivatives by states, from position 0
   */
  public void pullForward(int output, double[] bar, double[] gradient) {
    int[] coordinates = plan.coordinates();
    double[] s = simulation.tangents();
    for (int i = 0; i < states; i++) {
      double weight = bar[i];
      if (weight != 0) {
        int row = (output * states + i) * width;
        for (int d = 0; d < width; d++) {
          gradient[coordinates[d]] += weight * s[row + d];
        }
      }
    }
  }

  /**
   * Adds to {@code gradient} what derivatives by the constants mean for the coordinates, after
   * {@link #simulate} with tangents.
   *
   * @param bar derivatives by states, constants and extras
   * @param arguments the positions in it that are not 0
   */
  public void pullConstants(double[] bar, int[] arguments, double[] gradient) {
    ConstantPattern pattern = plan.pattern();
    for (int argument : arguments) {
      int k = argument - states;
      if (k >= 0 && k < plan.constants()) {
        for (int e = pattern.start(k); e < pattern.start(k + 1); e++) {
          gradient[pattern.coordinate(e)] += bar[argument] * state.entries[e];
        }
      }
    }
  }

  /**
   * Keeps what derivatives by the constants say, for {@link #pullBackward}.
   *
   * @param bar derivatives by states, constants and extras
   * @param arguments the positions in it that are not 0
   */
  public void addConstants(double[] bar, int[] arguments) {
    double[] sum = state.pBar;
    hasConstantBars = true;
    for (int argument : arguments) {
      int k = argument - states;
      if (k >= 0 && k < sum.length) {
        sum[k] += bar[argument];
      }
    }
  }

  /**
   * Adds to {@code gradient}, and to the end of the segment before, what derivatives by the states
   * of all outputs, by those at the end and by the constants mean. All that go on from here have
   * done so before.
   *
   * @param bars derivatives by the states, outputs × n; changed
   */
  public Outcome pullBackward(double[] bars, double[] gradient) {
    int last = (plan.outputs() - 1) * states;
    for (int i = 0; i < states; i++) {
      bars[last + i] += state.yBar[i];
    }
    Outcome outcome = simulation.pullBack(bars, state.pBar, y0Bar, pBar);
    if (outcome instanceof Outcome.Completed) {
      passBars(gradient);
    }
    return outcome;
  }
}
