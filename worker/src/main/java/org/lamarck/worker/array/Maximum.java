package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/**
 * The largest elements along the middle one of three axes. Where several are largest the first has
 * the derivative 1, as in PyTorch.
 */
record Maximum() implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    return arguments[0].with(1, 1);
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    if (tangent == null) {
      return null;
    }
    Graph graph = self.graph();
    Node first = graph.apply(new FirstMaximum(), self.argument(0));
    return graph.apply(new Sum(), graph.multiply(first, tangent));
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Graph graph = self.graph();
    return new Node[] {graph.multiply(graph.apply(new FirstMaximum(), self.argument(0)), adjoint)};
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int length = shapes[0].size(1);
    int inner = shapes[0].size(2);
    for (int outer = 0; outer < shapes[0].size(0); outer++) {
      for (int j = 0; j < inner; j++) {
        int source = from[0] + outer * length * inner + j;
        double largest = m[source];
        for (int i = 1; i < length; i++) {
          largest = Math.max(largest, m[source + i * inner]);
        }
        m[to + outer * inner + j] = largest;
      }
    }
  }

  /** 1 at the first of the largest elements, 0 elsewhere. */
  record FirstMaximum() implements Operation.Kernel {
    @Override
    public Shape shape(Shape... arguments) {
      return arguments[0];
    }

    @Override
    public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
      return null;
    }

    @Override
    public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
      return new Node[1];
    }

    @Override
    public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
      int length = shapes[0].size(1);
      int inner = shapes[0].size(2);
      for (int outer = 0; outer < shapes[0].size(0); outer++) {
        for (int j = 0; j < inner; j++) {
          int start = outer * length * inner + j;
          int first = start;
          m[to + start] = 0;
          for (int i = 1; i < length; i++) {
            int place = start + i * inner;
            m[to + place] = 0;
            if (m[from[0] + place] > m[from[0] + first]) {
              first = place;
            }
          }
          m[to + first] = 1;
        }
      }
    }
  }
}
