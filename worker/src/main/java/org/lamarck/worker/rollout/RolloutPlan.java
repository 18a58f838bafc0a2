package org.lamarck.worker.rollout;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.plan.ArrayPlan;

/**
 * A step s ← F(s, u_k, p), compiled with its products with adjoints and directions. What is drawn
 * by chance is given, as a part of u. Immutable; each thread has a {@link Rollout} of its own.
 */
public final class RolloutPlan {
  private final ArrayPlan step;
  private final ArrayPlan back;
  private final ArrayPlan ahead;
  private final int firstConstant;
  private final int states;
  private final int inputs;
  private final int parameters;

  private RolloutPlan(Graph graph, Node state, List<Node> given, List<Node> constants, Node next) {
    if (!next.shape().equals(state.shape())) {
      throw new IllegalArgumentException(
          "a step makes %s of %s".formatted(next.shape(), state.shape()));
    }
    List<Node> arrays = new ArrayList<>(List.of(state));
    arrays.addAll(given);
    arrays.addAll(constants);
    firstConstant = 1 + given.size();
    states = state.shape().count();
    inputs = count(given);
    parameters = count(constants);
    step = ArrayPlan.compile(graph.program(arrays, List.of(next)));
    Node bar = graph.input("bar", next.shape());
    List<Node> slopes = graph.adjoints(List.of(next), List.of(bar), arrays);
    List<Node> all = new ArrayList<>(arrays);
    all.add(bar);
    List<Node> directions = new ArrayList<>();
    arrays.forEach(array -> directions.add(graph.input("direction", array.shape())));
    List<Node> moved = new ArrayList<>(List.of(next));
    moved.addAll(graph.tangents(List.of(next), arrays, directions));
    List<Node> twice = new ArrayList<>(arrays);
    twice.addAll(directions);
    ahead = ArrayPlan.compile(graph.program(twice, moved));
    back = ArrayPlan.compile(graph.program(all, slopes));
  }

  /**
   * A step.
   *
   * @param state an input whose elements are the states, n
   * @param given inputs that each step has its own values of, q elements in all
   * @param constants inputs that are the same in all steps, m elements in all
   * @param next of the shape of the state
   */
  public static RolloutPlan of(
      Graph graph, Node state, List<Node> given, List<Node> constants, Node next) {
    return new RolloutPlan(graph, state, given, constants, next);
  }

  private static int count(List<Node> nodes) {
    return nodes.stream().mapToInt(node -> node.shape().count()).sum();
  }

  ArrayPlan step() {
    return step;
  }

  ArrayPlan ahead() {
    return ahead;
  }

  ArrayPlan back() {
    return back;
  }

  /** The arrays that a step is made of: the state, what is given, and constants. */
  int arrays() {
    return step.program().inputs().size();
  }

  /** The first array of a step that is the same in all. */
  int firstConstant() {
    return firstConstant;
  }

  /** The number of elements of an array. */
  int count(int array) {
    return step.program().inputs().get(array).shape().count();
  }

  /** n. */
  public int states() {
    return states;
  }

  /** q. */
  public int inputs() {
    return inputs;
  }

  /** m. */
  public int parameters() {
    return parameters;
  }

  /**
   * Steps to be made by one thread.
   *
   * @param bytes for snapshots of states; there is always room for one at the beginning and one
   *     more
   */
  public Rollout newRollout(int steps, long bytes) {
    return new Rollout(this, steps, bytes);
  }
}
