package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sums of the elements that belong to each place, in the order of the elements. */
record ScatterAdd(IndexTable table, Shape shape) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    if (table.length() != arguments[0].count()) {
      throw new IllegalArgumentException(table.length() + " places for " + arguments[0]);
    }
    table.requireWithin(shape.count());
    return shape;
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    return tangent == null ? null : self.graph().apply(this, tangent);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new Node[] {self.graph().apply(new Gather(table, self.argument(0).shape()), adjoint)};
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    Arrays.fill(m, to, to + shape.count(), 0);
    int source = from[0];
    for (int i = 0; i < table.length(); i++) {
      int place = table.place(i);
      if (place >= 0) {
        m[to + place] += m[source + i];
      }
    }
  }
}
