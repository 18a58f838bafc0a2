package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import org.lamarck.worker.neuron.kernel.BlockKernel;
import org.lamarck.worker.neuron.network.Insertion;

/** A mechanism in one thread: places what its kernels read and write. */
final class MechanismRun {
  private final MechanismPlan plan;
  private final int count;
  private final int first;
  private final double[] scale;
  private final double[] ofScale;
  private final double[] capacitance;
  private final double[] ofCapacitance;
  private final double[][] voltages;
  private final double[] diagonal;
  private final double[] right;
  private final Call forward;
  private final Call reverse;
  private final Call steady;
  private final Call steadyReverse;
  private final double[][] initial;

  /** The arguments of a kernel; arrays in a row, filled in order. */
  private static final class Call {
    private final BlockKernel kernel;
    private final BlockKernel.Registers registers;
    private final double[][] from;
    private final int[] fromAt;
    private final double[][] to;
    private final int[] toAt;
    private int read;
    private int written;

    Call(BlockKernel kernel, int inputs, int outputs) {
      this.kernel = kernel;
      registers = kernel.newRegisters();
      from = new double[inputs][];
      fromAt = new int[inputs];
      to = new double[outputs][];
      toAt = new int[outputs];
    }

    void begin() {
      read = 0;
      written = 0;
    }

    void reads(double[] array, int at) {
      from[read] = array;
      fromAt[read++] = at;
    }

    void writes(double[] array, int at) {
      to[written] = array;
      toAt[written++] = at;
    }

    void run(double[] uniform, int count) {
      kernel.run(registers, uniform, from, fromAt, to, toAt, count);
    }
  }

  MechanismRun(MechanismPlan plan) {
    this.plan = plan;
    count = plan.count();
    Insertion insertion = plan.insertion();
    first = count == 0 ? 0 : insertion.post(0);
    scale = new double[count];
    ofScale = new double[count];
    capacitance = new double[count];
    ofCapacitance = new double[count];
    int voltageCount = plan.voltages().size();
    voltages = new double[voltageCount][count];
    diagonal = new double[count];
    right = new double[count];
    int fixed = plan.isSynapse() ? 1 : 2;
    int inputs = voltageCount + fixed + plan.parameterCount() + plan.stateCount();
    forward = new Call(plan.forwardKernel(), inputs, plan.stateCount() + 2);
    reverse =
        new Call(
            plan.reverseKernel(),
            inputs + plan.stateCount() + 2,
            voltageCount + plan.stateCount() + fixed + plan.wanted().size());
    initial = new double[plan.stateCount()][count];
    steady = new Call(plan.steadyKernel(), inputs, plan.stateCount());
    steadyReverse =
        new Call(
            plan.steadyReverseKernel(),
            inputs + plan.stateCount(),
            voltageCount + plan.wanted().size());
  }

  /**
   * Before the first step with some numbers.
   *
   * @param area by compartment
   * @param channel κ of a channel by µm²
   * @param synapse κ of a synapse
   * @param capacitances by compartment, from {@code capacitanceAt}
   */
  void prepare(
      double[] area, double channel, double synapse, double[] capacitances, int capacitanceAt) {
    Insertion insertion = plan.insertion();
    for (int i = 0; i < count; i++) {
      scale[i] = plan.isSynapse() ? synapse : channel * area[insertion.post(i)];
      capacitance[i] = capacitances[capacitanceAt + insertion.post(i)];
    }
  }

  /** Before the first of the adjoints of a run's steps. */
  void beginAdjoint() {
    Arrays.fill(ofScale, 0);
    Arrays.fill(ofCapacitance, 0);
  }

  private void inputs(Call call, double[] state, double[] numbers) {
    call.begin();
    if (plan.isContiguous()) {
      call.reads(state, first);
    } else {
      Insertion insertion = plan.insertion();
      for (int i = 0; i < count; i++) {
        voltages[0][i] = state[insertion.post(i)];
      }
      call.reads(voltages[0], 0);
      if (plan.isSynapse()) {
        for (int i = 0; i < count; i++) {
          voltages[1][i] = state[plan.lines().seen(i)];
        }
        call.reads(voltages[1], 0);
      }
    }
    call.reads(scale, 0);
    if (!plan.isSynapse()) {
      call.reads(capacitance, 0);
    }
    for (int i = 0; i < plan.parameterCount(); i++) {
      call.reads(numbers, plan.parameterAt(i));
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      call.reads(state, plan.stateAt(i));
    }
  }

