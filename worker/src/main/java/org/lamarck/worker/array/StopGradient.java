package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/** An array that derivatives take for constant. */
record StopGradient() implements Operation.Alias {
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
}
