package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/**
 * The operators of MathML as SBML means them: with any number of arguments where it allows that.
 */
final class Operations {
  private final ExpressionPool pool;
  private final Findings findings;

  Operations(ExpressionPool pool, Findings findings) {
    this.pool = pool;
    this.findings = findings;
  }

  /**
   * An application.
   *
   * @param at the operator's element
   * @param qualifier the degree of a root or the base of a logarithm
   */
  Expression apply(XmlElement at, @Nullable Expression qualifier, List<Expression> arguments) {
    return switch (at.name()) {
      case "plus" -> fold(Operator.ADD, arguments, 0);
      case "times" -> fold(Operator.MULTIPLY, arguments, 1);
      case "and" -> logical(Operator.AND, arguments, 1);
      case "or" -> logical(Operator.OR, arguments, 0);
      case "xor" -> logical(Operator.XOR, arguments, 0);
      case "implies" ->
          arguments.size() == 2
              ? pool.apply(
                  Operator.OR, pool.apply(Operator.NOT, arguments.get(0)), arguments.get(1))
              : arity(at, arguments);
      case "min" -> fold(Operator.MIN, arguments, Double.POSITIVE_INFINITY);
      case "max" -> fold(Operator.MAX, arguments, Double.NEGATIVE_INFINITY);
      case "minus" ->
          switch (arguments.size()) {
            case 1 -> pool.negate(arguments.get(0));
            case 2 -> pool.subtract(arguments.get(0), arguments.get(1));
            default -> arity(at, arguments);
          };
      case "root" ->
          arguments.size() == 1 ? root(qualifier, arguments.get(0)) : arity(at, arguments);
      case "log" -> arguments.size() == 1 ? log(qualifier, arguments.get(0)) : arity(at, arguments);
      case "eq" -> chain(Operator.EQUAL, arguments);
      case "neq" -> chain(Operator.NOT_EQUAL, arguments);
      case "lt" -> chain(Operator.LESS, arguments);
      case "leq" -> chain(Operator.LESS_EQUAL, arguments);
      case "gt" -> chain(Operator.GREATER, arguments);
      case "geq" -> chain(Operator.GREATER_EQUAL, arguments);
      default -> plain(at, arguments);
    };
  }

  private Expression plain(XmlElement at, List<Expression> arguments) {
    Operator operator = Operator.ofMathMl(at.name());
    if (operator == null) {
      findings.error(
          at, "<" + at.name() + "> is no operator of SBML", "write it with those that SBML has");
      return pool.constant(Double.NaN);
    }
    return operator.accepts(arguments.size())
        ? pool.apply(operator, arguments)
        : arity(at, arguments);
  }

  /** The application of a csymbol. */
  Expression symbol(XmlElement at, String name, List<Expression> arguments) {
    Operator operator =
        switch (name) {
          case "delay" -> Operator.DELAY;
          case "rateOf" -> Operator.RATE_OF;
          default -> null;
        };
    if (operator == null) {
      findings.error(
          at, "the symbol " + name + " is no function of SBML", "use delay or rateOf, or none");
      return pool.constant(Double.NaN);
    }
    return operator.accepts(arguments.size())
        ? pool.apply(operator, arguments)
        : arity(at, arguments);
  }

  private Expression arity(XmlElement at, List<Expression> arguments) {
    findings.error(
        at,
        "the formula gives " + at.name() + " " + arguments.size() + " arguments",
        "give it as many as it takes");
    return pool.constant(Double.NaN);
  }

  private Expression fold(Operator operator, List<Expression> arguments, double ofNone) {
    return switch (arguments.size()) {
      case 0 -> pool.constant(ofNone);
      case 1 -> arguments.get(0);
      default -> pool.apply(operator, arguments);
    };
  }

  private Expression logical(Operator operator, List<Expression> arguments, double ofNone) {
    if (arguments.size() == 1 && !arguments.get(0).operator().isLogical()) {
      return pool.apply(Operator.NOT_EQUAL, arguments.get(0), pool.constant(0));
    }
    return fold(operator, arguments, ofNone);
  }

  /** a &lt; b &lt; c means a &lt; b and b &lt; c. */
  private Expression chain(Operator operator, List<Expression> arguments) {
    List<Expression> links = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      links.add(pool.apply(operator, arguments.get(i), arguments.get(i + 1)));
    }
    return fold(Operator.AND, links, 1);
  }

  private Expression root(@Nullable Expression degree, Expression of) {
    return degree == null || degree.is(2)
        ? pool.apply(Operator.SQRT, of)
        : pool.power(of, pool.divide(pool.constant(1), degree));
  }

  private Expression log(@Nullable Expression base, Expression of) {
    if (base == null || base.is(10)) {
      return pool.apply(Operator.LOG10, of);
    }
    if (base.is(2)) {
      return pool.apply(Operator.LOG2, of);
    }
    return pool.divide(pool.apply(Operator.LN, of), pool.apply(Operator.LN, base));
  }

  /** Values and conditions in turn. */
  Expression piecewise(List<Expression> pieces, Expression otherwise) {
    if (pieces.isEmpty()) {
      return otherwise;
    }
    List<Expression> arguments = new ArrayList<>(pieces);
    arguments.add(otherwise);
    return pool.apply(Operator.PIECEWISE, arguments);
  }
}
