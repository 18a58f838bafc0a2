package org.lamarck.worker.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepHistory;

/**
 * The steps of an integration, the states and increments of each, in arrays that are kept for the
 * next one, and the instants between them.
 */
final class StepRecord implements SecondaryEquations {
  private final StepHistory history;
  private int[] outputs = new int[2 * 64];
  private int[] arrivals = new int[64]; // by step, the first output time after its end
  private final List<Transition> instants = new ArrayList<>();
  private final List<Integer> instantSteps = new ArrayList<>(); // the number of steps before each
  private final List<Integer> instantOutputs = new ArrayList<>(); // of output times before each
  private final MemoryBudget budget;
  private long bytes; // of the budget
  private long transitionBytes;
  private int arrived;
  private int arrivedAtStart;

  StepRecord(int states, MemoryBudget budget) {
    this.budget = budget;
    history = new StepHistory(states, budget);
  }

  /** The steps themselves. */
  StepHistory history() {
    return history;
  }

  void clear() {
    history.clear();
    budget.keep(-bytes);
    bytes = 0;
    transitionBytes = 0;
    arrived = 0;
    arrivedAtStart = 0;
    instants.clear();
    instantSteps.clear();
    instantOutputs.clear();
  }

  /** The instants of the integration in order. */
  List<Transition> instants() {
    return instants;
  }

  /** How many steps were made before instant {@code j}. */
  int stepsBefore(int j) {
    return instantSteps.get(j);
  }

  /** How many output times came before instant {@code j}. */
  int outputsBefore(int j) {
    return instantOutputs.get(j);
  }

  /** How many output times were at the start. */
  int arrivedAtStart() {
    return arrivedAtStart;
  }

  int size() {
    return history.size();
  }

  double start(int k) {
    return history.start(k);
  }

  double end(int k) {
    return history.end(k);
  }

  /** The first output time after the start of step k. */
  int from(int k) {
    return outputs[2 * k];
  }

  /** The first output time that is not within step k. */
  int to(int k) {
    return outputs[2 * k + 1];
  }

  /** The first output time after the end of step k; those from {@link #to} on are at its end. */
  int arrived(int k) {
    return arrivals[k];
  }

  /** Makes {@code step} step k; false when it cannot be computed. */
  boolean restore(int k, Step step) {
    return history.restore(k, step);
  }

  @Override
  public double follow(Step step) {
    return 0;
  }

  @Override
  public void accept(Step step, double end, int from, int to) {
    int size = history.size();
    if (size == arrivals.length) {
      outputs = Arrays.copyOf(outputs, 2 * outputs.length);
      arrivals = Arrays.copyOf(arrivals, 2 * arrivals.length);
    }
    history.add(step, end);
    outputs[2 * size] = from;
    outputs[2 * size + 1] = to;
    arrivals[size] = to;
    arrived = to;
  }

  @Override
  public boolean pass(Transition instant) {
    instants.add(instant);
    transitionBytes += instant.bytes();
    instantSteps.add(size());
    instantOutputs.add(arrived);
    return true;
  }

  @Override
  public void arrive(int from, int to) {
    arrived = to;
    if (size() == 0) {
      arrivedAtStart = to;
    } else {
      arrivals[size() - 1] = to;
    }
  }

  @Override
  public @Nullable Outcome failure(double t) {
    long now = history.bytes() + transitionBytes;
    budget.keep(now - bytes);
    bytes = now;
    return budget.isExceeded()
        ? new Outcome.Failed(
            Reason.OUT_OF_MEMORY,
            t,
            ("%d steps and %d events are more than a thread may keep for an adjoint (%d MB):"
                    + " compute gradients forward, or give Java more memory (-Xmx)")
                .formatted(size(), instants.size(), budget.records() >> 20))
        : null;
  }
}
