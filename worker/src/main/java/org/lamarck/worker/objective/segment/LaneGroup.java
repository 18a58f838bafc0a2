package org.lamarck.worker.objective.segment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.lanes.LaneField;
import org.lamarck.worker.lanes.LanePlan;
import org.lamarck.worker.simulation.Integrators;
import org.lamarck.worker.simulation.Simulation;
import org.lamarck.worker.simulation.Simulation.Carried;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.system.FieldSystem;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Experiments that differ in constants and initial values alone, simulated together as lanes of one
 * system, see {@link LanePlan}. What comes of it lies in their {@link SegmentSimulation}s as if
 * each had been simulated for itself. Serves one thread.
 */
public final class LaneGroup {
  /** Fewer would leave vectors empty. */
  private static final int FEWEST = 8;

  /** Where networks are within the rates: fewer are no matrix. */
  private static final int FEWEST_OF_NETWORKS = 4;

  /**
   * States times coordinates: tangents of lanes are computed in one direction after another, which
   * pays as long as there are few; larger models have sparse Jacobians, and are often stiff. Models
   * with networks are simulated one by one for tangents.
   */
  private static final int MOST_TANGENTS = 64;

  private final List<SegmentSimulation> members;
  private final LaneField field;
  private final int lanes;
  private final int states;
  private final int[] constants; // of the model, by constant of a lane
  private final int[] shared; // of the model, by constant of all lanes
  private final boolean[] isLike; // by constant of a lane, whether it is the same in all of them
  private final boolean areOneStart; // all that parameters reach by the start is like
  private final TimeGrid grid;
  private final Simulation simulation;
  private final int[] coordinates; // of the columns of tangents
  private final int[][] columns; // by member and its coordinate
  private final int[][] seedEntry; // by member, the entries of its pattern that are seeds
  private final double[] bars;
  private final double[] startBar;
  private final double[] constantBar;

  private LaneGroup(LanePlan plan, List<SegmentSimulation> members, Tolerances tolerances) {
    this.members = members;
    field = plan.newField();
    lanes = plan.lanes();
    states = plan.states();
    constants = plan.constants();
    shared = plan.shared();
    isLike = new boolean[constants.length];
    for (int k = 0; k < isLike.length; k++) {
      isLike[k] = areShared(members, new int[] {constants[k]});
    }
    areOneStart = areOneStart(members);
    grid = members.get(0).plan().grid();
    Integrators integrators =
        new Integrators(FieldSystem.of(field), repeated(tolerances, states, lanes));
    coordinates = shared.length == 0 ? coordinates(members) : new int[0];
    columns = new int[lanes][];
    seedEntry = new int[lanes][];
    constantBar = new double[constants.length * lanes + shared.length];
    int[] all = new int[states * lanes];
    Arrays.setAll(all, i -> i);
    Seeds seeds =
        shared.length == 0 ? seeds() : new Seeds(constantBar.length, 0, new int[0], new int[0]);
    simulation = new Simulation(integrators, grid.size(), seeds, 0, all);
    bars = new double[grid.size() * states * lanes];
    startBar = new double[states * lanes];
  }

  /**
   * The group of all experiments of a problem; none where they differ in more, are few, are better
   * simulated one by one, or their sensitivities are tested, whose errors are no lane's own.
   */
  public static Optional<LaneGroup> of(
      ProblemPlan plan, List<SegmentSimulation> members, Tolerances tolerances) {
    boolean hasNetworks = !plan.problem().model().dense().isEmpty();
    if (members.size() < (hasNetworks ? FEWEST_OF_NETWORKS : FEWEST)
        || tolerances.stepping() != Tolerances.Stepping.AUTO
        || tolerances.errorTest() != Tolerances.ErrorTest.STATES) {
      return Optional.empty();
    }
    TimeGrid grid = members.get(0).plan().grid();
    for (SegmentSimulation member : members) {
      SegmentPlan its = member.plan();
      if (its.isSteady() || its.parent() != null || !its.grid().isLike(grid)) {
        return Optional.empty();
      }
    }
    int tangents = plan.model().states().size() * coordinates(members).length;
    if (tangents > MOST_TANGENTS && !hasNetworks) {
      return Optional.empty();
    }
    return plan.lanes()
        .filter(
            lanes ->
                lanes.shared().length > 0
                    ? areShared(members, lanes.shared())
                    : tangents <= MOST_TANGENTS && members.size() >= FEWEST)
        .map(lanes -> new LaneGroup(lanes, members, tolerances));
  }

