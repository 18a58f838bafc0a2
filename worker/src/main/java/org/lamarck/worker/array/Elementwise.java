package org.lamarck.worker.array;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/**
 * A formula at each element of a space; arguments with axes of size 1 are repeated along them.
 *
 * @param body a formula of {@code x0}, {@code x1}, …: the arguments
 * @param slopes derivatives by each argument, of the same symbols and {@code y}, the value; none to
 *     derive them from the body
 */
public record Elementwise(Shape space, Expression body, List<Expression> slopes)
    implements Operation {
  static final String VALUE = "y";

  static String symbol(int argument) {
    return "x" + argument;
  }

  @Override
  public Shape shape(Shape... arguments) {
    for (Shape argument : arguments) {
      if (!argument.broadcast(space).equals(space)) {
        throw new IllegalArgumentException(argument + " does not fit into " + space);
      }
    }
    return space;
  }

  private Expression slope(int argument) {
    return slopes.isEmpty()
        ? Differentiator.derivative(body, body.pool().symbol(symbol(argument)))
        : slopes.get(argument);
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    ExpressionPool pool = body.pool();
    Arguments arguments = new Arguments(self);
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < tangents.length; i++) {
      Node tangent = tangents[i];
      if (tangent != null) {
        Expression slope = slope(i);
        if (!slope.is(0)) {
          terms.add(pool.multiply(slope, arguments.symbol(tangent, "t" + i)));
        }
      }
    }
    if (terms.isEmpty()) {
      return null;
    }
    Expression sum = terms.size() == 1 ? terms.get(0) : pool.apply(Operator.ADD, terms);
    return self.graph().map(space, sum, arguments.names, arguments.nodes);
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    @Nullable Node[] adjoints = new Node[self.arity()];
    for (int i = 0; i < adjoints.length; i++) {
      Expression slope = wanted[i] ? slope(i) : body.pool().constant(0);
      if (!slope.is(0)) {
        Arguments arguments = new Arguments(self);
        Expression product = body.pool().multiply(slope, arguments.symbol(adjoint, "t"));
        Node term = self.graph().map(space, product, arguments.names, arguments.nodes);
        adjoints[i] = self.graph().reduceTo(term, self.argument(i).shape());
      }
    }
    return adjoints;
  }

  /** The symbols of a derivative and what they stand for. */
  private static final class Arguments {
    private final ExpressionPool pool;
    final List<String> names = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();

    Arguments(Node self) {
      this.pool = self.graph().pool();
      for (int i = 0; i < self.arity(); i++) {
        symbol(self.argument(i), Elementwise.symbol(i));
      }
      symbol(self, VALUE);
    }

    Expression symbol(Node node, String name) {
      names.add(name);
      nodes.add(node);
      return pool.symbol(name);
    }
  }
}
