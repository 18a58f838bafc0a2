package org.lamarck.worker.array;

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
      whole.count() == shape.count()
          ? graph.reshape(adjoint, whole)
          : graph.apply(new Pad(offset, whole), adjoint)
    };
  }
}
