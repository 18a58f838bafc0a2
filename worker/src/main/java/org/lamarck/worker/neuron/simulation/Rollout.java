package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.neuron.cable.Conductances;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * Runs of a network in one thread: {@link #run} goes forward, {@link #pullBack} pulls the gradient
 * of a function of what was recorded back over the same steps. Nothing is allocated within steps.
 */
public final class Rollout {
  /** nA per µm² in µA per cm². */
  private static final double POINT_CURRENT = 1e5;

  /**
   * Of the diagonal, which a clamp's equation is multiplied by: the rest of it is rounding then.
   */
  private static final double HELD = 1e12;

  /** mA in µA. */
  private static final double DENSITY = 1e3;

  private final NetworkPlan plan;
  private final long budget;
  private final Conductances conductances;
  private final List<MechanismRun> mechanisms = new ArrayList<>();
  private final StepSolver solver;
  private final double[] uniform;
  private final double[] numbers;
  private final Tape tape;
  private Protocol protocol = Protocol.NONE;
  private double[][] trace = new double[0][];

  /**
   * What a run is of.
   *
   * @param steps so many; recorded values are one more
   * @param recorded places in the state, see {@link NetworkPlan#voltage} and {@link
   *     NetworkPlan#state}
   */
  public record Protocol(
      int steps, List<Stimulus> stimuli, List<Clamp> clamps, List<Integer> recorded) {
    static final Protocol NONE = new Protocol(0, List.of(), List.of());

    /** Without clamps. */
    public Protocol(int steps, List<Stimulus> stimuli, List<Integer> recorded) {
      this(steps, stimuli, List.of(), recorded);
    }

    public Protocol {
      stimuli = List.copyOf(stimuli);
      clamps = List.copyOf(clamps);
      recorded = List.copyOf(recorded);
    }
  }

  Rollout(NetworkPlan plan, long budget) {
    this.plan = plan;
    this.budget = budget;
    conductances = new Conductances(plan.cable(), plan.network().cells());
    plan.mechanisms().forEach(one -> mechanisms.add(new MechanismRun(one)));
    solver = new StepSolver(plan.cable());
    uniform = new double[] {plan.settings().dt()};
    numbers = new double[plan.layout().size()];
    tape = new Tape(plan.stateSize(), 2 * plan.cable().nodes());
  }

  /**
   * Runs from the beginning.
   *
   * @param of the network's numbers, in the order of its layout
   * @return recorded × (steps + 1); a later run writes into other arrays
   */
  public double[][] run(double[] of, Protocol given) {
    if (!given.clamps().isEmpty() && plan.settings().scheme() == Scheme.CRANK_NICOLSON) {
      throw new IllegalArgumentException("half steps cannot be clamped; take implicit Euler");
    }
    System.arraycopy(of, 0, numbers, 0, numbers.length);
    protocol = given;
    prepare();
    int steps = given.steps();
    tape.begin(steps, budget);
    trace = new double[given.recorded().size()][steps + 1];
    begin(tape.initial());
    record(tape.initial(), 0);
    tape.advance(
        this::step, (step, state) -> record(state, step)); // all steps, kept as the budget allows
    return trace;
  }

  private void prepare() {
    conductances.compute(numbers, 0);
    double dt = plan.settings().implicitStep();
    solver.prepare(conductances, dt);
    int capacitances = plan.layout().of(ParameterLayout.CAPACITANCE).begin();
    for (MechanismRun one : mechanisms) {
      one.prepare(conductances.area(), DENSITY * dt, POINT_CURRENT * dt, numbers, capacitances);
    }
  }

  private void begin(double[] state) {
    Arrays.fill(state, 0);
    ParameterLayout.Range v = plan.layout().of(ParameterLayout.VOLTAGE);
    System.arraycopy(numbers, v.begin(), state, 0, v.count());
    for (MechanismRun one : mechanisms) {
      one.begin(state, numbers, uniform);
    }
  }

  private void record(double[] state, int at) {
    for (int i = 0; i < trace.length; i++) {
      trace[i][at] = state[protocol.recorded().get(i)];
    }
  }

  private void step(int step, double[] state, double[] next, double[] factors) {
    solver.begin(state);
    double perCurrent = POINT_CURRENT * plan.settings().implicitStep();
    for (Stimulus stimulus : protocol.stimuli()) {
      solver.right()[stimulus.compartment()] += perCurrent * stimulus.at(step);
    }
    for (MechanismRun one : mechanisms) {
      one.step(state, next, numbers, uniform, solver.diagonal(), solver.right());
    }
    for (Clamp clamp : protocol.clamps()) {
      if (!Double.isNaN(clamp.after(step))) {
        solver.hold(clamp.compartment(), clamp.after(step), HELD);
      }
    }
    solver.solve(factors, next);
    if (plan.settings().scheme() == Scheme.CRANK_NICOLSON) {
      for (int i = 0; i < plan.cable().compartments(); i++) {
        next[i] = 2 * next[i] - state[i];
      }
    }
  }

  /**
   * The gradient of a function of the last run by the network's numbers.
   *
   * @param adjoint of what was recorded, in its shape
   */
  public double[] pullBack(double[][] adjoint) {
    MechanismRun.Adjoints adjoints =
        new MechanismRun.Adjoints(plan.stateSize(), plan.cable().nodes(), plan.layout().size());
    solver.beginAdjoint();
    mechanisms.forEach(MechanismRun::beginAdjoint);
    addRecorded(adjoint, protocol.steps(), adjoints.ofNext);
    tape.reverse(
        this::step,
        (step, state, next, factors) -> {
          stepBack(state, next, factors, adjoints);
          addRecorded(adjoint, step, adjoints.ofState);
          adjoints.exchange();
        });
    ParameterLayout.Range v = plan.layout().of(ParameterLayout.VOLTAGE);
    for (MechanismRun one : mechanisms) {
      one.pullBackBegin(tape.initial(), numbers, uniform, adjoints.ofNext, adjoints.ofNumbers);
    }
    for (int i = 0; i < v.count(); i++) {
      adjoints.ofNumbers[v.begin() + i] += adjoints.ofNext[i];
    }
    if (plan.movesGeometry()) {
      double[] ofArea = new double[plan.cable().compartments()];
      double dt = plan.settings().implicitStep();
      int capacitances = plan.layout().of(ParameterLayout.CAPACITANCE).begin();
      mechanisms.forEach(
          one -> one.pullBackGeometry(DENSITY * dt, ofArea, adjoints.ofNumbers, capacitances));
      solver.pullBack(conductances, numbers, dt, ofArea, adjoints.ofNumbers);
    }
    return adjoints.ofNumbers;
  }

  private void stepBack(
      double[] state, double[] next, double[] factors, MechanismRun.Adjoints adjoints) {
    boolean extrapolated = plan.settings().scheme() == Scheme.CRANK_NICOLSON;
    solver.solveAdjoint(state, next, factors, adjoints, extrapolated, plan.movesGeometry());
    for (MechanismRun one : mechanisms) {
      one.pullBack(state, numbers, uniform, adjoints);
    }
  }

  private void addRecorded(double[][] adjoint, int step, double[] ofState) {
    for (int i = 0; i < adjoint.length; i++) {
      ofState[protocol.recorded().get(i)] += adjoint[i][step];
    }
  }
}
