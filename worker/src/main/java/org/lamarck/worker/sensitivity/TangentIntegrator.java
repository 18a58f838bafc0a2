package org.lamarck.worker.sensitivity;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.EventMemory;
import org.lamarck.worker.method.Rodas5PTableau;
import org.lamarck.worker.method.Scheme;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Tolerances;
import org.lamarck.worker.method.Tolerances.ErrorTest;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.OdeSystem;

/**
 * States and their derivatives in P directions. Each stage of a step is differentiated,
 *
 * <pre>W V_i = J(Y_i) S_i + f_p(Y_i) p' + ∂(J U_i)/∂y s + ∂(J U_i)/∂p p' + M Σ_j c_ij V_j / h
 *       + h d_i (f_ty s + f_tp p'),          S_i = s + Σ_j a_ij V_j,</pre>
 *
 * with J, U, M and W of the step itself: so the result is the derivative of the computed states
 * along the steps taken (Sandu, Verwer, Blom, Spee, Carmichael &amp; Potra 1997, Hairer &amp;
 * Wanner II). All directions are right-hand sides of one factorisation. An instance serves one
 * thread and allocates when the number of directions grows, not per step.
 */
public final class TangentIntegrator {
  private static final int STAGES = Rodas5PTableau.STAGES;
  private static final int MOST_GROUPINGS = 16;

  private final int states;
  private final int[] algebraic;
  private final Tolerances tolerances;
  private final Step step;
  private final OdeIntegrator integrator;
  private final Assembly curvature;
  private final Assembly constantJacobian;
  private final SecondDerivatives second;
  private final double[] byState;
  private final double[] byConstant;
  private final double[][] jacobians = new double[STAGES][];
  private final double[][] curvatures = new double[STAGES][];
  private final double[][] slopes = new double[STAGES][];
  private final double[] w = new double[STAGES];
  private final SaltationDerivatives instants;
  private final LagTangents lags;
  private final TangentTsit5 explicit;
  private final Companion companion = new Companion();

