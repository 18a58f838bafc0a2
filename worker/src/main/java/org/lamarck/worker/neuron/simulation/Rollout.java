package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.neuron.cable.Conductances;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * Runs of a network in one thread: {@link #run} goes forward, {@link #pullBack} pulls the gradient
 * of a function of what was recorded back over the same steps. Nothing is allocated within steps.
 */
public final class Rollout {
  private final NetworkPlan plan;
  private final long budget;
  private final Conductances conductances;
  private final List<MechanismRun> mechanisms = new ArrayList<>();
  private final List<IonRun> ions = new ArrayList<>();

  /** Of the voltages, then of each ion's concentrations. */
  private final List<NodeSolver> solvers = new ArrayList<>();

  private final Map<Integer, CurrentProbe> probes = new HashMap<>();
  private final double[] uniform;
  private final double[] numbers;
  private final Tape tape;
  private Protocol protocol = Protocol.NONE;
  private ClampRun clamps;
  private double[][] trace = new double[0][];

  /**
   * What a run is of.
   *
   * @param steps so many; recorded values are one more
   * @param recorded places, see {@link NetworkPlan#voltage}, {@link NetworkPlan#concentration},
   *     {@link NetworkPlan#state} and {@link NetworkPlan#current}
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
    plan.mechanisms().forEach(one -> mechanisms.add(new MechanismRun(one, plan)));
    Scheme scheme = plan.settings().scheme();
    boolean extrapolated = scheme == Scheme.CRANK_NICOLSON;
    solvers.add(
        scheme == Scheme.EXPONENTIAL_EULER
            ? new ExponentialSolver(plan.cable(), 0, 0, plan.resets())
            : new ImplicitSolver(plan.cable(), 0, 0, plan.resets(), extrapolated));
    for (IonPlan ion : plan.ions()) {
      IonRun one = new IonRun(ion, plan);
      ions.add(one);
      solvers.add(one.solver());
    }
    uniform = new double[] {plan.settings().dt()};
    numbers = new double[plan.layout().size()];
    tape = new Tape(plan.stateSize(), plan.factorsAt(solvers.size()));
    clamps = new ClampRun(List.of(), plan);
  }

  /**
   * Runs from the beginning.
   *
   * @param of the network's numbers, in the order of its layout
   * @return recorded × (steps + 1); a later run writes into other arrays
   */
  public double[][] run(double[] of, Protocol given) {
    System.arraycopy(of, 0, numbers, 0, numbers.length);
    protocol = given;
    clamps = new ClampRun(given.clamps(), plan);
    for (int place : given.recorded()) {
      if (place >= plan.stateSize()) {
        probes.computeIfAbsent(place, this::probe);
      }
    }
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

  private CurrentProbe probe(int place) {
    for (int i = 0; i < mechanisms.size(); i++) {
      MechanismPlan one = plan.mechanisms().get(i);
      int instance = place - plan.currentAt(i);
      if (instance >= 0 && instance < one.count()) {
        return new CurrentProbe(one, mechanisms.get(i), instance);
      }
    }
    throw new IllegalArgumentException("place " + place + " is none of the network");
  }

  private void prepare() {
    conductances.compute(numbers, 0);
    solvers
        .get(0)
        .prepare(conductances.charge(), conductances.coupling(), plan.settings().implicitStep());
    ions.forEach(one -> one.prepare(conductances, numbers));
    mechanisms.forEach(one -> one.prepare(conductances, numbers));
  }

  private void begin(double[] state) {
    Arrays.fill(state, 0);
    ParameterLayout.Range v = plan.layout().of(ParameterLayout.VOLTAGE);
    System.arraycopy(numbers, v.begin(), state, 0, v.count());
    ions.forEach(one -> one.begin(state, numbers));
    for (MechanismRun one : mechanisms) {
      one.begin(state, numbers, uniform);
    }
  }

  private void record(double[] state, int at) {
    for (int i = 0; i < trace.length; i++) {
      int place = protocol.recorded().get(i);
      CurrentProbe probe = probes.get(place);
      trace[i][at] = probe == null ? state[place] : probe.of(state, numbers, uniform);
    }
  }

  private void step(int step, double[] state, double[] next, double[] factors) {
    for (int i = 0; i < solvers.size(); i++) {
      solvers.get(i).begin(state);
    }
    double perCurrent = plan.settings().perCurrent();
    double[] right = solvers.get(0).right();
    for (Stimulus stimulus : protocol.stimuli()) {
      right[stimulus.compartment()] += perCurrent * stimulus.at(step);
    }
    for (MechanismRun one : mechanisms) {
      one.step(state, next, numbers, uniform, solvers);
    }
    clamps.overwrite(step, next);
    clamps.hold(step, solvers);
    for (int i = 0; i < solvers.size(); i++) {
      solvers.get(i).solve(state, factors, next);
    }
  }

  /**
   * The gradient of a function of the last run by the network's numbers.
   *
   * @param adjoint of what was recorded, in its shape
   */
  public double[] pullBack(double[][] adjoint) {
    MechanismRun.Adjoints adjoints =
        new MechanismRun.Adjoints(plan.stateSize(), plan.layout().size());
    solvers.forEach(NodeSolver::beginAdjoint);
    mechanisms.forEach(MechanismRun::beginAdjoint);
    tape.reverse(
        this::step,
        (step, state, next, factors) -> {
          addRecorded(adjoint, step + 1, next, adjoints);
          stepBack(step, state, next, factors, adjoints);
          adjoints.exchange();
        });
    addRecorded(adjoint, 0, tape.initial(), adjoints);
    for (MechanismRun one : mechanisms) {
      one.pullBackBegin(tape.initial(), numbers, uniform, adjoints.ofNext, adjoints.ofNumbers);
    }
    ParameterLayout.Range v = plan.layout().of(ParameterLayout.VOLTAGE);
    for (int i = 0; i < v.count(); i++) {
      adjoints.ofNumbers[v.begin() + i] += adjoints.ofNext[i];
    }
    double[] ofArea = new double[plan.cable().compartments()];
    double[] ofVolume = new double[plan.cable().compartments()];
    mechanisms.forEach(one -> one.pullBackFixed(ofArea, ofVolume, adjoints.ofNumbers));
    ions.forEach(one -> one.pullBackBegin(adjoints.ofNext, adjoints.ofNumbers));
    if (plan.movesGeometry()) {
      ions.forEach(one -> one.pullBack(numbers, ofVolume, adjoints.ofNumbers));
      NodeSolver voltages = solvers.get(0);
      double[] ofCoupling = voltages.ofCoupling(plan.settings().implicitStep());
      conductances.pullBack(
          numbers, 0, ofArea, ofVolume, voltages.ofCharge(), ofCoupling, adjoints.ofNumbers);
    }
    return adjoints.ofNumbers;
  }

  private void stepBack(
      int step, double[] state, double[] next, double[] factors, MechanismRun.Adjoints adjoints) {
    clamps.overwriteBack(step, adjoints.ofNext);
    for (int i = 0; i < solvers.size(); i++) {
      solvers.get(i).beginStepBack();
    }
    clamps.hold(step, solvers);
    for (int i = 0; i < solvers.size(); i++) {
      solvers.get(i).solveAdjoint(state, next, factors, adjoints, plan.movesGeometry());
    }
    for (MechanismRun one : mechanisms) {
      one.pullBack(state, numbers, uniform, adjoints, solvers);
    }
  }

  private void addRecorded(
      double[][] adjoint, int step, double[] state, MechanismRun.Adjoints adjoints) {
    for (int i = 0; i < adjoint.length; i++) {
      int place = protocol.recorded().get(i);
      CurrentProbe probe = probes.get(place);
      if (probe == null) {
        adjoints.ofNext[place] += adjoint[i][step];
      } else if (adjoint[i][step] != 0) {
        probe.pullBack(
            adjoint[i][step], state, numbers, uniform, adjoints.ofNext, adjoints.ofNumbers);
      }
    }
  }
}
