package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sums along the middle one of three axes, in the order of its elements. */
record Sum() implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    return arguments[0].with(1, 1);
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    return tangent == null ? null : self.graph().apply(this, tangent);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new Node[] {self.graph().broadcast(adjoint, self.argument(0).shape())};
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int length = shapes[0].size(1);
    int inner = shapes[0].size(2);
    int source = from[0];
    for (int outer = 0; outer < shapes[0].size(0); outer++) {
      int target = to + outer * inner;
      if (inner == 1) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          sum += m[source + i];
        }
        m[target] = sum;
      } else {
        Arrays.fill(m, target, target + inner, 0);
        for (int i = 0; i < length; i++) {
          for (int j = 0; j < inner; j++) {
            m[target + j] += m[source + i * inner + j];
          }
        }
      }
      source += length * inner;
    }
  }
}
