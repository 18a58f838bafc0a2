package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.EventMemory;
import org.lamarck.worker.method.MemoryBudget;
import org.lamarck.worker.method.Rodas5PTableau;
import org.lamarck.worker.method.Scheme;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Tolerances;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;

/**
 * The gradient of one scalar L of the states at the output times, with respect to all initial
 * states and constants: the transpose of {@link TangentIntegrator}, step by step from the last to
 * the first. With bars for derivatives of L,
 *
 * <pre>z_i  = W⁻ᵀ Ū_i,            g_i = J(Y_i)ᵀ z_i,
 * Ū_j += a_ij g_i + c_ij / h M z_i   for j &lt; i,
 * ȳ   += g_i + (∂(J U_i)/∂y + h d_i f_ty)ᵀ z_i,
 * p̄   += (f_p(Y_i) + ∂(J U_i)/∂p + h d_i f_tp)ᵀ z_i.</pre>
 *
 * <p>Its cost does not depend on the number of constants. An instance serves one thread; it keeps
 * 9n numbers for each step.
 */
public final class AdjointIntegrator {
  private static final int STAGES = Rodas5PTableau.STAGES;

  private final int states;
  private final int[] algebraic;
  private final OdeIntegrator integrator;
  private final StepRecord steps;
  private final Step step;
  private final SecondDerivatives second;
  private final SaltationDerivatives instants;
  private final LagAdjoints lags;
  private final AdjointTsit5 explicit;
  private final TransposedRates rates;
  private final double[] products;
  private final double[] times;
  private final double[] stageBar; // Ū_i after one another
  private final double[] z;
  private final double[] g;
  private final double[] weights = new double[STAGES];
  private double[] constants = {};
  private double[] p = {}; // with the modes of where the sweep back stands
  private int instant; // the first one that the sweep back has passed
  private TimeGrid grid = TimeGrid.of(0);
  private boolean isComplete;

  /** The adjoint of {@code system}. */
  public AdjointIntegrator(OdeSystem system, Tolerances tolerances) {
    this(system, tolerances, MemoryBudget.ofOneThread(), () -> false);
  }

  /**
   * One of several adjoints of a thread.
   *
   * @param room for factorisations of W, shared with the others
   */
  public AdjointIntegrator(OdeSystem system, Tolerances tolerances, MemoryBudget room) {
    this(system, tolerances, room, () -> false);
  }

  /**
   * An adjoint that can be stopped.
   *
   * @param room for factorisations of W
   * @param cancelled asked before each step; when true, the integration fails with TIME_LIMIT
   */
  public AdjointIntegrator(
      OdeSystem system, Tolerances tolerances, MemoryBudget room, BooleanSupplier cancelled) {
    SystemStructure structure = system.structure();
    this.states = structure.states();
    this.algebraic = structure.algebraic().values();
    this.integrator =
        new OdeIntegrator(new Step(system, Step.Derivatives.NONE), tolerances, cancelled);
    this.steps = new StepRecord(states, room);
    this.step = new Step(system, Step.Derivatives.FIRST);
    this.second = new SecondDerivatives(system);
    this.instants = new SaltationDerivatives(system);
    this.lags = new LagAdjoints(step, states, structure.constants());
    this.rates = new TransposedRates(structure);
    this.explicit = new AdjointTsit5(states, step, rates);
    this.products = new double[structure.rateStates().size()];
    this.times = new double[structure.rates()];
    this.stageBar = new double[STAGES * states];
    this.z = new double[states];
    this.g = new double[states];
  }

  /**
   * Integrates and keeps the steps.
   *
   * @param y0 the n states at the start
   * @param p the m constants; unchanged until {@link #backward} has returned
   * @param out receives the states at the output times, times × n
   */
  public Outcome forward(TimeGrid grid, double[] y0, double[] p, double[] out) {
    this.grid = grid;
    constants = p;
    steps.clear();
    Outcome outcome = integrator.integrate(grid, y0, p, out, steps);
    isComplete = outcome instanceof Outcome.Completed;
    return outcome;
  }

