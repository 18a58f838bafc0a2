package org.lamarck.worker.rollout;

import java.util.Arrays;
import org.lamarck.worker.array.plan.Workspace;

/**
 * K steps of a {@link RolloutPlan} from a state, and the gradient of a function of the states along
 * the way. Serves one thread. States are kept only as snapshots, where {@link Revolve} says; the
 * others are computed again.
 *
 * <pre>{@code
 * Rollout rollout = plan.newRollout(100_000, 400L << 20);
 * rollout.run(start, given, p, (k, s) -> values[k] = s[0]);
 * rollout.pullBack((k, bar) -> bar[0] += slopes[k]);
 * double[] gradient = rollout.byParameters();
 * }</pre>
 */
public final class Rollout {
  private final RolloutPlan plan;
  private final int steps;
  private final Workspace forward;
  private final Workspace backward;
  private final double[][] snapshots;
  private final int[] at;
  private int used;
  private double[] given = {};
  private double[] parameters = {};
  private final double[] state;
  private final double[] bar;
  private final double[] byParameters;
  private final double[] byInputs;
  private final double[] part;
  private double longest = Double.POSITIVE_INFINITY;
  private double discount = 1;
  private double growth;
  private long made;

  /** Sees a state, or adds to its adjoint. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called once for each time.
     *
     * @param time k: after so many steps, 0 to K
     * @param values n; not to be kept
     */
    void visit(int time, double[] values);
  }

  Rollout(RolloutPlan plan, int steps, long bytes) {
    if (steps < 1) {
      throw new IllegalArgumentException("a rollout needs a step, not " + steps);
    }
    this.plan = plan;
    this.steps = steps;
    forward = plan.step().newWorkspace();
    backward = plan.back().newWorkspace();
    long room = Math.max(2, bytes / (8L * plan.states()));
    snapshots = new double[(int) Math.min(room, steps)][];
    at = new int[snapshots.length];
    state = new double[plan.states()];
    bar = new double[plan.states()];
    byParameters = new double[plan.parameters()];
    byInputs = new double[Math.multiplyExact(steps, plan.inputs())];
    part = new double[plan.parameters()];
  }

  /**
   * Clips adjoints that grow: longer ones are scaled to this length at each step back.
   *
   * @param length above 0; infinite for none
   */
  public Rollout clippedTo(double length) {
    longest = length;
    return this;
  }

  /**
   * Discounts the past: each step back multiplies the adjoint of the state by a factor.
   *
   * @param factor from 0, which stops gradients at a step, to 1
   */
  public Rollout discountedBy(double factor) {
    discount = factor;
    return this;
  }

  /**
   * Makes all steps.
   *
   * @param start s_0, n
   * @param inputs u_0 to u_{K−1}, one after the other, q each; not changed until the way back
   * @param constants p, m
   * @param visitor sees s_0 to s_K
   * @return whether all states are finite; what is seen behind one that is not has no meaning
   */
  public boolean run(double[] start, double[] inputs, double[] constants, Visitor visitor) {
    given = inputs;
    parameters = constants.clone();
    setConstants(forward, 0, parameters);
    System.arraycopy(start, 0, state, 0, state.length);
    made = 0;
    used = 0;
    keep(0);
    int next = nextSnapshot(0, steps);
    visitor.visit(0, state);
    for (int k = 0; k < steps; k++) {
      if (k == next) {
        keep(k);
        next = nextSnapshot(k, steps);
      }
      step(k);
      visitor.visit(k + 1, state);
    }
    return Arrays.stream(state).allMatch(Double::isFinite);
  }

  /** Where the next snapshot is taken when the last one is at {@code from}; beyond if nowhere. */
  private int nextSnapshot(int from, int to) {
    int room = snapshots.length - used + 1;
    return to - from > 1 && room > 1 ? from + Revolve.advance(to - from, room) : to;
  }

  private void keep(int time) {
    if (snapshots[used] == null) {
      snapshots[used] = new double[state.length];
    }
    System.arraycopy(state, 0, snapshots[used], 0, state.length);
    at[used] = time;
    used++;
  }

  /** Sets constants, or directions of theirs behind the arrays of a step. */
  private void setConstants(Workspace workspace, int behind, double[] values) {
    int offset = 0;
    for (int array = plan.firstConstant(); array < plan.arrays(); array++) {
      workspace.set(behind + array, values, offset);
      offset += plan.count(array);
    }
  }

  /** Sets what step k is given, or directions of it behind the arrays of a step. */
  private void setGiven(Workspace workspace, int behind, double[] values, int k) {
    int offset = k * plan.inputs();
    for (int array = 1; array < plan.firstConstant(); array++) {
      workspace.set(behind + array, values, offset);
      offset += plan.count(array);
    }
  }

  private void step(int k) {
    forward.set(0, state, 0);
    setGiven(forward, 0, given, k);
    forward.run();
    forward.get(0, state, 0);
    made++;
  }

  /**
   * Goes back over the steps of the last run.
   *
   * @param visitor adds to the adjoint of s_K, …, s_0 what the function's own derivative by it is
   */
  public void pullBack(Visitor visitor) {
    Arrays.fill(bar, 0);
    Arrays.fill(byParameters, 0);
    Arrays.fill(byInputs, 0);
    growth = 0;
    setConstants(backward, 0, parameters);
    visitor.visit(steps, bar);
    int end = steps; // the steps before it are still to be passed
    while (end > 0) {
      int from = at[used - 1];
      System.arraycopy(snapshots[used - 1], 0, state, 0, state.length);
      int k = from;
      int next = nextSnapshot(from, end);
      while (k < end - 1) {
        if (k == next) {
          keep(k);
          next = nextSnapshot(k, end);
        }
        step(k);
        k++;
      }
      if (k == next && k > from && used < snapshots.length) {
        keep(k);
      }
      back(k);
      end = k;
      visitor.visit(end, bar);
      while (used > 0 && at[used - 1] >= end) {
        used--;
      }
    }
  }

  /**
   * The derivatives of the states along a direction, over the steps of the last run, which are made
   * again.
   *
   * @param start direction of s_0, n
   * @param inputs direction of u, K × q
   * @param constants direction of p, m
   * @param visitor sees the derivatives of s_0 to s_K
   */
  public void pushForward(double[] start, double[] inputs, double[] constants, Visitor visitor) {
    Workspace ahead = plan.ahead().newWorkspace();
    int arrays = plan.arrays();
    double[] direction = start.clone();
    System.arraycopy(snapshots[0], 0, state, 0, state.length);
    setConstants(ahead, 0, parameters);
    setConstants(ahead, arrays, constants);
    visitor.visit(0, direction);
    for (int k = 0; k < steps; k++) {
      ahead.set(0, state, 0);
      ahead.set(arrays, direction, 0);
      setGiven(ahead, 0, given, k);
      setGiven(ahead, arrays, inputs, k);
      ahead.run();
      ahead.get(0, state, 0);
      ahead.get(1, direction, 0);
      visitor.visit(k + 1, direction);
    }
  }

  /** From the adjoint behind step k to that before it; the state is the one before it. */
  private void back(int k) {
    double length = norm();
    growth = Math.max(growth, length);
    if (length > longest) {
      scale(longest / length);
    }
    backward.set(0, state, 0);
    setGiven(backward, 0, given, k);
    backward.set(plan.arrays(), bar, 0);
    backward.run();
    backward.get(0, bar, 0);
    if (discount != 1) {
      scale(discount);
    }
    int offset = k * plan.inputs();
    for (int array = 1; array < plan.firstConstant(); array++) {
      backward.get(array, byInputs, offset);
      offset += plan.count(array);
    }
    offset = 0;
    for (int array = plan.firstConstant(); array < plan.arrays(); array++) {
      backward.get(array, part, 0);
      int count = plan.count(array);
      for (int i = 0; i < count; i++) {
        byParameters[offset + i] += part[i];
      }
      offset += count;
    }
  }

  private double norm() {
    double sum = 0;
    for (double one : bar) {
      sum += one * one;
    }
    return Math.sqrt(sum);
  }

  private void scale(double factor) {
    for (int i = 0; i < bar.length; i++) {
      bar[i] *= factor;
    }
  }

  /** The gradient by s_0 after {@link #pullBack}, n. */
  public double[] byStart() {
    return bar.clone();
  }

  /** The gradient by p after {@link #pullBack}, m. */
  public double[] byParameters() {
    return byParameters.clone();
  }

  /** The gradient by u after {@link #pullBack}, K × q. */
  public double[] byInputs() {
    return byInputs.clone();
  }

  /**
   * The greatest length of an adjoint on the way back, before clipping: beside that of the
   * function's own derivatives it says whether gradients explode.
   */
  public double growth() {
    return growth;
  }

  /** Steps made since the last run began, with those that were made again. */
  public long stepsMade() {
    return made;
  }

  /** The numbers that snapshots hold, at most. */
  public long snapshotSize() {
    return (long) snapshots.length * plan.states();
  }
}
