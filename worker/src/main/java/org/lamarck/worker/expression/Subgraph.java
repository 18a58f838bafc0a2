package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The nodes that formulas are made of. */
public final class Subgraph {
  private Subgraph() {}

  /**
   * The roots and all they are computed from, by ascending id: arguments stand before what uses
   * them.
   *
   * @throws IllegalArgumentException when the roots belong to different pools
   */
  public static List<Expression> nodes(Collection<Expression> roots) {
    return nodes(roots, (user, argument) -> true);
  }

  /** Which arguments of which nodes are of interest. */
  interface Edges {
    boolean lead(Expression user, int argument);
  }

  /** The roots and what can be reached from them over some edges, by ascending id. */
  static List<Expression> nodes(Collection<Expression> roots, Edges edges) {
    if (roots.isEmpty()) {
      return List.of();
    }
    ExpressionPool pool = roots.iterator().next().pool();
    BitSet reached = new BitSet();
    for (Expression root : roots) {
      if (root.pool() != pool) {
        throw new IllegalArgumentException("the roots belong to different pools");
      }
      reached.set(root.id());
    }
    for (int id = reached.length() - 1; id >= 0; id = reached.previousSetBit(id - 1)) {
      Expression node = pool.node(id);
      for (int i = 0; i < node.arity(); i++) {
        if (edges.lead(node, i)) {
          reached.set(node.argument(i).id());
        }
      }
    }
    List<Expression> nodes = new ArrayList<>(reached.cardinality());
    for (int id = reached.nextSetBit(0); id >= 0; id = reached.nextSetBit(id + 1)) {
      nodes.add(pool.node(id));
    }
    return nodes;
  }

  /** The root and all it is computed from, by ascending id. */
  public static List<Expression> nodes(Expression root) {
    return nodes(List.of(root));
  }

  /** The symbols and, if it occurs, the time that the roots are computed from, by ascending id. */
  public static List<Expression> leaves(Collection<Expression> roots) {
    List<Expression> leaves = new ArrayList<>();
    for (Expression node : nodes(roots)) {
      if (isLeaf(node)) {
        leaves.add(node);
      }
    }
    return leaves;
  }

  /** The symbols and, if it occurs, the time that the root is computed from, by ascending id. */
  public static List<Expression> leaves(Expression root) {
    return leaves(List.of(root));
  }

  static boolean isLeaf(Expression node) {
    return node.operator() == Operator.SYMBOL || node.operator() == Operator.TIME;
  }

  /** The positions of each node's arguments in a list of {@link #nodes}. */
  static int[][] argumentPositions(List<Expression> nodes) {
    int[] ids = new int[nodes.size()];
    int[][] positions = new int[nodes.size()][];
    for (int n = 0; n < ids.length; n++) {
      Expression node = nodes.get(n);
      ids[n] = node.id();
      positions[n] = new int[node.arity()];
      for (int i = 0; i < node.arity(); i++) {
        positions[n][i] = Arrays.binarySearch(ids, 0, n, node.argument(i).id());
      }
    }
    return positions;
  }
}
