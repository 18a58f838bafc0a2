package org.lamarck.worker.neuron.cable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;

/**
 * The trees of nodes of some cells. Nodes are the compartments, cell by cell and branch by branch,
 * and behind them the branch points, which have no membrane: places where three or more
 * compartments meet.
 */
public final class Cable {
  /** In the place of a second compartment: a branch point. */
  static final int NONE = -1;

  private final int compartments;
  private final int nodes;
  private final List<Edge> edges;
  private final int[] order;
  private final int[] parents;

  /**
   * Two nodes that are coupled, through the halves of compartments that lie between them.
   *
   * @param parent node
   * @param child node
   * @param parentHalf of the parent; none where it is a branch point
   * @param childHalf of the child; none where it is a branch point
   */
  record Edge(int parent, int child, Half parentHalf, Half childHalf) {}

  /** What of a compartment lies between its middle and an edge's other node. */
  enum Half {
    NONE,
    IN,
    OUT
  }

  /** The nodes of cells, one behind the other. */
  public static Cable of(List<Morphology> cells) {
    return new Cable(cells);
  }

  private Cable(List<Morphology> cells) {
    compartments = cells.stream().mapToInt(Morphology::compartments).sum();
    edges = new ArrayList<>();
    int next = compartments;
    int first = 0;
    for (Morphology cell : cells) {
      next = connect(cell, first, next);
      first += cell.compartments();
    }
    nodes = next;
    parents = new int[nodes];
    Arrays.fill(parents, NONE);
    for (Edge edge : edges) {
      parents[edge.child()] = edge.parent();
    }
    order = order();
  }

  /** Adds the edges of a cell; the next node after its branch points. */
  private int connect(Morphology cell, int first, int nextNode) {
    int next = nextNode;
    List<Branch> branches = cell.branches();
    int[] begins = new int[branches.size()];
    for (int i = 0, at = first; i < begins.length; i++) {
      begins[i] = at;
      int count = branches.get(i).compartments().size();
      for (int j = 1; j < count; j++) {
        edges.add(new Edge(at + j - 1, at + j, Half.OUT, Half.IN));
      }
      at += count;
    }
    List<List<List<Integer>>> joined = children(branches);
    for (int i = 0; i < begins.length; i++) {
      for (boolean end : new boolean[] {false, true}) {
        List<Integer> children = joined.get(i).get(end ? 1 : 0);
        int here = end ? begins[i] + branches.get(i).compartments().size() - 1 : begins[i];
        Half half = end ? Half.OUT : Half.IN;
        if (children.size() == 1) {
          edges.add(new Edge(here, begins[children.get(0)], half, Half.IN));
        } else if (children.size() > 1) {
          edges.add(new Edge(here, next, half, Half.NONE));
          for (int child : children) {
            edges.add(new Edge(next, begins[child], Half.NONE, Half.IN));
          }
          next++;
        }
      }
    }
    return next;
  }

  /** The branches that are joined to the ends of each: to its beginning, and to its end. */
  private static List<List<List<Integer>>> children(List<Branch> branches) {
    List<List<List<Integer>>> children = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      children.add(List.of(new ArrayList<>(), new ArrayList<>()));
    }
    for (int i = 1; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      children.get(branch.parent()).get(branch.parentEnd() ? 1 : 0).add(i);
    }
    return children;
  }

  /**
   * From the leaves to the roots by distance: nodes of one distance do not wait for each other's
   * results.
   */
  private int[] order() {
    int[] depths = new int[nodes];
    List<List<Integer>> children = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      children.add(new ArrayList<>());
    }
    List<Integer> reached = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      if (parents[i] == NONE) {
        reached.add(i);
      } else {
        children.get(parents[i]).add(i);
      }
    }
    for (int i = 0; i < reached.size(); i++) {
      for (int child : children.get(reached.get(i))) {
        depths[child] = depths[reached.get(i)] + 1;
        reached.add(child);
      }
    }
    if (reached.size() < nodes) {
      throw new IllegalStateException("the nodes are no trees");
    }
    reached.sort(
        Comparator.comparingInt((Integer node) -> -depths[node]).thenComparingInt(node -> node));
    return reached.stream().mapToInt(Integer::intValue).toArray();
  }

  public int compartments() {
    return compartments;
  }

  /** Compartments and branch points. */
  public int nodes() {
    return nodes;
  }

  List<Edge> edges() {
    return edges;
  }

  /** The nodes, each before its parent. */
  int order(int position) {
    return order[position];
  }

  /** The parent of a node; −1 for a root. */
  public int parentOf(int node) {
    return parents[node];
  }
}