  private final Reachability reach;
  private final Map<LongBuffer, DirectionBlock[]> groupings = new HashMap<>();
  private DirectionBlock[] blocks = {};
  private int directions;
  private double[] constants = {};
  private Seeds seeds = new Seeds(0, 0, new int[0], new int[0]);
  private double[] sensitivities = {};
  private double[] matrix = {}; // all directions, at instants
  private TimeGrid grid = TimeGrid.of(0);
  private final int[] all; // the states
  private int[] watched = {};
  private boolean isEvaluated;

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
    this.algebraic = system.structure().algebraic().values();
    this.all = new int[states];
    Arrays.setAll(all, i -> i);
    this.tolerances = tolerances;
    this.step = new Step(system, Step.Derivatives.FIRST);
    this.integrator = new OdeIntegrator(step, tolerances, cancelled);
    this.second = new SecondDerivatives(system);
    this.instants = new SaltationDerivatives(system);
    this.lags = new LagTangents(step, states, system.structure().constants());
    var stoichiometry = system.structure().stoichiometry();
    this.curvature = Assembly.matrix(states, stoichiometry, second.curved());
    this.constantJacobian =
        Assembly.matrix(states, stoichiometry, system.structure().rateConstants());
    this.reach = new Reachability(states, step.stateJacobian().pattern());
    this.byState = new double[second.curved().size()];
    this.byConstant = new double[system.structure().rateConstants().size()];
    for (int i = 0; i < STAGES; i++) {
      jacobians[i] = i == 0 ? step.jacobian() : new double[step.jacobian().length];
      curvatures[i] = new double[curvature.pattern().size()];
      slopes[i] = new double[constantJacobian.pattern().size()];
    }
    this.explicit = new TangentTsit5(step, constantJacobian, jacobians, slopes);
  }

  /**
   * Integrates states and sensitivities.
   *
   * @param y0 the n states at the start
   * @param s0 their derivatives, n × P, row-major
   * @param p the m constants
   * @param seeds ∂p/∂θ, m × P
   * @param yOut receives the states at the output times, times × n
   * @param sOut receives their derivatives, times × n × P
   */
  public Outcome integrate(
      TimeGrid grid,
      double[] y0,
      double[] s0,
      double[] p,
      Seeds seeds,
      double[] yOut,
      double[] sOut) {
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
      double[] s0,
      double[] p,
      Seeds seeds,
      double[] yOut,
      double[] sOut,
      int[] watched) {
    this.grid = grid;
    this.watched = watched;
    constants = p;
    sensitivities = sOut;
    this.seeds = seeds;
    isEvaluated = false;
    explicit.advance();
    instants.clear();
    directions = seeds.directions();
    lags.begin(directions);
    if (!lags.areSupported()) {
      return LagTangents.refused(grid.start());
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

  /** The schemes of the steps of the last integration. */
  public Scheme[] stepSchemes() {
    return integrator.stepSchemes();
  }

  /** ChunkedArray for what the directions move from s on. */
  private void beginBlocks(double[] s) {
    long[] moved = moved(s);
    DirectionBlock[] known = groupings.get(LongBuffer.wrap(moved));
    if (known == null) {
      known = group(moved);
      if (groupings.size() == MOST_GROUPINGS) {
        groupings.clear();
      }
      groupings.put(LongBuffer.wrap(moved), known);
    }
    blocks = known;
    for (DirectionBlock block : blocks) {
      block.begin(s, directions, seeds, constantJacobian.pattern());
    }
  }

  /** By direction the states that it moves; all of them where there are algebraic ones or lags. */
  private long[] moved(double[] s) {
    int words = reach.words();
    long[] sets = new long[directions * words];
    if (algebraic.length > 0 || lags.count() > 0) {
      for (int d = 0; d < directions; d++) {
        reach.addAll(sets, d * words);
      }
      return sets;
    }
    reach.addSeeded(constantJacobian.pattern(), seeds, sets);
    for (int i = 0; i < states; i++) {
      for (int d = 0; d < directions; d++) {
        if (s[i * directions + d] != 0) {
          reach.add(i, sets, d * words);
        }
      }
    }
    return sets;
  }

  private DirectionBlock[] group(long[] moved) {
    SparsePattern jacobian = step.stateJacobian().pattern();
    List<DirectionBlock> made = new ArrayList<>();
    for (int[] group : reach.groups(moved, directions)) {
      long[] set = reach.union(moved, group);
      Support support = new Support(states, set, jacobian, curvature.pattern(), step.lu());
      int widest = DirectionBlock.widest(support.size());
      int count = (group.length + widest - 1) / widest;
      for (int b = 0; b < count; b++) {
        int from = (int) ((long) group.length * b / count);
        int to = (int) ((long) group.length * (b + 1) / count);
        int[] part = Arrays.copyOfRange(group, from, to);
        made.add(new DirectionBlock(states, support, part, directions));
      }
    }
    return made.toArray(DirectionBlock[]::new);
  }

  /** Carries the blocks along. */
  private final class Companion implements SecondaryEquations {
    @Override
    public double follow(Step taken) {
      boolean isTested = tolerances.errorTest() == ErrorTest.STATES_AND_SENSITIVITIES;
      return step.scheme() == Scheme.TSIT5
          ? explicit.follow(blocks, isTested, integrator.errors())
          : follow(isTested);
    }

    private double follow(boolean isTested) {
      differentiateStages();
      lags.prepare(step, constants, directions, seeds);
      double norm = 0;
      for (DirectionBlock block : blocks) {
        for (int i = 0; i < STAGES; i++) {
          block.stageState(i);
          block.multiply(jacobians[i]);
          block.addCurvature(curvatures[i]);
          block.addSlopes(slopes[i]);
          for (int k = 0; k < lags.count(); k++) {
            block.addRow(lags.state(k), lags.forcing(), (k * STAGES + i) * directions);
          }
          for (int j = 0; j < i; j++) {
            w[j] = Rodas5PTableau.c(i, j) / step.size();
          }
          block.solve(i, w, algebraic, step.lu());
        }
        if (!block.finish()) {
          return Double.NaN;
        }
        if (isTested) {
          norm = Math.max(norm, block.error(integrator.errors()));
        }
      }
      return norm;
    }

    @Override
    public void accept(Step taken, double end, int from, int to) {
      double start = step.start();
      Scheme scheme = step.scheme();
      for (int k = from; k < to; k++) {
        scheme.denseWeights((grid.time(k) - start) / (end - start), w);
        for (DirectionBlock block : blocks) {
          block.interpolate(
              w, scheme.stages(), watched, sensitivities, k * states * directions, directions);
        }
      }
      if (lags.count() > 0) {
        lags.accept(step, end, blocks, directions);
      }
      for (DirectionBlock block : blocks) {
        block.advance();
      }
      explicit.advance();
      isEvaluated = false;
    }

    @Override
    public boolean pass(Transition instant) {
      int length = states * directions;
      matrix = matrix.length == length ? matrix : new double[length];
      for (DirectionBlock block : blocks) {
        block.write(matrix, 0, directions);
      }
      boolean exists = instants.carry(instant, matrix, directions, seeds);
      boolean isHeld = true;
      for (DirectionBlock block : blocks) {
        isHeld &= block.holds(matrix, directions);
        block.read(matrix, directions);
      }
      if (!isHeld) {
        beginBlocks(matrix);
      }
      isEvaluated = false;
      return exists;
    }

    @Override
    public void arrive(int from, int to) {
      for (int k = from; k < to; k++) {
        for (DirectionBlock block : blocks) {
          block.write(sensitivities, k * states * directions, directions);
        }
      }
    }

    /** The matrices of the stages, which serve all directions. */
    private void differentiateStages() {
      if (!isEvaluated) {
        second.evaluate(step, constants);
        isEvaluated = true;
      }
      double[] u = step.stages();
      for (int i = 0; i < STAGES; i++) {
        step.copyRateConstants(i, byConstant); // the step's own serve its next size too
        double timeFactor = step.size() * Rodas5PTableau.d(i);
        second.contract(u, i * states, timeFactor, byState, byConstant);
        curvature.assemble(byState, curvatures[i]);
        constantJacobian.assemble(byConstant, slopes[i]);
        if (i > 0) {
          step.stateJacobian().assemble(step.rateStates(i), jacobians[i]);
        }
      }
    }
  }
}
