package org.lamarck.worker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * Makes formulas smooth between switches: what compares, selects or rounds is written over modes,
 * constants that change only at instants. A comparison of a and b becomes one of the sign of a − b
 * with 0; absolute values, minima and maxima select by such a sign; ⌊a⌋ becomes a mode itself.
 */
final class SwitchFormulas {
  /** Of modes' names: no id of a model has a slash. */
  private static final String PREFIX = "mode/";

  private final ExpressionPool pool;
  private final Set<String> fixed;
  private final List<Switch> switches = new ArrayList<>();
  private final Map<List<Expression>, Expression> modes = new HashMap<>();
  private final Map<Expression, Expression> written = new HashMap<>();
  private final Map<Expression, Boolean> varying = new HashMap<>();
  private boolean closed;

  /**
   * What a mode follows: the sign of a − b, or the floor of a.
   *
   * @param mode the name of the mode
   */
  record Switch(String mode, boolean isFloor, Expression a, Expression b) {}

  /**
   * Without switches yet.
   *
   * @param fixed the names that do not change within a step
   */
  SwitchFormulas(ExpressionPool pool, Set<String> fixed) {
    this.pool = pool;
    this.fixed = fixed;
  }

  List<Switch> switches() {
    return switches;
  }

  /** The formula over modes, with new switches where it needs them. */
  Expression write(Expression formula) {
    if (!written.containsKey(formula)) {
      for (Expression node : Subgraph.nodes(formula)) {
        if (!written.containsKey(node)) {
          written.put(node, smooth(node));
        }
      }
    }
    return written(formula);
  }

  /** As {@link #write}; a number that is not 0 counts as true. */
  Expression writeTruth(Expression condition) {
    return truth(write(condition));
  }

  /** No formula that is written from now on makes a new switch: it compares by itself. */
  void close() {
    closed = true;
    written.clear();
  }

  private Expression written(Expression node) {
    Expression smooth = written.get(node);
    if (smooth == null) {
      throw new IllegalStateException(node + " was not reached");
    }
    return smooth;
  }

  /** Whether the value can change within a step. */
  private boolean varies(Expression root) {
    Deque<Expression> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Expression node = open.element();
      int unknown = open.size();
      boolean any = variesByItself(node);
      for (int i = 0; i < node.arity(); i++) {
        Boolean argument = varying.get(node.argument(i));
        if (argument == null) {
          open.push(node.argument(i));
        } else {
          any |= argument;
        }
      }
      if (open.size() == unknown) {
        varying.put(open.pop(), any);
      }
    }
    return varying.getOrDefault(root, false);
  }

  private boolean variesByItself(Expression node) {
    return switch (node.operator()) {
      case SYMBOL -> !fixed.contains(node.name()) && !node.name().startsWith(PREFIX);
      case TIME, DELAY -> true;
      default -> false;
    };
  }

  /** One node over the smooth forms of its arguments. */
  private Expression smooth(Expression node) {
    if (node.arity() == 0) {
      return node;
    }
    List<Expression> arguments = node.arguments().stream().map(this::written).toList();
    return switch (node.operator()) {
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL ->
          compare(node.operator(), arguments.get(0), arguments.get(1));
      case AND, OR, XOR, NOT ->
          pool.apply(node.operator(), arguments.stream().map(this::truth).toList());
      case PIECEWISE -> piecewise(arguments);
      case MIN, MAX -> extreme(node.operator(), arguments);
      case ABS -> {
        Expression x = arguments.get(0);
        yield varies(x)
            ? pool.apply(
                Operator.PIECEWISE, pool.negate(x), compare(Operator.LESS, x, pool.constant(0)), x)
            : pool.apply(Operator.ABS, x);
      }
      case SIGN -> {
        Expression x = arguments.get(0);
        yield varies(x) ? sign(x, pool.constant(0)) : pool.apply(Operator.SIGN, x);
      }
      case FLOOR -> floor(arguments.get(0));
      case CEILING -> pool.negate(floor(pool.negate(arguments.get(0))));
      case QUOTIENT -> quotient(arguments.get(0), arguments.get(1));
      case REMAINDER ->
          pool.subtract(
              arguments.get(0),
              pool.multiply(arguments.get(1), quotient(arguments.get(0), arguments.get(1))));
      default -> pool.apply(node.operator(), arguments);
    };
  }

  private Expression compare(Operator relation, Expression a, Expression b) {
    return varies(a) || varies(b)
        ? pool.apply(relation, sign(a, b), pool.constant(0))
        : pool.apply(relation, a, b);
  }

  private Expression truth(Expression condition) {
    return condition.operator().isLogical() || !varies(condition)
        ? condition
        : compare(Operator.NOT_EQUAL, condition, pool.constant(0));
  }

  private Expression piecewise(List<Expression> arguments) {
    List<Expression> pieces = new ArrayList<>(arguments);
    for (int i = 1; i < pieces.size(); i += 2) {
      pieces.set(i, truth(pieces.get(i)));
    }
    return pool.apply(Operator.PIECEWISE, pieces);
  }

  private Expression extreme(Operator operator, List<Expression> arguments) {
    Operator better = operator == Operator.MIN ? Operator.LESS : Operator.GREATER;
    Expression best = arguments.get(0);
    for (Expression other : arguments.subList(1, arguments.size())) {
      best =
          varies(best) || varies(other)
              ? pool.apply(Operator.PIECEWISE, other, compare(better, other, best), best)
              : pool.apply(operator, best, other);
    }
    return best;
  }

  private Expression floor(Expression x) {
    return varies(x) ? mode(true, x, pool.constant(0)) : pool.apply(Operator.FLOOR, x);
  }

  /** Rounded towards zero. */
  private Expression quotient(Expression a, Expression b) {
    if (!varies(a) && !varies(b)) {
      return pool.apply(Operator.QUOTIENT, a, b);
    }
    Expression ratio = pool.divide(a, b);
    Expression below = pool.negate(floor(pool.negate(ratio)));
    Expression isNegative = compare(Operator.LESS, ratio, pool.constant(0));
    return pool.apply(Operator.PIECEWISE, below, isNegative, floor(ratio));
  }

  /** The mode of a − b, or with the opposite sign that of b − a. */
  private Expression sign(Expression a, Expression b) {
    return a.id() <= b.id() || b.is(0) ? mode(false, a, b) : pool.negate(mode(false, b, a));
  }

  private Expression mode(boolean isFloor, Expression a, Expression b) {
    List<Expression> key = List.of(pool.constant(isFloor ? 1 : 0), a, b);
    Expression known = modes.get(key);
    if (known == null && closed) {
      return isFloor
          ? pool.apply(Operator.FLOOR, a)
          : pool.apply(Operator.SIGN, pool.subtract(a, b));
    }
    if (known == null) {
      String name = PREFIX + switches.size();
      known = pool.symbol(name);
      modes.put(key, known);
      switches.add(new Switch(name, isFloor, a, b));
    }
    return known;
  }
}
