package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/** Elements of an array by their places. */
record Gather(IndexTable table, Shape shape) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    if (table.length() != shape.count()) {
      throw new IllegalArgumentException(table.length() + " places for " + shape);
    }
    table.requireWithin(arguments[0].count());
    return shape;
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    return tangent == null ? null : self.graph().apply(this, tangent);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new Node[] {
      self.graph().apply(new ScatterAdd(table, self.argument(0).shape()), adjoint)
    };
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int source = from[0];
    for (int i = 0; i < table.length(); i++) {
      int place = table.place(i);
      m[to + i] = place < 0 ? 0 : m[source + place];
    }
  }
}
