package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The nodes that formulas are made of. */
public final class Subgraph {
  private static final Comparator<Expression> BY_ID = Comparator.comparingInt(Expression::id);

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

  /**
   * The roots and what can be reached from them over some edges, by ascending id. The time it takes
   * depends on these alone, not on what else is in their pool.
   */
  static List<Expression> nodes(Collection<Expression> roots, Edges edges) {
    if (roots.isEmpty()) {
      return List.of();
    }
    ExpressionPool pool = roots.iterator().next().pool();
    Set<Expression> reached = new HashSet<>();
    List<Expression> nodes = new ArrayList<>();
    for (Expression root : roots) {
      if (root.pool() != pool) {
        throw new IllegalArgumentException("the roots belong to different pools");
      }
      if (reached.add(root)) {
        nodes.add(root);
      }
    }
    for (int next = 0; next < nodes.size(); next++) { // the list grows while it is passed
      Expression node = nodes.get(next);
      for (int i = 0; i < node.arity(); i++) {
        if (edges.lead(node, i) && reached.add(node.argument(i))) {
          nodes.add(node.argument(i));
        }
      }
    }
    nodes.sort(BY_ID);
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
