package org.lamarck.worker.method;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A rooted tree, of which each is a condition on the coefficients of a one-step method (Hairer,
 * Nørsett &amp; Wanner I, II.2).
 *
 * @param children what stands above the root, sorted by their texts
 * @param text its children in brackets
 * @param order the number of its vertices
 * @param gamma its density: weights must give 1/γ
 * @param sigma its symmetry: how much it counts in the error
 */
public record RootedTree(
    List<RootedTree> children, String text, int order, double gamma, double sigma) {
  /** The tree of a root below others. */
  static RootedTree of(List<RootedTree> above) {
    List<RootedTree> children = new ArrayList<>(above);
    children.sort((a, b) -> a.text.compareTo(b.text));
    int order = 1;
    double gamma = 1;
    double sigma = 1;
    int same = 0;
    StringBuilder text = new StringBuilder("[");
    for (int k = 0; k < children.size(); k++) {
      RootedTree child = children.get(k);
      same = k > 0 && child.text.equals(children.get(k - 1).text) ? same + 1 : 1;
      order += child.order;
      gamma *= child.gamma;
      sigma *= child.sigma * same; // multiplicities: 1 · 2 · 3 …
      text.append(child.text);
    }
    return new RootedTree(
        List.copyOf(children), text.append(']').toString(), order, order * gamma, sigma);
  }

  /** By order, all trees up to one; none of order 0. */
  public static List<List<RootedTree>> upTo(int most) {
    List<List<RootedTree>> all = new ArrayList<>(List.of(List.of()));
    for (int order = 1; order <= most; order++) {
      List<RootedTree> made = new ArrayList<>();
      add(all, order - 1, new ArrayList<>(), made, new HashSet<>());
      all.add(made);
    }
    return all;
  }

  /** Adds the trees whose root has the given children and others of so many vertices. */
  private static void add(
      List<List<RootedTree>> all,
      int left,
      List<RootedTree> children,
      List<RootedTree> made,
      Set<String> known) {
    if (left == 0) {
      RootedTree tree = of(children);
      if (known.add(tree.text)) {
        made.add(tree);
      }
      return;
    }
    for (int order = 1; order <= left; order++) {
      for (RootedTree child : all.get(order)) {
        children.add(child);
        add(all, left - order, children, made, known);
        children.remove(children.size() - 1);
      }
    }
  }

  /**
   * By stage, its elementary weight.
   *
   * @param vertex what a vertex makes of the weights of those above it
   */
  public double[] weight(Function<List<double[]>, double[]> vertex) {
    return vertex.apply(children.stream().map(child -> child.weight(vertex)).toList());
  }
}
