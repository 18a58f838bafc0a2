package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/** Arrays written out one behind the other; those that are there already stay where they are. */
public record Concatenation() implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    int count = 0;
    for (Shape argument : arguments) {
      count += argument.count();
    }
    return Shape.of(count);
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Graph graph = self.graph();
    Node[] all = new Node[tangents.length];
    for (int i = 0; i < all.length; i++) {
      Node tangent = tangents[i];
      all[i] = tangent == null ? graph.zeros(self.argument(i).shape()) : tangent;
    }
    return graph.apply(this, all);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    @Nullable Node[] adjoints = new Node[self.arity()];
    int offset = 0;
    for (int i = 0; i < adjoints.length; i++) {
      Shape shape = self.argument(i).shape();
      adjoints[i] = self.graph().slice(adjoint, offset, shape);
      offset += shape.count();
    }
    return adjoints;
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int offset = to;
    for (int i = 0; i < from.length; i++) {
      int count = shapes[i].count();
      if (from[i] != offset) {
        System.arraycopy(m, from[i], m, offset, count);
      }
      offset += count;
    }
  }
}
