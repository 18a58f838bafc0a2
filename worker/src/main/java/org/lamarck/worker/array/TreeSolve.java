package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/**
 * The solution of a system whose matrix couples only a node of a tree and its parent: d on the
 * diagonal, u at (node, parent), l at (parent, node), right-hand side r. By elimination from the
 * leaves to the roots, without pivots and without fill (Hines 1984); a chain is a tridiagonal
 * system. A forest solves many trees at once. The transposed system is that with u and l exchanged.
 *
 * @param parents each before its children; {@link IndexTable#NONE} for a root
 */
record TreeSolve(IndexTable parents) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    for (int i = 0; i < parents.length(); i++) {
      if (parents.place(i) >= i) {
        throw new IllegalArgumentException("node " + i + " stands before its parent");
      }
    }
    for (Shape argument : arguments) {
      if (argument.rank() != 1 || argument.count() != parents.length()) {
        throw new IllegalArgumentException(
            "a tree of " + parents.length() + " nodes is given " + argument);
      }
    }
    return arguments[3];
  }

  /** M·ẋ = ṙ − Ṁ·x. */
  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Graph graph = self.graph();
    Node diagonal = tangents[0];
    Node upper = tangents[1];
    Node lower = tangents[2];
    Node right = tangents[3];
    Shape shape = self.shape();
    if (diagonal != null) {
      right = graph.sumOf(right, graph.negate(graph.multiply(diagonal, self)));
    }
    if (upper != null) {
      Node above = graph.apply(new Gather(parents, shape), self);
      right = graph.sumOf(right, graph.negate(graph.multiply(upper, above)));
    }
    if (lower != null) {
      Node below = graph.apply(new ScatterAdd(parents, shape), graph.multiply(lower, self));
      right = graph.sumOf(right, graph.negate(below));
    }
    return right == null
        ? null
        : graph.apply(this, self.argument(0), self.argument(1), self.argument(2), right);
  }

  /** Mᵀ·ρ = λ is the adjoint of r; that of an element of M is −ρ at its row, times x. */
  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Graph graph = self.graph();
    Gather above = new Gather(parents, self.shape());
    Node right = graph.apply(this, self.argument(0), self.argument(2), self.argument(1), adjoint);
    Node minus = graph.negate(right);
    return new Node[] {
      wanted[0] ? graph.multiply(minus, self) : null,
      wanted[1] ? graph.multiply(minus, graph.apply(above, self)) : null,
      wanted[2] ? graph.multiply(graph.apply(above, minus), self) : null,
      right
    };
  }

  @Override
  public int scratch(Shape[] arguments) {
    return parents.length();
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int n = parents.length();
    System.arraycopy(m, from[0], m, scratch, n);
    System.arraycopy(m, from[3], m, to, n);
    for (int i = n - 1; i >= 0; i--) {
      int parent = parents.place(i);
      if (parent >= 0) {
        double factor = m[from[2] + i] / m[scratch + i];
        m[scratch + parent] -= factor * m[from[1] + i];
        m[to + parent] -= factor * m[to + i];
      }
    }
    for (int i = 0; i < n; i++) {
      int parent = parents.place(i);
      double known = parent < 0 ? m[to + i] : m[to + i] - m[from[1] + i] * m[to + parent];
      m[to + i] = known / m[scratch + i];
    }
  }
}