  /**
   * Walks back over the steps of the last {@link #forward}, which must have completed; any number
   * of times.
   *
   * @param outBar ∂L/∂y at the output times, times × n
   * @param stateBar becomes ∂L/∂y₀, n numbers
   * @param constantBar becomes ∂L/∂p, m numbers
   */
  public Outcome backward(double[] outBar, double[] stateBar, double[] constantBar) {
    if (!isComplete) {
      throw new IllegalStateException("backward comes after a forward that has completed");
    }
    Arrays.fill(stateBar, 0, states, 0.0);
    Arrays.fill(constantBar, 0.0);
    instants.clear();
    explicit.begin();
    p = constants.clone(); // modes and lags' inputs are written to
    step.constants(p);
    if (!lags.areSupported()) {
      return LagTangents.refused(grid.start());
    }
    lags.begin(steps.history(), grid.start());
    instant = steps.instants().size();
    for (int k = steps.size() - 1; k >= 0; k--) {
      if (!passBack(k + 1, outBar, stateBar, constantBar)) {
        return grazing();
      }
      if (!steps.restore(k, step)) {
        return failed(k);
      }
      if (step.scheme() == Scheme.TSIT5) {
        explicit.transpose(k, steps, grid, outBar, stateBar, constantBar);
      } else {
        transpose(k, outBar, stateBar, constantBar);
      }
      if (!Finite.all(stateBar)) {
        return failed(k);
      }
    }
    if (!passBack(0, outBar, stateBar, constantBar)) {
      return grazing();
    }
    return Finite.all(stateBar) && Finite.all(constantBar)
        ? new Outcome.Completed(steps.size(), 0)
        : failed(0);
  }

  /** Goes back over step k of Rodas5P. */
  private void transpose(int k, double[] outBar, double[] stateBar, double[] constantBar) {
    beginStep(k, outBar, stateBar);
    lags.take(k, stageBar);
    second.evaluate(step, p);
    for (int i = STAGES - 1; i >= 0; i--) {
      transposeStage(i, stateBar, constantBar);
    }
    second.addTransposed(products, times, stateBar, constantBar);
  }

  /** Goes back over the instants and outputs that follow so many steps. */
  private boolean passBack(
      int stepsBefore, double[] outBar, double[] stateBar, double[] constantBar) {
    int first = stepsBefore == 0 ? 0 : steps.to(stepsBefore - 1);
    int output = stepsBefore == 0 ? steps.arrivedAtStart() : steps.arrived(stepsBefore - 1);
    while (instant > 0 && steps.stepsBefore(instant - 1) == stepsBefore) {
      instant--;
      while (output > steps.outputsBefore(instant)) {
        addOutput(outBar, --output, stateBar);
      }
      Transition passed = steps.instants().get(instant);
      System.arraycopy(passed.before().constants(), 0, p, 0, p.length);
      if (!instants.transpose(passed, stateBar, constantBar)) {
        return false;
      }
    }
    while (output > first) {
      addOutput(outBar, --output, stateBar);
    }
    return true;
  }

  private Outcome grazing() {
    return new Outcome.Failed(
        Reason.NON_FINITE,
        steps.instants().get(instant).time(),
        "what interrupts the flow only touches its threshold here (grazing), so there is no"
            + " derivative");
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

  /** Sets Ū from the state at the end of the step and from the outputs within it. */
  private void beginStep(int k, double[] outBar, double[] stateBar) {
    int from = steps.from(k);
    int inside = steps.to(k);
    for (int i = 0; i < STAGES; i++) {
      double b = Rodas5PTableau.b(i);
      for (int s = 0; s < states; s++) {
        stageBar[i * states + s] = b * stateBar[s];
      }
    }
    for (int output = from; output < inside; output++) {
      double theta = (grid.time(output) - steps.start(k)) / (steps.end(k) - steps.start(k));
      Rodas5PTableau.denseWeights(theta, weights);
      for (int i = 0; i < STAGES; i++) {
        for (int s = 0; s < states; s++) {
          stageBar[i * states + s] += weights[i] * outBar[output * states + s];
        }
      }
      addOutput(outBar, output, stateBar);
    }
    Arrays.fill(products, 0.0);
    Arrays.fill(times, 0.0);
  }

  private void addOutput(double[] outBar, int output, double[] stateBar) {
    for (int s = 0; s < states; s++) {
      stateBar[s] += outBar[output * states + s];
    }
  }

  private void transposeStage(int i, double[] stateBar, double[] constantBar) {
    step.lu().solveTransposed(stageBar, i * states);
    System.arraycopy(stageBar, i * states, z, 0, states);
    rates.applyAndGather(
        z,
        step.rateStates(i),
        step.rateConstants(i),
        step.stages(),
        i * states,
        step.size() * Rodas5PTableau.d(i),
        g,
        constantBar,
        products,
        times);
    lags.pass(i, z, step, steps.history(), p, constantBar);
    for (int row : algebraic) {
      z[row] = 0; // from here on M z
    }
    for (int j = 0; j < i; j++) {
      double a = Rodas5PTableau.a(i, j);
      double c = Rodas5PTableau.c(i, j) / step.size();
      for (int s = 0; s < states; s++) {
        stageBar[j * states + s] += a * g[s] + c * z[s];
      }
    }
    for (int s = 0; s < states; s++) {
      stateBar[s] += g[s];
    }
  }

  private Outcome failed(int k) {
    return new Outcome.Failed(
        Reason.NON_FINITE,
        steps.size() == 0 ? grid.start() : steps.start(k),
        "the adjoint is not finite");
  }
}
