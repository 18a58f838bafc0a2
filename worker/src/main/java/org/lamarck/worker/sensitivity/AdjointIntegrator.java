package org.lamarck.worker.sensitivity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.OutputBars;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepAdjoint;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * The gradient of one scalar L of the states at the output times, with respect to all initial
 * states and constants: the transpose of {@link TangentIntegrator}, step by step from the last to
 * the first, see {@link StepAdjoint}. Its cost does not depend on the number of constants. An
 * instance serves one thread; it keeps the states and increments of each step.
 */
public final class AdjointIntegrator {
  private final int states;
  private final OdeIntegrator integrator;
  private final StepRecord steps;
  private final Step step;
  private final StepDerivatives derivatives;
  private final Map<Method, StepAdjoint> adjoints = new HashMap<>();
  private final OutputBars outputs;
  private final SaltationDerivatives instants;
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
    this.states = system.structure().states();
    this.integrator =
        new OdeIntegrator(
            new Step(system, Step.Derivatives.NONE, Rodas5P.METHOD), tolerances, cancelled);
    this.steps = new StepRecord(states, room);
    this.step = new Step(system, Step.Derivatives.FIRST, Rodas5P.METHOD);
    this.derivatives = new StepDerivatives(step);
    this.instants = new SaltationDerivatives(system);
    this.outputs = new OutputBars(states);
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
   * @param bars become ∂L/∂y₀ and ∂L/∂p
   */
  public Outcome backward(double[] outBar, Bars bars) {
    if (!isComplete) {
      throw new IllegalStateException("backward comes after a forward that has completed");
    }
    bars.clear();
    instants.clear();
    p = constants.clone(); // modes and lags' inputs are written to
    step.constants(p);
    if (!DelaysInTime.areNone(step.system())) {
      return DelaysInTime.refused(grid.start());
    }
    if (!step.lags().areNone()) {
      step.lags().use(steps.history(), grid.start());
    }
    for (StepAdjoint adjoint : adjoints.values()) {
      adjoint.begin(steps.history(), grid.start());
    }
    instant = steps.instants().size();
    for (int k = steps.size() - 1; k >= 0; k--) {
      if (!passBack(k + 1, outBar, bars)) {
        return grazing();
      }
      if (!steps.restore(k, step)) {
        return failed(k);
      }
      setOutputs(k, outBar);
      adjoint(step.method()).transpose(k, outputs, bars);
      if (!bars.isStateFinite()) {
        return failed(k);
      }
    }
    if (!passBack(0, outBar, bars)) {
      return grazing();
    }
    return bars.areFinite() ? new Outcome.Completed(steps.size(), 0) : failed(0);
  }

  /** The outputs within step k. */
  private void setOutputs(int k, double[] outBar) {
    outputs.begin(outBar, steps.from(k));
    for (int output = steps.from(k); output < steps.to(k); output++) {
      outputs.add((grid.time(output) - steps.start(k)) / (steps.end(k) - steps.start(k)));
    }
  }

  private StepAdjoint adjoint(Method method) {
    StepAdjoint known = adjoints.get(method);
    if (known == null) {
      known = method.newAdjoint(derivatives);
      known.begin(steps.history(), grid.start());
      adjoints.put(method, known);
    }
    return known;
  }

  /** Goes back over the instants and outputs that follow so many steps. */
  private boolean passBack(int stepsBefore, double[] outBar, Bars bars) {
    int first = stepsBefore == 0 ? 0 : steps.to(stepsBefore - 1);
    int output = stepsBefore == 0 ? steps.arrivedAtStart() : steps.arrived(stepsBefore - 1);
    while (instant > 0 && steps.stepsBefore(instant - 1) == stepsBefore) {
      instant--;
      while (output > steps.outputsBefore(instant)) {
        addOutput(outBar, --output, bars);
      }
      Transition passed = steps.instants().get(instant);
      System.arraycopy(passed.before().constants(), 0, p, 0, p.length);
      if (!instants.transpose(passed, bars)) {
        return false;
      }
    }
    while (output > first) {
      addOutput(outBar, --output, bars);
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

  /** The methods of the steps of the last integration. */
  public Method[] stepMethods() {
    return integrator.stepMethods();
  }

  private void addOutput(double[] outBar, int output, Bars bars) {
    double[] stateBar = bars.state();
    for (int s = 0; s < states; s++) {
      stateBar[s] += outBar[output * states + s];
    }
  }

  private Outcome failed(int k) {
    return new Outcome.Failed(
        Reason.NON_FINITE,
        steps.size() == 0 ? grid.start() : steps.start(k),
        "the adjoint is not finite");
  }
}
