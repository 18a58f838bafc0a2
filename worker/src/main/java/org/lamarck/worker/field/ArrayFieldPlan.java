package org.lamarck.worker.field;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.plan.ArrayPlan;

/**
 * A system whose slopes are an array program of the states, the constants and the time, such as a
 * neural ODE or a tissue, compiled with its products with derivatives from both sides. Immutable;
 * each thread has an {@link ArrayField} of its own.
 *
 * <pre>{@code
 * Graph graph = new Graph();
 * Node y = graph.input("y", Shape.of(3));
 * Node w = graph.input("w", Shape.of(3, 3));
 * ArrayFieldPlan plan =
 *     ArrayFieldPlan.of(graph, List.of(y), List.of(w), List.of(graph.tanh(graph.matrixVector(w, y))));
 * FieldSimulation simulation = new FieldSimulation(plan.newField(), Tolerances.defaults());
 * }</pre>
 */
public final class ArrayFieldPlan {
  private final int states;
  private final int constants;
  private final boolean isTimed;
  private final ArrayPlan slopes;
  private final ArrayPlan forward;
  private final ArrayPlan backward;

  private ArrayFieldPlan(Graph graph, List<Node> time, Arguments arguments, List<Node> results) {
    List<Node> arrays = arguments.all();
    states = count(arguments.states);
    constants = count(arguments.constants);
    isTimed = !time.isEmpty();
    if (!shapes(results).equals(shapes(arguments.states))) {
      throw new IllegalArgumentException(
          "slopes of shapes %s for states of %s"
              .formatted(shapes(results), shapes(arguments.states)));
    }
    List<Node> inputs = join(time, arrays);
    slopes = ArrayPlan.compile(graph.program(inputs, results));
    List<Node> directions = inputs(graph, "direction", arrays);
    List<Node> moved = graph.tangents(results, arrays, directions);
    forward = ArrayPlan.compile(graph.program(join(inputs, directions), moved));
    List<Node> bars = inputs(graph, "bar", results);
    List<Node> pulled = graph.adjoints(results, bars, arrays);
    backward = ArrayPlan.compile(graph.program(join(inputs, bars), pulled));
  }

  private record Arguments(List<Node> states, List<Node> constants) {
    List<Node> all() {
      return join(states, constants);
    }
  }

  /**
   * A system that does not depend on time.
   *
   * @param states inputs whose elements, one array after the other, are the states
   * @param constants inputs whose elements are the constants
   * @param slopes dy/dt, of the shapes of the states
   */
  public static ArrayFieldPlan of(
      Graph graph, List<Node> states, List<Node> constants, List<Node> slopes) {
    return new ArrayFieldPlan(graph, List.of(), new Arguments(states, constants), slopes);
  }

  /**
   * A system that depends on time.
   *
   * @param time an input of one element
   */
  public static ArrayFieldPlan of(
      Graph graph, Node time, List<Node> states, List<Node> constants, List<Node> slopes) {
    return new ArrayFieldPlan(graph, List.of(time), new Arguments(states, constants), slopes);
  }

  private static List<Node> join(List<Node> some, List<Node> others) {
    List<Node> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static List<Node> inputs(Graph graph, String name, List<Node> like) {
    List<Node> made = new ArrayList<>();
    for (Node node : like) {
      made.add(graph.input(name + made.size(), node.shape()));
    }
    return made;
  }

  private static int count(List<Node> nodes) {
    return nodes.stream().mapToInt(node -> node.shape().count()).sum();
  }

  private static List<String> shapes(List<Node> nodes) {
    return nodes.stream().map(node -> node.shape().toString()).toList();
  }

  /** n. */
  public int states() {
    return states;
  }

  /** m. */
  public int constants() {
    return constants;
  }

  /** Whether its slopes depend on time. */
  public boolean isTimed() {
    return isTimed;
  }

  /** The field for one thread. */
  public ArrayField newField() {
    return new ArrayField(this, slopes, forward, backward);
  }
}
