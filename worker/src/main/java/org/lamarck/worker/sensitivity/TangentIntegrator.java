package org.lamarck.worker.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Reachability;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.direction.Support;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepTangent;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.ErrorTest;

/**
 * States and their derivatives in P directions: those of the computed states along the steps taken,
 * see {@link StepTangent}. An instance serves one thread and allocates when the number of
 * directions grows, not per step.
 */
public final class TangentIntegrator {
  private static final int MOST_GROUPINGS = 16;

  private final int states;
  private final boolean isCoupled; // by algebraic states, lags or products: all states move
  private final Tolerances tolerances;
  private final Step step;
  private final OdeIntegrator integrator;
  private final StepDerivatives derivatives;
  private final Map<Method, StepTangent> tangents = new HashMap<>();
  private double[] weights = {};
  private final SaltationDerivatives instants;
  private final Companion companion = new Companion();

  private final Reachability reach;
  private final Map<StateSets, DirectionBlocks> groupings = new HashMap<>();
  private DirectionBlocks blocks = new DirectionBlocks(List.of());
  private int directions;
  private Seeds seeds = new Seeds(0, 0, new int[0], new int[0]);
  private RowMatrix sensitivities = new RowMatrix(0, 0);
  private RowMatrix matrix = sensitivities; // all directions, at instants
  private TimeGrid grid = TimeGrid.of(0);
  private final int[] all; // the states
  private int[] watched = {};

  /** Sensitivities of {@code system}. */
  public TangentIntegrator(OdeSystem system, Tolerances tolerances) {
    this(system, tolerances, () -> false);
  }

  /**
   * Sensitivities that can be stopped.
   *
   * @param cancelled asked before each step; when true, the integration fails with TIME_LIMIT
   */
  public TangentIntegrator(OdeSystem system, Tolerances tolerances, BooleanSupplier cancelled) {
    this.states = system.structure().states();
    this.isCoupled =
        system.structure().algebraic().size() > 0
            || !system.lags().isEmpty()
            || system.field() != null;
    this.all = new int[states];
    Arrays.setAll(all, i -> i);
    this.tolerances = tolerances;
    this.step = new Step(system, Step.Derivatives.FIRST, Rodas5P.METHOD);
    this.integrator = new OdeIntegrator(step, tolerances, cancelled);
    this.derivatives = new StepDerivatives(step);
    this.instants = new SaltationDerivatives(system);
    this.reach = new Reachability(states, derivatives.jacobian());
  }

  /**
   * Integrates states and sensitivities.
   *
   * @param y0 the n states at the start
   * @param s0 their derivatives, n × P
   * @param p the m constants
   * @param seeds ∂p/∂θ, m × P
   * @param yOut receives the states at the output times, times × n
   * @param sOut receives their derivatives, times · n rows of P
   */
  public Outcome integrate(
      TimeGrid grid,
      double[] y0,
      RowMatrix s0,
      double[] p,
      Seeds seeds,
      double[] yOut,
      RowMatrix sOut) {
    return integrate(grid, y0, s0, p, seeds, yOut, sOut, all);
  }

  /**
   * Integrates states and sensitivities, of which some are looked at.
   *
   * @param watched the states whose derivatives are wanted at output times before the last one
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // five inputs, two outputs
  public Outcome integrate(
      TimeGrid grid,
      double[] y0,
      RowMatrix s0,
      double[] p,
      Seeds seeds,
      double[] yOut,
      RowMatrix sOut,
      int[] watched) {
    this.grid = grid;
    this.watched = watched;
    sensitivities = sOut;
    this.seeds = seeds;
    instants.clear();
    directions = seeds.directions();
    for (StepTangent tangent : tangents.values()) {
      tangent.begin(seeds);
    }
    if (!DelaysInTime.areNone(step.system())) {
      return DelaysInTime.refused(grid.start());
    }
    beginBlocks(s0);
    return integrator.integrate(grid, y0, p, yOut, companion);
  }

  /** What the last integration leaves to one that goes on, by {@link TimeGrid#after}. */
  public EventMemory memory() {
    return integrator.memory();
  }

