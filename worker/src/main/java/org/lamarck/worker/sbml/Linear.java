package org.lamarck.worker.sbml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * Formulas as a·x + b, with a and b free of x, by their structure: x/x is not linear here, though a
 * derivative would say so. No recursion: depth does not matter.
 */
final class Linear {
  /** Some roundings of numbers near 1. */
  private static final double ROUNDED = 1e-12;

  private final ExpressionPool pool;
  private final Expression x;
  private final Map<Expression, Optional<Parts>> known = new HashMap<>();

  /** {@code slope}·x + {@code rest}. */
  record Parts(Expression slope, Expression rest) {
    /** The x for which it is 0. */
    Expression root() {
      ExpressionPool pool = slope.pool();
      return pool.negate(pool.divide(rest, slope));
    }
  }

  private final Set<Expression> withX = new HashSet<>();

  private Linear(Expression x) {
    this.pool = x.pool();
    this.x = x;
  }

  /** The parts of a formula; absent where it is not linear in x. */
  static Optional<Parts> parts(Expression f, Expression x) {
    Linear linear = new Linear(x);
    for (Expression node : Subgraph.nodes(f)) {
      if (node == x || !node.arguments().stream().allMatch(linear::isFree)) {
        linear.withX.add(node);
      }
      linear.known.put(node, linear.split(node));
    }
    return linear.of(f);
  }

  private Optional<Parts> of(Expression f) {
    return known.getOrDefault(f, Optional.empty());
  }

  private boolean isFree(Expression f) {
    return !withX.contains(f);
  }

  private Optional<Parts> split(Expression f) {
    Expression zero = pool.constant(0);
    if (f == x) {
      return Optional.of(new Parts(pool.constant(1), zero));
    }
    if (isFree(f)) {
      return Optional.of(new Parts(zero, f));
    }
    return switch (f.operator()) {
      case NEGATE ->
          of(f.argument(0)).map(of -> new Parts(pool.negate(of.slope()), pool.negate(of.rest())));
      case ADD -> sum(f);
      case MULTIPLY -> product(f);
      case DIVIDE ->
          of(f.argument(0))
              .filter(numerator -> isFree(f.argument(1)))
              .map(
                  of ->
                      new Parts(
                          pool.divide(of.slope(), f.argument(1)),
                          pool.divide(of.rest(), f.argument(1))));
      case PIECEWISE -> piecewise(f);
      default -> Optional.empty();
    };
  }

  private Optional<Parts> sum(Expression f) {
    Expression slope = pool.constant(0);
    Expression rest = pool.constant(0);
    for (Expression argument : f.arguments()) {
      Optional<Parts> parts = of(argument);
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      slope = pool.add(slope, parts.get().slope());
      rest = pool.add(rest, parts.get().rest());
    }
    return Optional.of(new Parts(slope, rest));
  }

  private Optional<Parts> product(Expression f) {
    Expression slope = pool.constant(0);
    Expression rest = pool.constant(1);
    for (Expression argument : f.arguments()) {
      Optional<Parts> parts = of(argument);
      if (parts.isEmpty() || !(slope.is(0) || parts.get().slope().is(0))) {
        return Optional.empty();
      }
      Expression factor = parts.get().rest();
      slope = slope.is(0) ? times(rest, parts.get().slope()) : times(slope, factor);
      rest = times(rest, factor);
    }
    return Optional.of(new Parts(slope, rest));
  }

  /** A product in which 0 wins: it stands for a part that is not there. */
  private Expression times(Expression p, Expression q) {
    return p.is(0) || q.is(0) ? pool.constant(0) : pool.multiply(p, q);
  }

  private Optional<Parts> piecewise(Expression f) {
    List<Expression> slopes = new ArrayList<>(f.arguments());
    List<Expression> rests = new ArrayList<>(f.arguments());
    for (int i = 0; i < f.arity(); i++) {
      Optional<Parts> parts = of(f.argument(i));
      boolean isCondition = i % 2 == 1;
      if (parts.isEmpty() || (isCondition && !isFree(f.argument(i)))) {
        return Optional.empty();
      }
      if (!isCondition) {
        slopes.set(i, parts.get().slope());
        rests.set(i, parts.get().rest());
      }
    }
    return Optional.of(
        new Parts(pool.apply(f.operator(), slopes), pool.apply(f.operator(), rests)));
  }

  /** Whether a formula is 0 whatever its symbols are, as k·x − x·k is. */
  static boolean vanishes(Expression f) {
    Set<Expression> seen = new HashSet<>(Set.of(f));
    Deque<Expression> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Expression node = open.pop();
      if (node.is(0) || (node.operator() == Operator.ADD && cancels(node))) {
        return true;
      }
      List<Expression> factors =
          switch (node.operator()) {
            case NEGATE, DIVIDE -> List.of(node.argument(0));
            case MULTIPLY -> node.arguments();
            default -> List.of();
          };
      factors.stream().filter(seen::add).forEach(open::push);
    }
    return false;
  }

  /** Whether the terms of a sum cancel each other at two points. */
  private static boolean cancels(Expression sum) {
    List<Expression> terms = sum.arguments().stream().map(Linear::instantaneous).toList();
    Evaluator evaluator = new Evaluator(terms);
    boolean cancels = true;
    for (int point = 1; point <= 2; point++) {
      double shift = point * Math.sqrt(2);
      double total = 0;
      double size = 0;
      for (double term : evaluator.evaluate(name -> probe(name, shift), shift)) {
        total += term;
        size += Math.abs(term);
      }
      cancels &= Double.isFinite(size) && Math.abs(total) <= ROUNDED * size;
    }
    return cancels;
  }

  /** A number between 1/2 and 3/2 for a name, without a pattern. */
  private static double probe(String name, double shift) {
    double turns = name.hashCode() * Math.sqrt(3) + shift;
    return 0.5 + turns - Math.floor(turns);
  }

  /** The formula with symbols in the place of what has no value at one time alone. */
  private static Expression instantaneous(Expression f) {
    ExpressionPool pool = f.pool();
    return Rewriting.nodes(
        f,
        node ->
            node.operator() == Operator.DELAY || node.operator() == Operator.RATE_OF
                ? Optional.of(pool.symbol("node/" + node.id()))
                : Optional.empty());
  }
}
