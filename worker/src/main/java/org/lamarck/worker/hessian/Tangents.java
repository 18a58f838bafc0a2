package org.lamarck.worker.hessian;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/** Derivatives of formulas along a direction: Σ ∂f/∂x ẋ over the names that move. */
final class Tangents {
  private static final String MARK = "∂";

  private final ExpressionPool pool;
  private final Set<String> moving = new HashSet<>();
  private final Map<Expression, Expression> known = new HashMap<>();

  Tangents(ExpressionPool pool) {
    this.pool = pool;
  }

  /** The name of the tangent of a name. */
  static String of(String name) {
    return MARK + name;
  }

  /** From now on this name moves. */
  void move(String name) {
    if (moving.add(name)) {
      known.clear();
    }
  }

  boolean moves(String name) {
    return moving.contains(name);
  }

  /** Whether a formula depends on something that moves. */
  boolean moves(Expression formula) {
    return Subgraph.leaves(formula).stream()
        .anyMatch(leaf -> leaf.isSymbol() && moving.contains(leaf.name()));
  }

  /**
   * The derivative of a formula along the direction; 0 where nothing in it moves.
   *
   * @throws Unsupported when a jump or a switch in it moves, or it is no function of names
   */
  Expression of(Expression formula) throws Unsupported {
    Expression before = known.get(formula);
    if (before != null) {
      return before;
    }
    requireStill(formula);
    Expression sum = pool.constant(0);
    for (Map.Entry<Expression, Expression> one :
        Differentiator.gradient(formula, leaf -> leaf.isSymbol() && moving.contains(leaf.name()))
            .entrySet()) {
      Expression name = one.getKey();
      sum = sum.plus(one.getValue().times(pool.symbol(of(name.name()))));
    }
    known.put(formula, sum);
    return sum;
  }

  /** What is true, and where steps are, must not move: at a jump a tangent would jump as well. */
  private void requireStill(Expression formula) throws Unsupported {
    for (Expression node : Subgraph.nodes(formula)) {
      Operator operator = node.operator();
      if (operator == Operator.DELAY || operator == Operator.RATE_OF) {
        throw new Unsupported("delays and rates of change in formulas");
      }
      boolean jumps = operator.isLogical() || isStep(operator);
      if (jumps && moves(node)) {
        throw new Unsupported("switches whose time depends on parameters");
      }
    }
  }

  private static boolean isStep(Operator operator) {
    return switch (operator) {
      case FLOOR, CEILING, QUOTIENT, REMAINDER, FACTORIAL -> true;
      default -> false;
    };
  }
}
