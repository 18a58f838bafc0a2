package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rewrites that give the same number for every finite argument, but for the sign of a zero. Sums
 * and products are never reordered where that could round differently: only their first two
 * arguments may change places. Products with 0 stay, as 0 · ∞ is not 0.
 */
final class Simplifier {
  /**
   * Longer sums and products are not joined: a chain of n additions then costs n, not n², and what
   * is computed twice because its beginning is no node of its own stays little.
   */
  private static final int LONGEST_JOINED = 8;

  private Simplifier() {}

  static Expression simplify(ExpressionPool pool, Operator operator, Expression[] arguments) {
    return switch (operator) {
      case CONSTANT, SYMBOL ->
          throw new IllegalArgumentException(operator + " is made by a method of its own");
      case TIME, DELAY, RATE_OF -> pool.raw(operator, arguments);
      case PIECEWISE -> piecewise(pool, arguments);
      default -> {
        if (areConstant(arguments)) {
          double[] values = Arrays.stream(arguments).mapToDouble(Expression::value).toArray();
          yield pool.constant(operator.value(values));
        }
        yield rewrite(pool, operator, arguments);
      }
    };
  }

  private static boolean areConstant(Expression[] arguments) {
    for (Expression argument : arguments) {
      if (!argument.isConstant()) {
        return false;
      }
    }
    return true;
  }

  private static Expression rewrite(
      ExpressionPool pool, Operator operator, Expression[] arguments) {
    return switch (operator) {
      case ADD -> sum(pool, arguments);
      case MULTIPLY -> product(pool, arguments);
      case NEGATE ->
          isNegation(arguments[0]) ? arguments[0].argument(0) : raw(pool, operator, arguments);
      case DIVIDE -> ratio(pool, arguments[0], arguments[1]);
      case POWER -> power(pool, arguments[0], arguments[1]);
      case MIN, MAX, EQUAL, NOT_EQUAL -> ordered(pool, operator, Arrays.asList(arguments.clone()));
      case AND, OR -> junction(pool, operator, arguments);
      case XOR -> exclusive(pool, arguments);
      case NOT -> negation(pool, arguments[0]);
      default -> raw(pool, operator, arguments);
    };
  }

  private static Expression raw(ExpressionPool pool, Operator operator, Expression... arguments) {
    return pool.raw(operator, arguments);
  }

  private static Expression sum(ExpressionPool pool, Expression[] arguments) {
    List<Expression> terms = new ArrayList<>(Arrays.asList(arguments));
    terms.removeIf(term -> term.is(0));
    foldLeadingConstants(pool, Operator.ADD, terms);
    if (terms.size() > 1 && terms.get(0).is(0)) {
      terms.remove(0);
    }
    return terms.isEmpty() ? pool.constant(0) : joined(pool, Operator.ADD, terms);
  }

  /** The product without its units; signs move out to the front, which is exact. */
  private static Expression product(ExpressionPool pool, Expression[] arguments) {
    List<Expression> factors = new ArrayList<>(arguments.length);
    boolean negative = false;
    for (Expression argument : arguments) {
      negative ^= isNegation(argument) || argument.is(-1);
      Expression factor = isNegation(argument) ? argument.argument(0) : argument;
      if (!factor.is(1) && !factor.is(-1)) {
        factors.add(factor);
      }
    }
    foldLeadingConstants(pool, Operator.MULTIPLY, factors);
    if (factors.size() > 1 && factors.get(0).is(1)) {
      factors.remove(0);
    }
    Expression product =
        factors.isEmpty() ? pool.constant(1) : joined(pool, Operator.MULTIPLY, factors);
    return negative ? pool.negate(product) : product;
  }

  private static void foldLeadingConstants(
      ExpressionPool pool, Operator operator, List<Expression> arguments) {
    int constants = 0;
    while (constants < arguments.size() && arguments.get(constants).isConstant()) {
      constants++;
    }
    if (constants > 1) {
      List<Expression> leading = arguments.subList(0, constants);
      double[] values = leading.stream().mapToDouble(Expression::value).toArray();
      leading.clear();
      arguments.add(0, pool.constant(operator.value(values)));
    }
  }

  /** (a + b) + c and c + (a + b) as a + b + c. */
  private static Expression joined(
      ExpressionPool pool, Operator operator, List<Expression> arguments) {
    if (arguments.size() == 1) {
      return arguments.get(0);
    }
    order(arguments);
    int inner = joins(operator, arguments, 0) ? 0 : 1;
    if (joins(operator, arguments, inner)) {
      List<Expression> longer = new ArrayList<>(arguments.remove(inner).arguments());
      longer.addAll(arguments);
      return pool.raw(operator, longer.toArray(Expression[]::new));
    }
    return ordered(pool, operator, arguments);
  }

