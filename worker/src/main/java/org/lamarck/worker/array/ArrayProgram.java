package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What computes some nodes of others: a description, compiled by {@link
 * org.lamarck.worker.array.plan.ArrayPlan}.
 */
public final class ArrayProgram {
  private final List<Node> inputs;
  private final List<Node> outputs;
  private final List<Node> nodes;

  ArrayProgram(List<Node> inputs, List<Node> outputs) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    List<Node> all = new ArrayList<>(outputs);
    all.addAll(inputs);
    this.nodes = reachable(all);
    Set<Node> given = new HashSet<>(inputs);
    for (Node node : nodes) {
      if (node.operation() instanceof Input input && !given.contains(node)) {
        throw new IllegalArgumentException("input " + input.name() + " is not given");
      }
    }
  }

  /** The nodes and all they are computed from, arguments first. */
  static List<Node> reachable(List<Node> roots) {
    Set<Node> reached = new HashSet<>(roots);
    List<Node> open = new ArrayList<>(reached);
    for (int next = 0; next < open.size(); next++) { // the list grows while it is passed
      Node node = open.get(next);
      for (int i = 0; i < node.arity(); i++) {
        if (reached.add(node.argument(i))) {
          open.add(node.argument(i));
        }
      }
    }
    open.sort(Comparator.comparingInt(Node::id));
    return open;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public List<Node> outputs() {
    return outputs;
  }

  /** All that is to be computed, arguments first. */
  public List<Node> nodes() {
    return nodes;
  }
}
