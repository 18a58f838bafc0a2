package org.lamarck.worker.model;

import java.util.Arrays;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Operator;

/**
 * Which method computes what, and where values wait. A method is a run of the computations of a
 * {@link FormulaGraph}; a value used in a later method is kept in the workspace; one that is used
 * once, in its own method, is computed where it is used.
 */
final class Schedule {
  /** A node that is not computed in a method has this number of a method. */
  private static final int NOWHERE = -1;

  /** Expressions nested deeper are broken up: the writer recurses over them. */
  private static final int DEEPEST = 40;

  /** More different numbers are kept in the workspace: the constant pool holds 65535 entries. */
  private static final int MOST_LITERALS = 16_000;

  private final FormulaGraph graph;
  private final int[] order;
  private final int[] start;
  private final int[] uses;
  private final int[] place;
  private final boolean[] inlined;
  private double[] workspace = {};

  /**
   * Divides the computations into methods.
   *
   * @param budget the estimated bytes at which a method ends
   */
  Schedule(FormulaGraph graph, int budget) {
    this.graph = graph;
    order = graph.order();
    uses = new int[graph.nodes()];
    forEachUse((user, node) -> uses[node]++);
    start = divide(budget);
    place = new int[graph.nodes()];
    inlined = new boolean[graph.nodes()];
    assign();
  }

  private interface Use {
    void of(int item, int node);
  }

  private void forEachUse(Use use) {
    for (int item = 0; item < order.length; item++) {
      if (order[item] < 0) {
        use.of(item, graph.outputs()[~order[item]]);
      } else {
        for (int argument : graph.arguments(order[item])) {
          use.of(item, argument);
        }
      }
    }
  }

  /** Ends methods at the budget, or between formulas shortly before it. */
  private int[] divide(int budget) {
    int[] starts = new int[order.length + 1];
    int methods = 0;
    int bytes = 0;
    for (int item = 0; item < order.length; item++) {
      int next = estimate(order[item]);
      boolean full = bytes + next > budget;
      boolean betweenFormulas = item > 0 && order[item - 1] < 0 && bytes > budget * 3 / 4;
      if (item == 0 || full || betweenFormulas) {
        starts[methods++] = item;
        bytes = 0;
      }
      bytes += next;
    }
    starts[methods] = order.length;
    return Arrays.copyOf(starts, methods + 1);
  }

  /** About how many bytes a computation takes. */
  private int estimate(int item) {
    if (item < 0) {
      return Instructions.elementBytes(~item) + load(graph.outputs()[~item]);
    }
    int bytes = uses[item] > 1 ? 6 : 0;
    for (int argument : graph.arguments(item)) {
      bytes += load(argument) + (graph.operator(item) == Operator.PIECEWISE ? 5 : 2);
    }
    return bytes;
  }

  private int load(int node) {
    if (graph.source(node).block() != FormulaGraph.Block.NONE) {
      return Instructions.elementBytes(graph.source(node).index());
    }
    return graph.isLeaf(node) || uses[node] > 1 ? 3 : 0;
  }

  /** Finds the values that cross methods and those that are computed where they are used. */
  private void assign() {
    int[] home = new int[graph.nodes()];
    int[] last = new int[graph.nodes()];
    Arrays.fill(home, NOWHERE);
    int[] methodOf = new int[order.length];
    for (int method = 0; method < methods(); method++) {
      Arrays.fill(methodOf, start[method], start[method + 1], method);
    }
    for (int item = 0; item < order.length; item++) {
      if (order[item] >= 0) {
        home[order[item]] = methodOf[item];
      }
    }
    forEachUse((item, node) -> last[node] = methodOf[item]);
    Arrays.fill(place, NOWHERE);
    int[] depth = new int[graph.nodes()];
    int crossing = 0;
    for (int item : order) {
      if (item < 0) {
        continue;
      }
      for (int argument : graph.arguments(item)) {
        depth[item] = Math.max(depth[item], inlined[argument] ? depth[argument] + 1 : 0);
      }
      if (last[item] > home[item]) {
        place[item] = crossing++;
      } else {
        inlined[item] = uses[item] == 1 && depth[item] < DEEPEST;
      }
    }
    workspace = new double[crossing];
    placeLiterals(crossing);
  }

  private void placeLiterals(int from) {
    int literals = 0;
    int kept = from;
    for (int node = 0; node < graph.nodes(); node++) {
      if (graph.isConstant(node) && ++literals > MOST_LITERALS) {
        place[node] = kept++;
      }
    }
    workspace = new double[kept];
    for (int node = 0; node < graph.nodes(); node++) {
      if (graph.isConstant(node) && place[node] >= 0) {
        workspace[place[node]] = graph.value(node);
      }
    }
  }

  FormulaGraph graph() {
    return graph;
  }

  int methods() {
    return start.length - 1;
  }

  /** The first computation of a method; its last is before that of the next one. */
  int start(int method) {
    return start[method];
  }

  /** A node, or ~k for storing formula k. */
  int item(int position) {
    return order[position];
  }

  /** The node's place in the workspace, or −1. */
  int place(int node) {
    return place[node];
  }

  /** Whether the node is computed where its only user needs it. */
  boolean inlined(int node) {
    return inlined[node];
  }

  /** The workspace at the beginning, with the numbers that are kept there; not a copy. */
  double[] workspace() {
    return workspace;
  }
}
