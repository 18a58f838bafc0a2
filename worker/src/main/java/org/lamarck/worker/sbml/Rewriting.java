package org.lamarck.worker.sbml;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/** Copies of expressions in which some nodes are others. No recursion: depth does not matter. */
final class Rewriting {
  private Rewriting() {}

  /** The expression with some of its symbols replaced. */
  static Expression symbols(Expression of, Function<String, Optional<Expression>> replacement) {
    return nodes(of, node -> node.isSymbol() ? replacement.apply(node.name()) : Optional.empty());
  }

  /**
   * The expression with some of its nodes replaced; what stands below a replaced node is not asked
   * for.
   */
  static Expression nodes(Expression of, Function<Expression, Optional<Expression>> replacement) {
    Map<Integer, Expression> below = new TreeMap<>();
    Map<Expression, Expression> done = new HashMap<>();
    Deque<Expression> open = new ArrayDeque<>();
    open.push(of);
    while (!open.isEmpty()) {
      Expression node = open.pop();
      if (done.containsKey(node) || below.containsKey(node.id())) {
        continue;
      }
      Optional<Expression> other = replacement.apply(node);
      if (other.isPresent()) {
        done.put(node, other.get());
      } else {
        below.put(node.id(), node);
        node.arguments().forEach(open::push);
      }
    }
    for (Expression node : below.values()) {
      done.put(node, node.arity() == 0 ? node : rebuilt(node, done));
    }
    return find(done, of);
  }

  private static Expression rebuilt(Expression node, Map<Expression, Expression> done) {
    Expression[] arguments = new Expression[node.arity()];
    Arrays.setAll(arguments, i -> find(done, node.argument(i)));
    return Arrays.asList(arguments).equals(node.arguments())
        ? node
        : node.pool().apply(node.operator(), arguments);
  }

  private static Expression find(Map<Expression, Expression> done, Expression node) {
    Expression found = done.get(node);
    if (found == null) {
      throw new IllegalStateException(node + " was not reached");
    }
    return found;
  }

  /** The names that occur in an expression, in the order of their nodes. */
  static Set<String> names(Expression of) {
    Set<String> names = new LinkedHashSet<>();
    for (Expression leaf : Subgraph.leaves(of)) {
      if (leaf.isSymbol()) {
        names.add(leaf.name());
      }
    }
    return names;
  }

  /** The names that occur in an expression other than as arguments of {@code rateOf}. */
  static Set<String> namesOutsideRates(Expression of) {
    return names(
        nodes(
            of,
            node ->
                node.operator() == Operator.RATE_OF
                    ? Optional.of(node.pool().constant(0))
                    : Optional.empty()));
  }
}
