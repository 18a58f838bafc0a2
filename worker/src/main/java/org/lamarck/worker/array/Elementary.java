package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.elementary.ElementaryKernel;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;

/**
 * An elementary function at each element, computed for many at once: worth it for arrays longer
 * than a vector. The same bits as {@link ElementaryKernel}, which may differ from those of the
 * formula in the last ones.
 */
record Elementary(Kind kind) implements Operation.Kernel {
  /** Which function. */
  enum Kind {
    EXP,
    TANH,
    /** 1/(1 + e^−x). */
    LOGISTIC,
    /** The slope of that one. */
    LOGISTIC_SLOPE
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

  /** The slope times another array. */
  private Node times(Node self, Node other) {
    Graph graph = self.graph();
    Node x = self.argument(0);
    return switch (kind) {
      case EXP -> graph.multiply(self, other);
      case TANH -> graph.subtract(other, graph.multiply(self, graph.multiply(self, other)));
      case LOGISTIC -> graph.multiply(graph.longLogisticSlope(x), other);
      case LOGISTIC_SLOPE -> { // that of y (1 − y) is y' (1 − 2 y)
        Node bent = graph.multiply(self, other);
        Node y = graph.longLogistic(x);
        yield graph.subtract(bent, graph.multiply(graph.add(y, y), bent));
      }
    };
  }

  /** The function of one number. */
  Expression formula(Expression x) {
    return switch (kind) {
      case EXP -> x.applied(Operator.EXP);
      case TANH -> x.applied(Operator.TANH);
      case LOGISTIC -> x.negated().applied(Operator.EXP).plus(1).power(-1);
      case LOGISTIC_SLOPE -> {
        Expression power = x.negated().applied(Operator.EXP);
        yield power.over(power.plus(1).power(2));
      }
    };
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int count = shapes[0].count();
    ElementaryKernel kernel = ElementaryKernel.fastest();
    switch (kind) {
      case EXP -> kernel.exp(m, from[0], to, count);
      case TANH -> kernel.tanh(m, from[0], to, count);
      case LOGISTIC -> kernel.logistic(m, from[0], to, count);
      case LOGISTIC_SLOPE -> kernel.logisticSlope(m, from[0], to, count);
    }
  }
}
