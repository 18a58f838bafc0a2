package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derivatives of nodes as nodes: forwards along a direction, and in reverse. */
final class Derivatives {
  private Derivatives() {}

  static List<Node> tangents(
      Graph graph, List<Node> outputs, List<Node> inputs, List<Node> directions) {
    Map<Node, Node> tangents = seeds(inputs, directions);
    for (Node node : ArrayProgram.reachable(outputs)) {
      if (tangents.containsKey(node) || node.arity() == 0) {
        continue;
      }
      @Nullable Node[] ofArguments = new Node[node.arity()];
      boolean moves = false;
      for (int i = 0; i < ofArguments.length; i++) {
        ofArguments[i] = tangents.get(node.argument(i));
        moves |= ofArguments[i] != null;
      }
      Node tangent = moves ? node.operation().tangent(node, ofArguments) : null;
      if (tangent != null) {
        tangents.put(node, tangent);
      }
    }
    return orZeros(graph, outputs, tangents);
  }

  static List<Node> adjoints(Graph graph, List<Node> outputs, List<Node> seeds, List<Node> inputs) {
    List<Node> reachable = ArrayProgram.reachable(outputs);
    Set<Node> active = new HashSet<>(inputs);
    for (Node node : reachable) {
      for (int i = 0; i < node.arity(); i++) {
        if (active.contains(node.argument(i))) {
          active.add(node);
        }
      }
    }
    Sums adjoints = new Sums(graph, seeds(outputs, seeds));
    for (int n = reachable.size() - 1; n >= 0; n--) {
      Node node = reachable.get(n);
      Node adjoint = adjoints.of(node);
      if (adjoint == null || !active.contains(node) || node.arity() == 0) {
        continue;
      }
      if (node.operation() instanceof Reshape part && part.isPart(node.argument(0))) {
        adjoints.addPart(node.argument(0), part.offset(), adjoint);
        continue;
      }
      boolean[] wanted = new boolean[node.arity()];
      boolean any = false;
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = active.contains(node.argument(i));
        any |= wanted[i];
      }
      if (!any) {
        continue; // an input in the midst of others
      }
      @Nullable Node[] contributions = node.operation().adjoints(node, adjoint, wanted);
      for (int i = 0; i < wanted.length; i++) {
        Node contribution = contributions[i];
        if (wanted[i] && contribution != null) {
          adjoints.add(node.argument(i), contribution);
        }
      }
    }
    Map<Node, Node> found = new HashMap<>();
    for (Node input : inputs) {
      Node adjoint = adjoints.of(input);
      if (adjoint != null) {
        found.put(input, adjoint);
      }
    }
    return orZeros(graph, inputs, found);
  }

  private static Map<Node, Node> seeds(List<Node> nodes, List<Node> values) {
    Map<Node, Node> seeds = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node value = values.get(i);
      if (!value.shape().equals(nodes.get(i).shape())) {
        throw new IllegalArgumentException(value + " is not of the shape of " + nodes.get(i));
      }
      seeds.merge(nodes.get(i), value, (a, b) -> a.graph().add(a, b));
    }
    return seeds;
  }

  private static List<Node> orZeros(Graph graph, List<Node> nodes, Map<Node, Node> derivatives) {
    List<Node> given = new ArrayList<>();
    for (Node node : nodes) {
      Node derivative = derivatives.get(node);
      given.add(derivative == null ? graph.zeros(node.shape()) : derivative);
    }
    return given;
  }

  /**
   * Adjoints of nodes while they are gathered. Those of parts of one array that do not overlap
   * become one array, put together once, in place of a sum of arrays that are zero elsewhere.
   */
  private static final class Sums {
    private final Graph graph;
    private final Map<Node, Node> sums;
    private final Map<Node, List<Part>> parts = new HashMap<>();

    /** The adjoint of the elements from an offset on. */
    private record Part(int offset, Node adjoint) {
      int end() {
        return offset + adjoint.shape().count();
      }
    }

    Sums(Graph graph, Map<Node, Node> given) {
      this.graph = graph;
      sums = new HashMap<>(given);
    }

    void add(Node node, Node contribution) {
      sums.merge(node, contribution, graph::add);
    }

    /** Adds the adjoint of elements in a row. */
    void addPart(Node whole, int offset, Node adjoint) {
      List<Part> known = parts.computeIfAbsent(whole, node -> new ArrayList<>());
      Node row = graph.reshape(adjoint, Shape.of(adjoint.shape().count()));
      for (int i = 0; i < known.size(); i++) {
        Part other = known.get(i);
        if (other.offset() == offset && other.adjoint().shape().equals(row.shape())) {
          known.set(i, new Part(offset, graph.add(other.adjoint(), row)));
          return;
        }
      }
      known.add(new Part(offset, row));
    }

    /** The adjoint of a node to which nothing is added any more; null where it is 0. */
    @Nullable Node of(Node node) {
      List<Part> its = parts.remove(node);
      if (its != null) {
        its.sort(Comparator.comparingInt(Part::offset));
        if (its.size() > 1 && areApart(its)) {
          add(node, joined(its, node.shape()));
        } else {
          its.forEach(
              part ->
                  add(
                      node,
                      graph.apply(new Reshape.Pad(part.offset(), node.shape()), part.adjoint())));
        }
      }
      return sums.get(node);
    }

    private static boolean areApart(List<Part> sorted) {
      for (int i = 1; i < sorted.size(); i++) {
        if (sorted.get(i).offset() < sorted.get(i - 1).end()) {
          return false;
        }
      }
      return true;
    }

    private Node joined(List<Part> sorted, Shape shape) {
      List<Node> row = new ArrayList<>();
      int at = 0;
      for (Part part : sorted) {
        addZeros(part.offset() - at, row);
        row.add(part.adjoint());
        at = part.end();
      }
      addZeros(shape.count() - at, row);
      return graph.reshape(graph.concatenate(row, 0), shape);
    }

    private void addZeros(int count, List<Node> row) {
      if (count > 0) {
        row.add(graph.zeros(Shape.of(count)));
      }
    }
  }
}
