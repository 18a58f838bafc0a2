package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers that never change. */
public final class Constant implements Operation {
  private final double[] values;
  private final Shape shape;

  Constant(double[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /** The numbers themselves, not a copy. */
  public double[] values() {
    return values;
  }

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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Constant constant
        && shape.equals(constant.shape)
        && Arrays.equals(values, constant.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "constant " + shape;
  }
}
