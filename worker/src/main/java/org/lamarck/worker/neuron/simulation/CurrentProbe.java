package org.lamarck.worker.neuron.simulation;

/**
 * The current of one instance of a mechanism, by the state at a time: outward, of a channel in
 * mA/cm², of a synapse in nA. For one thread.
 */
final class CurrentProbe {
  private final MechanismPlan plan;
  private final MechanismRun run;
  private final int instance;
  private final double[] gathered;
  private final double[] ofGathered;
  private final double[] current = new double[1];
  private final KernelCall forward;
  private final KernelCall reverse;

  CurrentProbe(MechanismPlan plan, MechanismRun run, int instance) {
    this.plan = plan;
    this.run = run;
    this.instance = instance;
    gathered = new double[plan.gathered()];
    ofGathered = new double[plan.gathered()];
    int inputs = gathered.length + plan.fixed() + plan.parameterCount() + plan.stateCount();
    forward = new KernelCall(plan.currentKernel(), inputs, 1);
    reverse =
        new KernelCall(
            plan.currentReverseKernel(),
            inputs + 1,
            gathered.length + plan.stateCount() + plan.fixed() + plan.wanted().size());
  }

  private void inputs(KernelCall call, double[] state, double[] numbers) {
    call.begin();
    for (int g = 0; g < gathered.length; g++) {
      gathered[g] = state[run.place(g, instance)];
      call.reads(gathered, g);
    }
    for (double[] one : run.fixed()) {
      call.reads(one, instance);
    }
    for (int i = 0; i < plan.parameterCount(); i++) {
      call.reads(numbers, plan.parameterAt(i) + instance);
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      call.reads(state, plan.stateAt(i) + instance);
    }
  }

  double of(double[] state, double[] numbers, double[] uniform) {
    inputs(forward, state, numbers);
    forward.writes(current, 0);
    forward.run(uniform, 1);
    return current[0];
  }

  /** Adds the adjoints of what {@link #of} was given, by that of the current. */
  void pullBack(
      double adjoint,
      double[] state,
      double[] numbers,
      double[] uniform,
      double[] ofState,
      double[] ofNumbers) {
    inputs(reverse, state, numbers);
    current[0] = adjoint;
    reverse.reads(current, 0);
    for (int g = 0; g < gathered.length; g++) {
      reverse.writes(ofGathered, g);
    }
    for (int i = 0; i < plan.stateCount(); i++) {
      reverse.writes(ofState, plan.stateAt(i) + instance);
    }
    for (double[] one : run.ofFixed()) {
      reverse.writes(one, instance);
    }
    for (int wanted : plan.wanted()) {
      reverse.writes(ofNumbers, plan.parameterAt(wanted) + instance);
    }
    reverse.run(uniform, 1);
    for (int g = 0; g < gathered.length; g++) {
      ofState[run.place(g, instance)] += ofGathered[g];
    }
  }
}