  /** Whether constants follow from the same parameters in the same way everywhere. */
  private static boolean areShared(List<SegmentSimulation> members, int[] constants) {
    InitialConditions first = members.get(0).plan().initialConditions();
    return members.stream()
        .map(member -> member.plan().initialConditions())
        .allMatch(its -> Arrays.stream(constants).allMatch(k -> its.isLike(first, k)));
  }

  /**
   * Whether parameters reach no initial state, and constants alone that are like in all members.
   */
  private static boolean areOneStart(List<SegmentSimulation> members) {
    for (SegmentSimulation member : members) {
      SegmentPlan plan = member.plan();
      if (!plan.initialConditions().stateCoordinates().isEmpty()) {
        return false;
      }
      for (int e = 0; e < plan.pattern().size(); e++) {
        if (!areShared(members, new int[] {plan.pattern().constant(e)})) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether there is a way to simulate with what is to be carried along. */
  public boolean carries(Carried carried) {
    return carried != Carried.TANGENTS || shared.length == 0;
  }

  /** Those that reach a state of any. */
  private static int[] coordinates(List<SegmentSimulation> members) {
    BitSet reached = new BitSet();
    members.forEach(m -> Arrays.stream(m.plan().coordinates()).forEach(reached::set));
    return reached.stream().toArray();
  }

  /** The tolerances of each state in all lanes. */
  private static Tolerances repeated(Tolerances tolerances, int states, int lanes) {
    if (tolerances.absolute().size() == 1) {
      return tolerances;
    }
    double[] absolute = new double[states * lanes];
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = tolerances.absolute().get(i / lanes);
    }
    return tolerances.withAbsolute(Vector.of(absolute));
  }

  /** ∂p/∂θ of all lanes. */
  private Seeds seeds() {
    int size = members.stream().mapToInt(m -> m.plan().pattern().size()).sum();
    int[] constant = new int[size];
    int[] direction = new int[size];
    int count = 0;
    for (int lane = 0; lane < lanes; lane++) {
      SegmentPlan plan = members.get(lane).plan();
      int[] its = plan.coordinates();
      columns[lane] = Arrays.stream(its).map(c -> Arrays.binarySearch(coordinates, c)).toArray();
      ConstantPattern pattern = plan.pattern();
      int[] entries = new int[pattern.size()];
      int seeded = 0;
      for (int e = 0; e < entries.length; e++) {
        int k = Arrays.binarySearch(constants, pattern.constant(e));
        if (k >= 0 && plan.moves(pattern.constant(e))) {
          entries[seeded++] = e;
          constant[count] = k * lanes + lane;
          direction[count++] = Arrays.binarySearch(coordinates, pattern.coordinate(e));
        }
      }
      seedEntry[lane] = Arrays.copyOf(entries, seeded);
    }
    return new Seeds(
        constants.length * lanes,
        coordinates.length,
        Arrays.copyOf(constant, count),
        Arrays.copyOf(direction, count));
  }

  /** Simulates all; where that fails, nothing is known of any. */
  public Outcome simulate(Carried carried) {
    for (int lane = 0; lane < lanes; lane++) {
      SegmentSimulation member = members.get(lane);
      member.begin(carried);
      for (int k = 0; k < constants.length; k++) {
        simulation.constants()[k * lanes + lane] = member.simulation().constants()[constants[k]];
      }
      for (int s = 0; s < states; s++) {
        simulation.start()[s * lanes + lane] = member.simulation().start()[s];
      }
    }
    int from = constants.length * lanes;
    for (int k = 0; k < shared.length; k++) {
      simulation.constants()[from + k] = members.get(0).simulation().constants()[shared[k]];
    }
    field.constants(simulation.constants());
    if (carried == Carried.TANGENTS) {
      prepareTangents();
    }
    Outcome outcome = simulation.integrate(grid, carried);
    if (outcome instanceof Outcome.Completed) {
      for (int lane = 0; lane < lanes; lane++) {
        give(lane, carried);
        members.get(lane).end(carried);
      }
    }
    return outcome;
  }

  private void prepareTangents() {
    int width = coordinates.length;
    double[] s0 = simulation.startTangents();
    double[] values = simulation.seeds().values();
    int seed = 0;
    Arrays.fill(s0, 0.0);
    for (int lane = 0; lane < lanes; lane++) {
      SegmentSimulation member = members.get(lane);
      for (int e : seedEntry[lane]) {
        values[seed++] = member.entry(e);
      }
      double[] its = member.simulation().startTangents();
      int[] to = columns[lane];
      for (int s = 0; s < states; s++) {
        for (int d = 0; d < to.length; d++) {
          s0[(s * lanes + lane) * width + to[d]] = its[s * to.length + d];
        }
      }
    }
  }

  /** Puts a lane's part of what was simulated where its own simulation has it. */
  private void give(int lane, Carried carried) {
    Simulation its = members.get(lane).simulation();
    double[] y = its.states();
    int rows = grid.size() * states;
    for (int row = 0; row < rows; row++) {
      y[row] = simulation.states()[row * lanes + lane];
    }
    if (carried == Carried.TANGENTS) {
      int width = coordinates.length;
      int[] from = columns[lane];
      double[] all = simulation.tangents();
      double[] s = its.tangents();
      for (int row = 0; row < rows; row++) {
        int at = (row * lanes + lane) * width;
        for (int d = 0; d < from.length; d++) {
          s[row * from.length + d] = all[at + from[d]];
        }
      }
    }
  }

  /**
   * Adds to {@code gradient} what derivatives by the states of all outputs of all members mean, by
   * a sweep back.
   *
   * @param stateBars by member, outputs × n
   */
  public Outcome pullBackward(List<double[]> stateBars, double[] gradient) {
    int rows = grid.size() * states;
    for (int lane = 0; lane < lanes; lane++) {
      double[] its = stateBars.get(lane);
      for (int row = 0; row < rows; row++) {
        bars[row * lanes + lane] = its[row];
      }
    }
    Outcome outcome = simulation.pullBack(bars, new double[0], startBar, constantBar);
    if (outcome instanceof Outcome.Completed) {
      passBars(gradient);
    }
    return outcome;
  }

  /** What constants that are like say of parameters is said once, by the sum over all lanes. */
  private void passBars(double[] gradient) {
    SegmentSimulation first = members.get(0);
    for (int lane = 0; lane < (areOneStart ? 1 : lanes); lane++) {
      SegmentSimulation member = members.get(lane);
      double[] yBar = member.startBar();
      double[] pBar = member.constantBar();
      Arrays.fill(pBar, 0.0);
      for (int s = 0; s < states; s++) {
        yBar[s] = startBar[s * lanes + lane];
      }
      for (int k = 0; k < constants.length; k++) {
        if (!isLike[k]) {
          pBar[constants[k]] = constantBar[k * lanes + lane];
        } else if (lane == 0) {
          pBar[constants[k]] = Finite.sum(constantBar, k * lanes, lanes);
        }
      }
      if (lane == 0) { // they reach the same parameters from each
        for (int k = 0; k < shared.length; k++) {
          pBar[shared[k]] += constantBar[constants.length * lanes + k];
        }
      }
      if (lane == 0 && areOneStart) {
        for (int other = 1; other < lanes; other++) {
          first.takeBars(members.get(other));
        }
      }
      member.passBars(gradient);
    }
  }

  /** The experiment whose derivatives the last {@link #pullBackward} has found not finite. */
  public SegmentPlan failed() {
    int lane = 0;
    while (lane < lanes - 1 && isFinite(startBar, lane) && isFinite(constantBar, lane)) {
      lane++;
    }
    return members.get(lane).plan();
  }

  /** Whether a lane's own numbers are finite; what lanes share stands behind them. */
  private boolean isFinite(double[] numbers, int lane) {
    int end = numbers == constantBar ? constants.length * lanes : numbers.length;
    for (int i = lane; i < end; i += lanes) {
      if (!Double.isFinite(numbers[i])) {
        return false;
      }
    }
    return true;
  }
}