  private static boolean joins(Operator operator, List<Expression> arguments, int position) {
    Expression inner = arguments.get(position);
    return inner.operator() == operator && inner.arity() + arguments.size() - 1 <= LONGEST_JOINED;
  }

  /** With the first two arguments by id, for operators that do not mind. */
  private static Expression ordered(
      ExpressionPool pool, Operator operator, List<Expression> arguments) {
    order(arguments);
    return pool.raw(operator, arguments.toArray(Expression[]::new));
  }

  private static void order(List<Expression> arguments) {
    Expression first = arguments.get(0);
    if (first.id() > arguments.get(1).id()) {
      arguments.set(0, arguments.get(1));
      arguments.set(1, first);
    }
  }

  private static boolean isNegation(Expression e) {
    return e.operator() == Operator.NEGATE;
  }

  private static Expression ratio(ExpressionPool pool, Expression a, Expression b) {
    if (isNegation(a)) {
      return pool.negate(pool.divide(a.argument(0), b));
    }
    if (isNegation(b)) {
      return pool.negate(pool.divide(a, b.argument(0)));
    }
    if (b.is(1)) {
      return a;
    }
    return b.is(-1) ? pool.negate(a) : raw(pool, Operator.DIVIDE, a, b);
  }

  private static Expression power(ExpressionPool pool, Expression base, Expression exponent) {
    if (exponent.is(0)) {
      return pool.constant(1);
    }
    if (exponent.is(1)) {
      return base;
    }
    if (exponent.is(-1)) { // as Functions.power has it
      return pool.divide(pool.constant(1), base);
    }
    if (exponent.is(0.5)) { // as Functions.power has it
      return pool.apply(Operator.SQRT, base);
    }
    return raw(pool, Operator.POWER, base, exponent);
  }

  private static Expression junction(
      ExpressionPool pool, Operator operator, Expression[] arguments) {
    boolean neutral = operator == Operator.AND;
    List<Expression> open = new ArrayList<>(arguments.length);
    for (Expression argument : arguments) {
      if (!argument.isConstant()) {
        open.add(argument);
      } else if (Functions.isTrue(argument.value()) != neutral) {
        return pool.constant(Functions.truth(!neutral));
      }
    }
    return open.size() == 1 ? truth(pool, open.get(0)) : ordered(pool, operator, open);
  }

  private static Expression exclusive(ExpressionPool pool, Expression[] arguments) {
    List<Expression> open = new ArrayList<>(arguments.length);
    boolean odd = false;
    for (Expression argument : arguments) {
      if (!argument.isConstant()) {
        open.add(argument);
      } else {
        odd ^= Functions.isTrue(argument.value());
      }
    }
    Expression rest =
        open.size() == 1 ? truth(pool, open.get(0)) : ordered(pool, Operator.XOR, open);
    return odd ? pool.apply(Operator.NOT, rest) : rest;
  }

  private static Expression negation(ExpressionPool pool, Expression a) {
    return switch (a.operator()) {
      case NOT -> truth(pool, a.argument(0));
      case EQUAL -> raw(pool, Operator.NOT_EQUAL, a.argument(0), a.argument(1));
      case NOT_EQUAL -> raw(pool, Operator.EQUAL, a.argument(0), a.argument(1));
      default -> raw(pool, Operator.NOT, a);
    };
  }

  /** 1 where the formula counts as true, else 0. */
  private static Expression truth(ExpressionPool pool, Expression a) {
    return a.operator().isLogical() ? a : pool.apply(Operator.NOT_EQUAL, a, pool.constant(0));
  }

  /** The pieces that can be reached and make a difference. */
  private static Expression piecewise(ExpressionPool pool, Expression[] arguments) {
    List<Expression> pieces = new ArrayList<>(arguments.length);
    Expression otherwise = arguments[arguments.length - 1];
    for (int i = 1; i < arguments.length; i += 2) {
      if (!arguments[i].isConstant()) {
        pieces.add(arguments[i - 1]);
        pieces.add(arguments[i]);
      } else if (Functions.isTrue(arguments[i].value())) {
        otherwise = arguments[i - 1];
        break;
      }
    }
    while (!pieces.isEmpty() && pieces.get(pieces.size() - 2) == otherwise) {
      pieces.subList(pieces.size() - 2, pieces.size()).clear();
    }
    if (pieces.isEmpty()) {
      return otherwise;
    }
    pieces.add(otherwise);
    return pool.raw(Operator.PIECEWISE, pieces.toArray(Expression[]::new));
  }
}
