package org.lamarck.worker.array;

import java.util.ArrayList;
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
    Map<Node, Node> adjoints = seeds(outputs, seeds);
    for (int n = reachable.size() - 1; n >= 0; n--) {
      Node node = reachable.get(n);
      Node adjoint = adjoints.get(node);
      if (adjoint == null || !active.contains(node) || node.arity() == 0) {
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
          adjoints.merge(node.argument(i), contribution, graph::add);
        }
      }
    }
    return orZeros(graph, inputs, adjoints);
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
}
