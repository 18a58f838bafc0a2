package org.lamarck.worker.stochastic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/** What moves between jumps, time and states with a rate, and how formulas follow it. */
final class Movers {
  private final Set<String> states;

  /**
   * Those of a model.
   *
   * @param states the ids of states that have a rate
   */
  Movers(Set<String> states) {
    this.states = Set.copyOf(states);
  }

  /** Whether the formula's value can change between jumps. */
  boolean move(Expression formula) {
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (isMover(leaf)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is affine in time and moving states, so that it goes straight if they do. */
  boolean moveStraight(Expression formula) {
    Map<Expression, Integer> degrees = new HashMap<>();
    int degree = 0;
    for (Expression node : Subgraph.nodes(List.of(formula))) {
      degree = degree(node, degrees);
      degrees.put(node, degree);
    }
    return degrees.getOrDefault(formula, degree) <= 1;
  }

  /** 0 for what does not move, 1 for what is affine, 2 for anything else. */
  private int degree(Expression node, Map<Expression, Integer> degrees) {
    if (node.arity() == 0) {
      return isMover(node) ? 1 : 0;
    }
    int sum = 0;
    int most = 0;
    for (Expression argument : node.arguments()) {
      int own = degrees.getOrDefault(argument, 2);
      sum += own;
      most = Math.max(most, own);
    }
    return switch (node.operator()) {
      case ADD, NEGATE -> most;
      case MULTIPLY -> Math.min(sum, 2);
      case DIVIDE -> degrees.getOrDefault(node.argument(1), 2) == 0 ? most : most == 0 ? 0 : 2;
      default -> most == 0 ? 0 : 2;
    };
  }

  private boolean isMover(Expression leaf) {
    return leaf.operator() == Operator.TIME || (leaf.isSymbol() && states.contains(leaf.name()));
  }
}
