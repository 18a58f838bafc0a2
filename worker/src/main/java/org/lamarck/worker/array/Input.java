package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/** An array that is given when the program runs. */
record Input(String name, Shape shape) implements Operation {
  @Override
  public Shape shape(Shape... arguments) {
    return shape;
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    return null;
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new Node[0];
  }
}
