package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.neuron.cable.Conductances;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.ParameterLayout;

/** A mechanism in one thread: places what its kernels read and write. */
final class MechanismRun {
  private final MechanismPlan plan;
  private final NetworkPlan network;
  private final int count;
  private final int first;
  private final int[] posts;
  private final int[][] places; // in the state, of what is gathered
  private final double[][] gathered;
  private final double[][] ofGathered;
  private final double[][] fixed;
  private final double[][] ofFixed;
  private final double[][] added; // to the equations, where these are not in a row
  private final double[][] initial;
  private final KernelCall forward;
  private final KernelCall reverse;
  private final KernelCall steady;
  private final KernelCall steadyReverse;

  MechanismRun(MechanismPlan plan, NetworkPlan network) {
    this.plan = plan;
    this.network = network;
    count = plan.count();
    Insertion insertion = plan.insertion();
    first = count == 0 ? 0 : insertion.post(0);
    posts = new int[count];
    places = new int[plan.gathered()][count];
    for (int i = 0; i < count; i++) {
      posts[i] = insertion.post(i);
      int next = 0;
      places[next++][i] = posts[i];
      if (plan.isSynapse()) {
        places[next++][i] = plan.lines().seen(i);
      }
      for (IonPlan ion : plan.ions()) {
        places[next++][i] = ion.at() + posts[i];
      }
    }
    gathered = new double[places.length][count];
    ofGathered = new double[places.length][count];
    fixed = new double[plan.fixed()][count];
    ofFixed = new double[plan.fixed()][count];
    int outputs = plan.formulas().outputs().size();
    added = new double[outputs][count];
    initial = new double[plan.stateCount()][count];
    int inputs = places.length + fixed.length + plan.parameterCount() + plan.stateCount();
    forward = new KernelCall(plan.forwardKernel(), inputs, plan.stateCount() + outputs);
    reverse =
        new KernelCall(
            plan.reverseKernel(),
            inputs + plan.stateCount() + outputs,
            places.length + plan.stateCount() + fixed.length + plan.wanted().size());
    steady = new KernelCall(plan.steadyKernel(), inputs, plan.stateCount());
    steadyReverse =
        new KernelCall(
            plan.steadyReverseKernel(),
            inputs + plan.stateCount(),
            places.length + fixed.length + plan.wanted().size());
  }

  /** Before the first step with some numbers. */
  void prepare(Conductances conductances, double[] numbers) {
    NetworkPlan.Settings settings = network.settings();
    int capacitances = network.layout().of(ParameterLayout.CAPACITANCE).begin();
    for (int i = 0; i < count; i++) {
      int post = posts[i];
      int next = 0;
      if (plan.isSynapse()) {
        fixed[next++][i] = settings.perCurrent();
      } else {
        fixed[next++][i] = settings.perDensity() * conductances.area()[post];
        fixed[next++][i] = numbers[capacitances + post];
      }
      for (IonPlan ion : plan.ions()) {
        fixed[next++][i] = settings.dt() * conductances.volume()[post];
        fixed[next++][i] = numbers[ion.outsideAt() + post];
        fixed[next++][i] = numbers[ion.depthAt() + post];
      }
    }
  }

  /** Before the first of the adjoints of a run's steps. */
  void beginAdjoint() {
    for (double[] one : ofFixed) {
      Arrays.fill(one, 0);
    }
  }

  private void inputs(KernelCall call, double[] state, double[] numbers) {
    call.begin();
    for (int g = 0; g < places.length; g++) {
      if (plan.isContiguous()) {
        call.reads(state, count == 0 ? 0 : places[g][0]);
        continue;
      }
      int[] its = places[g];
      double[] to = gathered[g];
      for (int i = 0; i < count; i++) {
        to[i] = state[its[i]];
      }
      call.reads(to, 0);
    }
    for (double[] one : fixed) {
      call.reads(one, 0);
    }
    for (int i = 0; i < plan.parameterCount(); i++) {
      call.reads(numbers, plan.parameterAt(i));
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      call.reads(state, plan.stateAt(i));
    }
  }

  /** The states that a run begins with, at the voltages and concentrations that stand there. */
  void begin(double[] state, double[] numbers, double[] uniform) {
    plan.lines().begin(state);
    inputs(steady, state, numbers);
    for (double[] one : initial) {
      steady.writes(one, 0);
    }
    steady.run(uniform, count);
    for (int i = 0; i < plan.stateCount(); i++) {
      for (int j = 0; j < count; j++) {
        double given = numbers[plan.initialAt(i) + j];
        state[plan.stateAt(i) + j] = Double.isNaN(given) ? initial[i][j] : given;
      }
    }
  }

  /** The adjoint of {@link #begin}; to the adjoints of voltages and numbers is added. */
  void pullBackBegin(
      double[] state, double[] numbers, double[] uniform, double[] ofState, double[] ofNumbers) {
    inputs(steadyReverse, state, numbers);
    for (int i = 0; i < plan.stateCount(); i++) {
      for (int j = 0; j < count; j++) {
        boolean isGiven = !Double.isNaN(numbers[plan.initialAt(i) + j]);
        double adjoint = ofState[plan.stateAt(i) + j];
        initial[i][j] = isGiven ? 0 : adjoint;
        if (isGiven) {
          ofNumbers[plan.initialAt(i) + j] += adjoint;
        }
      }
      steadyReverse.reads(initial[i], 0);
    }
    for (double[] one : ofGathered) {
      steadyReverse.writes(one, 0);
    }
    for (double[] one : ofFixed) {
      steadyReverse.writes(one, 0);
    }
    for (int wanted : plan.wanted()) {
      steadyReverse.writes(ofNumbers, plan.parameterAt(wanted));
    }
    steadyReverse.run(uniform, count);
    addGathered(ofState);
    plan.lines().beginBack(ofState);
  }

