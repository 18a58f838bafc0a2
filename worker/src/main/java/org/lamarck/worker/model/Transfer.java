package org.lamarck.worker.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/**
 * Copies formulas into a pool. The copies' order depends on the formulas alone, not on what else
 * stood in their pool; so what is derived from them has the same bits wherever it is derived.
 */
final class Transfer {
  private final ExpressionPool target;
  private final Map<Expression, Expression> copies = new HashMap<>();

  Transfer(ExpressionPool target) {
    this.target = target;
  }

  Expression copy(Expression root) {
    Deque<Expression> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Expression node = open.peek();
      boolean ready = true;
      for (int i = node.arity() - 1; i >= 0; i--) {
        if (!copies.containsKey(node.argument(i))) {
          open.push(node.argument(i));
          ready = false;
        }
      }
      if (ready) {
        open.pop();
        if (!copies.containsKey(node)) {
          copies.put(node, copyOne(node));
        }
      }
    }
    return copied(root);
  }

  private Expression copyOne(Expression node) {
    return switch (node.operator()) {
      case CONSTANT -> target.constant(node.value());
      case SYMBOL -> target.symbol(node.name());
      case TIME -> target.time();
      default -> {
        Expression[] arguments = new Expression[node.arity()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = copied(node.argument(i));
        }
        yield target.apply(node.operator(), arguments);
      }
    };
  }

  private Expression copied(Expression node) {
    Expression copy = copies.get(node);
    if (copy == null) {
      throw new IllegalStateException(node + " is used before it is copied");
    }
    return copy;
  }
}
