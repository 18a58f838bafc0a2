package org.lamarck.worker.array.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Operation;

/**
 * What is computed together and in which order. Arrays stand in stages: one that needs another
 * stands in a later stage, but for elementwise operations that read each other element by element;
 * those of one space and stage become one loop.
 */
final class Fusion {
  private final Places places;
  private final Map<Node, Integer> stages = new HashMap<>();
  private final Map<Node, LoopSpace> spaces = new HashMap<>();
  private final TreeMap<Integer, Map<Object, List<Node>>> ordered = new TreeMap<>();
  private final Set<Node> stored = new HashSet<>();

  /**
   * One node, or elementwise ones of one loop.
   *
   * @param stored those of which the values are needed outside of the loop
   */
  record Unit(List<Node> nodes, LoopSpace space, Set<Node> stored) {}

  Fusion(ArrayProgram program, Places places) {
    this.places = places;
    for (Node node : program.nodes()) {
      if (!(node.operation() instanceof Operation.Alias)) {
        place(node);
      }
    }
    for (Node node : program.outputs()) {
      stored.add(places.root(node));
    }
    for (Node node : program.nodes()) {
      if (!(node.operation() instanceof Operation.Alias)) {
        for (int i = 0; i < node.arity(); i++) {
          if (!readsWithin(node, i)) {
            stored.add(places.root(node.argument(i)));
          }
        }
      }
    }
  }

  private void place(Node node) {
    LoopSpace space =
        node.operation() instanceof Elementwise map ? LoopSpace.of(node, map) : LoopSpace.NONE;
    spaces.put(node, space);
    int stage = node.arity() == 0 ? 0 : 1;
    for (int i = 0; i < node.arity(); i++) {
      int its = stage(places.root(node.argument(i)));
      stage = Math.max(stage, couldReadWithin(node, i) ? its : its + 1);
    }
    if (node.operation() instanceof Elementwise) {
      stage = Math.max(stage, 1);
    }
    stages.put(node, stage);
    Object key = node.operation() instanceof Elementwise ? space : node;
    ordered
        .computeIfAbsent(stage, s -> new LinkedHashMap<>())
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(node);
  }

  private int stage(Node node) {
    return Objects.requireNonNull(stages.get(node));
  }

  /** Whether an elementwise operation reads an argument only at the element it computes. */
  private boolean couldReadWithin(Node node, int argument) {
    Node given = node.argument(argument);
    Node root = places.root(given);
    return node.operation() instanceof Elementwise
        && root.operation() instanceof Elementwise
        && given.shape().count() == node.shape().count()
        && places.of(given) == places.of(root)
        && root.shape().count() == given.shape().count()
        && Objects.equals(spaces.get(node), spaces.get(root));
  }

  private boolean readsWithin(Node node, int argument) {
    return couldReadWithin(node, argument)
        && stage(node) == stage(places.root(node.argument(argument)));
  }

  /** In an order in which they can be computed. */
  List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (Map<Object, List<Node>> stage : ordered.values()) {
      for (List<Node> nodes : stage.values()) {
        units.add(new Unit(nodes, Objects.requireNonNull(spaces.get(nodes.get(0))), stored));
      }
    }
    return units;
  }
}