  /** Where in the state stands what is gathered for an instance. */
  int place(int gather, int instance) {
    return places[gather][instance];
  }

  double[][] fixed() {
    return fixed;
  }

  double[][] ofFixed() {
    return ofFixed;
  }

  private void addGathered(double[] ofState) {
    for (int g = 0; g < places.length; g++) {
      int[] its = places[g];
      double[] from = ofGathered[g];
      for (int i = 0; i < count; i++) {
        ofState[its[i]] += from[i];
      }
    }
  }

  /**
   * An array of the equations that output {@code output} is added to, or its adjoint.
   *
   * @param back whether the adjoint
   */
  private double[] equation(List<NodeSolver> fields, int output, boolean back) {
    NodeSolver voltage = fields.get(0);
    boolean resets = plan.insertion().mechanism().resets();
    if (output == 0) {
      return back ? voltage.ofDiagonal() : voltage.diagonal();
    } else if (output == 1) {
      return back ? voltage.ofRight() : voltage.right();
    } else if (output == 2 && resets) {
      return back ? voltage.ofAhead() : voltage.shift();
    }
    int of = output - (resets ? 3 : 2);
    NodeSolver field = fields.get(plan.changed().get(of / 2).field());
    if (of % 2 == 0) {
      return back ? field.ofDiagonal() : field.diagonal();
    }
    return back ? field.ofRight() : field.right();
  }

  /** States after a step, and what is added to the equations of all fields. */
  void step(
      double[] state, double[] next, double[] numbers, double[] uniform, List<NodeSolver> fields) {
    plan.lines().step(state, next);
    inputs(forward, state, numbers);
    for (int i = 0; i < plan.stateCount(); i++) {
      forward.writes(next, plan.stateAt(i));
    }
    for (int k = 0; k < added.length; k++) {
      if (plan.isContiguous()) {
        forward.writes(equation(fields, k, false), first);
      } else {
        forward.writes(added[k], 0);
      }
    }
    forward.run(uniform, count);
    if (!plan.isContiguous()) {
      for (int k = 0; k < added.length; k++) {
        double[] from = added[k];
        double[] to = equation(fields, k, false);
        for (int i = 0; i < count; i++) {
          to[posts[i]] += from[i];
        }
      }
    }
  }

  /** The adjoint of {@link #step}; what it gets and gives stands in fields and adjoints. */
  void pullBack(
      double[] state,
      double[] numbers,
      double[] uniform,
      Adjoints adjoints,
      List<NodeSolver> fields) {
    plan.lines().stepBack(adjoints.ofNext, adjoints.ofState);
    inputs(reverse, state, numbers);
    for (int i = 0; i < plan.stateCount(); i++) {
      reverse.reads(adjoints.ofNext, plan.stateAt(i));
    }
    for (int k = 0; k < added.length; k++) {
      double[] from = equation(fields, k, true);
      if (plan.isContiguous()) {
        reverse.reads(from, first);
      } else {
        for (int i = 0; i < count; i++) {
          added[k][i] = from[posts[i]];
        }
        reverse.reads(added[k], 0);
      }
    }
    for (int g = 0; g < places.length; g++) {
      if (plan.isContiguous()) {
        reverse.writes(adjoints.ofState, count == 0 ? 0 : places[g][0]);
      } else {
        reverse.writes(ofGathered[g], 0);
      }
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      reverse.writes(adjoints.ofState, plan.stateAt(i));
    }
    for (double[] one : ofFixed) {
      reverse.writes(one, 0);
    }
    for (int wanted : plan.wanted()) {
      reverse.writes(adjoints.ofNumbers, plan.parameterAt(wanted));
    }
    reverse.run(uniform, count);
    if (!plan.isContiguous()) {
      addGathered(adjoints.ofState);
    }
  }

  /** Adds the adjoints of what is fixed over a run, after all steps; geometry by compartment. */
  void pullBackFixed(double[] ofArea, double[] ofVolume, double[] ofNumbers) {
    NetworkPlan.Settings settings = network.settings();
    int capacitances = network.layout().of(ParameterLayout.CAPACITANCE).begin();
    for (int i = 0; i < count; i++) {
      int post = posts[i];
      int next = 0;
      if (plan.isSynapse()) {
        next++;
      } else {
        ofArea[post] += settings.perDensity() * ofFixed[next++][i];
        ofNumbers[capacitances + post] += ofFixed[next++][i];
      }
      for (IonPlan ion : plan.ions()) {
        ofVolume[post] += settings.dt() * ofFixed[next++][i];
        ofNumbers[ion.outsideAt() + post] += ofFixed[next++][i];
        ofNumbers[ion.depthAt() + post] += ofFixed[next++][i];
      }
    }
  }

  /** The adjoints of a step, by state and by number. */
  static final class Adjoints {
    double[] ofNext;
    double[] ofState;
    final double[] ofNumbers;

    Adjoints(int states, int numbers) {
      ofNext = new double[states];
      ofState = new double[states];
      ofNumbers = new double[numbers];
    }

    /** The adjoints of the state before a step become those of the state after the one before. */
    void exchange() {
      double[] other = ofNext;
      ofNext = ofState;
      ofState = other;
    }
  }
}