  /** The ends of the steps of the last integration, for {@link TimeGrid#withSteps}. */
  public double[] stepEnds() {
    return integrator.stepEnds();
  }

  /** The methods of the steps of the last integration. */
  public Method[] stepMethods() {
    return integrator.stepMethods();
  }

  private StepTangent tangent(Method method) {
    StepTangent known = tangents.get(method);
    if (known == null) {
      known = method.newTangent(derivatives);
      known.begin(seeds);
      tangents.put(method, known);
    }
    return known;
  }

  /** Blocks for what the directions move from s on. */
  private void beginBlocks(RowMatrix s) {
    StateSets moved = moved(s);
    DirectionBlocks known = groupings.get(moved);
    if (known == null) {
      known = group(moved);
      if (groupings.size() == MOST_GROUPINGS) {
        groupings.clear();
      }
      groupings.put(moved, known);
    }
    blocks = known;
    blocks.begin(s, seeds, derivatives.constantJacobian().pattern());
  }

  /** By direction the states that it moves; all of them where there are algebraic ones or lags. */
  private StateSets moved(RowMatrix s) {
    StateSets sets = reach.none(directions);
    if (isCoupled) {
      for (int d = 0; d < directions; d++) {
        reach.addAll(sets, d);
      }
      return sets;
    }
    reach.addSeeded(derivatives.constantJacobian().pattern(), seeds, sets);
    for (int i = 0; i < states; i++) {
      for (int d = 0; d < directions; d++) {
        if (s.values()[s.row(i) + d] != 0) {
          reach.add(i, sets, d);
        }
      }
    }
    return sets;
  }

  private DirectionBlocks group(StateSets moved) {
    SparsePattern jacobian = derivatives.jacobian();
    List<DirectionBlock> made = new ArrayList<>();
    for (int[] group : reach.groups(moved, directions)) {
      StateSets set = reach.union(moved, group);
      Support support =
          new Support(states, set, jacobian, derivatives.curvature().pattern(), step.lu());
      int widest = DirectionBlock.widest(support.size());
      int count = (group.length + widest - 1) / widest;
      for (int b = 0; b < count; b++) {
        int from = (int) ((long) group.length * b / count);
        int to = (int) ((long) group.length * (b + 1) / count);
        int[] part = Arrays.copyOfRange(group, from, to);
        made.add(new DirectionBlock(states, support, part, directions));
      }
    }
    return new DirectionBlocks(made);
  }

  /** Carries the blocks along. */
  private final class Companion implements SecondaryEquations {
    @Override
    public double follow(Step taken) {
      boolean isTested = tolerances.errorTest() == ErrorTest.STATES_AND_SENSITIVITIES;
      return tangent(step.method()).follow(blocks, isTested ? integrator.errors() : null);
    }

    @Override
    public void accept(Step taken, double end, int from, int to) {
      double start = step.start();
      Method method = step.method();
      StepTangent tangent = tangent(method);
      int stages = method.denseStages();
      if (to > from) {
        weights = weights.length < stages ? new double[stages] : weights;
        tangent.prepareDense(blocks);
      }
      for (int k = from; k < to; k++) {
        method.denseWeights((grid.time(k) - start) / (end - start), weights);
        for (int b = 0; b < blocks.count(); b++) {
          blocks.get(b).interpolate(weights, stages, watched, sensitivities, k * states);
        }
      }
      tangent.accept(end, blocks);
      blocks.advance();
      tangent.advance();
    }

    @Override
    public boolean pass(Transition instant) {
      matrix = matrix.isOf(states, directions) ? matrix : new RowMatrix(states, directions);
      blocks.write(matrix, 0);
      boolean exists = instants.carry(instant, matrix, seeds);
      if (!blocks.read(matrix)) {
        beginBlocks(matrix);
      }
      for (StepTangent tangent : tangents.values()) {
        tangent.advance();
      }
      return exists;
    }

    @Override
    public void arrive(int from, int to) {
      for (int k = from; k < to; k++) {
        blocks.write(sensitivities, k * states);
      }
    }
  }
}
