package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An array in the midst of zeros: the adjoint of {@link Reshape}. */
record Pad(int offset, Shape shape) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    return shape;
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    return tangent == null ? null : self.graph().apply(this, tangent);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new Node[] {self.graph().slice(adjoint, offset, self.argument(0).shape())};
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int count = shapes[0].count();
    Arrays.fill(m, to, to + offset, 0);
    System.arraycopy(m, from[0], m, to + offset, count);
    Arrays.fill(m, to + offset + count, to + shape.count(), 0);
  }
}