  /** The states that a run begins with, at the voltages that stand there. */
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
    for (double[] voltage : voltages) {
      steadyReverse.writes(voltage, 0);
    }
    for (int wanted : plan.wanted()) {
      steadyReverse.writes(ofNumbers, plan.parameterAt(wanted));
    }
    steadyReverse.run(uniform, count);
    addVoltages(ofState);
    plan.lines().beginBack(ofState);
  }

  private void addVoltages(double[] ofState) {
    Insertion insertion = plan.insertion();
    for (int i = 0; i < count; i++) {
      ofState[insertion.post(i)] += voltages[0][i];
      if (plan.isSynapse()) {
        ofState[plan.lines().seen(i)] += voltages[1][i];
      }
    }
  }

  /** States after a step, and additions to its diagonal and right side. */
  void step(
      double[] state, double[] next, double[] numbers, double[] uniform, double[] d, double[] r) {
    plan.lines().step(state, next);
    inputs(forward, state, numbers);
    for (int i = 0; i < plan.stateCount(); i++) {
      forward.writes(next, plan.stateAt(i));
    }
    if (plan.isContiguous()) {
      forward.writes(d, first);
      forward.writes(r, first);
      forward.run(uniform, count);
      return;
    }
    forward.writes(diagonal, 0);
    forward.writes(right, 0);
    forward.run(uniform, count);
    Insertion insertion = plan.insertion();
    for (int i = 0; i < count; i++) {
      int node = insertion.post(i);
      d[node] += diagonal[i];
      r[node] += right[i];
    }
  }

  /** The adjoint of {@link #step}; what it gets and gives stands in the adjoints. */
  void pullBack(double[] state, double[] numbers, double[] uniform, Adjoints adjoints) {
    plan.lines().stepBack(adjoints.ofNext, adjoints.ofState);
    inputs(reverse, state, numbers);
    for (int i = 0; i < plan.stateCount(); i++) {
      reverse.reads(adjoints.ofNext, plan.stateAt(i));
    }
    Insertion insertion = plan.insertion();
    if (plan.isContiguous()) {
      reverse.reads(adjoints.ofDiagonal, first);
      reverse.reads(adjoints.ofRight, first);
      reverse.writes(adjoints.ofState, first);
    } else {
      for (int i = 0; i < count; i++) {
        diagonal[i] = adjoints.ofDiagonal[insertion.post(i)];
        right[i] = adjoints.ofRight[insertion.post(i)];
      }
      reverse.reads(diagonal, 0);
      reverse.reads(right, 0);
      for (double[] voltage : voltages) {
        reverse.writes(voltage, 0);
      }
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      reverse.writes(adjoints.ofState, plan.stateAt(i));
    }
    reverse.writes(ofScale, 0);
    if (!plan.isSynapse()) {
      reverse.writes(ofCapacitance, 0);
    }
    for (int wanted : plan.wanted()) {
      reverse.writes(adjoints.ofNumbers, plan.parameterAt(wanted));
    }
    reverse.run(uniform, count);
    if (!plan.isContiguous()) {
      addVoltages(adjoints.ofState);
    }
  }

  /**
   * Adds the adjoints of membranes and capacitances, by compartment, after all steps.
   *
   * @param at where capacitances begin in the numbers
   */
  void pullBackGeometry(double channel, double[] ofArea, double[] ofNumbers, int at) {
    if (!plan.isSynapse()) {
      for (int i = 0; i < count; i++) {
        int compartment = plan.insertion().post(i);
        ofArea[compartment] += channel * ofScale[i];
        ofNumbers[at + compartment] += ofCapacitance[i];
      }
    }
  }

  /** The adjoints of a step, by node, by state and by number. */
  static final class Adjoints {
    double[] ofNext;
    double[] ofState;
    final double[] ofDiagonal;
    final double[] ofRight;
    final double[] ofNumbers;

    Adjoints(int states, int nodes, int numbers) {
      ofNext = new double[states];
      ofState = new double[states];
      ofDiagonal = new double[nodes];
      ofRight = new double[nodes];
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
