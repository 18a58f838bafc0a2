package org.lamarck.worker.neuron.cable;

/**
 * The solution of a symmetric system on the trees of a cable: d on the diagonal, −w between a node
 * and its parent. By elimination from the leaves, without fill (Hines 1984), in a time proportional
 * to the nodes. The matrix is its own transpose, so an adjoint is solved with the factors of the
 * step.
 */
public final class TreeSolver {
  private final int[] order;
  private final int[] parents;

  public TreeSolver(Cable cable) {
    order = new int[cable.nodes()];
    parents = new int[cable.nodes()];
    for (int i = 0; i < order.length; i++) {
      order[i] = cable.order(i);
      parents[i] = cable.parentOf(order[i]);
    }
  }

  /**
   * Factors the matrix. All arrays are by node.
   *
   * @param d the diagonal, which is overwritten
   * @param w the coupling of each node to its parent
   * @param to gets the inverse pivots at {@code at}, and behind them the factors w/d
   */
  public void factor(double[] d, double[] w, double[] to, int at) {
    int n = order.length;
    for (int i = 0; i < n; i++) {
      int node = order[i];
      int parent = parents[i];
      double inverse = 1 / d[node];
      double factor = w[node] * inverse;
      to[at + node] = inverse;
      to[at + n + node] = factor;
      if (parent >= 0) {
        d[parent] -= factor * w[node];
      }
    }
  }

  /**
   * Solves with the factors.
   *
   * @param r right-hand side, which is overwritten
   * @param to gets the solution at {@code into}
   */
  public void solve(double[] factors, int at, double[] r, double[] to, int into) {
    int n = order.length;
    for (int i = 0; i < n; i++) {
      int node = order[i];
      int parent = parents[i];
      if (parent >= 0) {
        r[parent] += factors[at + n + node] * r[node];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      int node = order[i];
      int parent = parents[i];
      double own = r[node] * factors[at + node];
      to[into + node] = parent < 0 ? own : own + factors[at + n + node] * to[into + parent];
    }
  }
}
