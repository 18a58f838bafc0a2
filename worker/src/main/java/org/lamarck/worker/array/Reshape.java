package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A contiguous part of an array under another shape: itself in the memory of its argument. */
record Reshape(int offset, Shape shape) implements Operation.Alias {
  @Override
  public Shape shape(Shape... arguments) {
    if (offset < 0 || offset + shape.count() > arguments[0].count()) {
      throw new IllegalArgumentException(
          "elements " + offset + " to " + (offset + shape.count()) + " of " + arguments[0]);
    }
    return shape;
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node tangent = tangents[0];
    return tangent == null ? null : self.graph().slice(tangent, offset, shape);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Shape whole = self.argument(0).shape();
    Graph graph = self.graph();
    return new Node[] {
      isPart(self.argument(0))
          ? graph.apply(new Pad(offset, whole), adjoint)
          : graph.reshape(adjoint, whole)
    };
  }

  /** Whether the argument has more elements. */
  boolean isPart(Node argument) {
    return argument.shape().count() > shape.count();
  }

  /** An array in the midst of zeros: the adjoint of a part. */
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
}
