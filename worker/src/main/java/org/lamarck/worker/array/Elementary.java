package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.elementary.ElementaryKernel;
import org.lamarck.worker.expression.Operator;

/**
 * An elementary function at each element, computed for many at once: worth it for arrays longer
 * than a vector. The same bits as {@link ElementaryKernel}, which may differ from those of the
 * formula in the last one.
 */
record Elementary(Operator operator) implements Operation.Kernel {
  Elementary {
    if (operator != Operator.EXP && operator != Operator.TANH) {
      throw new IllegalArgumentException(operator + " is not computed for many at once");
    }
  }

  @Override
  public Shape shape(Shape... arguments) {
    return arguments[0];
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Node moved = tangents[0];
    return moved == null ? null : times(self, moved);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return new @Nullable Node[] {wanted[0] ? times(self, adjoint) : null};
  }

  /** The slope, e^x or 1 − tanh²x, times another array. */
  private Node times(Node self, Node other) {
    Graph graph = self.graph();
    Node product = graph.multiply(self, other);
    return operator == Operator.EXP
        ? product
        : graph.subtract(other, graph.multiply(self, product));
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int count = shapes[0].count();
    if (operator == Operator.EXP) {
      ElementaryKernel.fastest().exp(m, from[0], to, count);
    } else {
      ElementaryKernel.fastest().tanh(m, from[0], to, count);
    }
  }
}
