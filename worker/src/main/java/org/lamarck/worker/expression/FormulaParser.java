package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads formulas in the math language of PEtab (2.0.0, section "Math expressions syntax").
 *
 * <p>From the tightest: {@code ^} (from right to left), unary {@code + -}, {@code !}, {@code * /},
 * {@code + -}, comparisons, and last {@code &&} and {@code ||} with the same precedence from left
 * to right. A minus before a power is outside it, also within an exponent: {@code -2^2} is −4.
 * Every name that is not a function is a symbol, but for {@code time}, {@code inf}, {@code true}
 * and {@code false}.
 *
 * <p>Outside of PEtab's tables also {@code **}, {@code asin} and its like, {@code floor} and {@code
 * ceil} are known, numbers such as {@code .5} and minima of more than two. {@code factorial},
 * {@code quotient}, {@code rem} and {@code xor} are there so that all that {@link FormulaPrinter}
 * prints can be read.
 */
public final class FormulaParser {
  /** Deeper formulas are refused: each level takes a few frames of the stack. */
  static final int DEEPEST_NESTING = 500;

  private static final int LOGICAL = 1;
  private static final int COMPARISON = 2;
  private static final int SUM = 3;
  private static final int PRODUCT = 4;
  private static final int NOT = 5;
  private static final int SIGN = 6;
  private static final int POWER = 7;
  private static final int OPERAND = 8;

  private final ExpressionPool pool;
  private final FormulaScanner scanner;
  private final Dialect dialect;
  private int nesting;

  private enum Dialect {
    OPEN,
    PETAB,
    SBML_LEVEL_ONE
  }

  private FormulaParser(ExpressionPool pool, String formula, Dialect dialect)
      throws FormulaException {
    this.pool = pool;
    this.dialect = dialect;
    scanner = new FormulaScanner(formula);
  }

  /** The formula of the text, in nodes of the pool. */
  public static Expression parse(ExpressionPool pool, String formula) throws FormulaException {
    return new FormulaParser(pool, formula, Dialect.OPEN).whole();
  }

  /** The formula of a text in a PEtab table, where only what PEtab knows is allowed. */
  public static Expression parsePetab(ExpressionPool pool, String formula) throws FormulaException {
    return new FormulaParser(pool, formula, Dialect.PETAB).whole();
  }

  /**
   * The formula of a text of SBML Level 1 (Version 2, section 3.6): the same language, in which a
   * sign binds tighter than {@code ^} and that goes from left to right, so {@code -k^2} is k² and
   * {@code 2^3^2} is 64; {@code sqr} squares, and {@code inf}, {@code true} and {@code false} are
   * names as others.
   */
  public static Expression parseLevelOne(ExpressionPool pool, String formula)
      throws FormulaException {
    return new FormulaParser(pool, formula, Dialect.SBML_LEVEL_ONE).whole();
  }

  private Expression whole() throws FormulaException {
    Expression whole = expression(LOGICAL);
    if (!scanner.atEnd()) {
      throw scanner.unexpected("an operator or nothing");
    }
    return whole;
  }

  /** A formula whose operators outside of parentheses bind at least as tightly as the level. */
  private Expression expression(int level) throws FormulaException {
    nesting++;
    if (nesting > DEEPEST_NESTING) {
      throw new FormulaException(
          scanner.column(),
          "the formula is nested more than " + DEEPEST_NESTING + " levels deep",
          "name parts of it and use the names");
    }
    Expression left = prefix();
    while (levelOf(scanner.token()) >= level) {
      String operator = scanner.token();
      int tightness = levelOf(operator);
      if (dialect == Dialect.PETAB && operator.equals("**")) {
        throw new FormulaException(scanner.column(), "PEtab has no operator **", "write ^");
      }
      scanner.advance();
      boolean isFromRight = tightness == POWER && dialect != Dialect.SBML_LEVEL_ONE;
      Expression right = expression(isFromRight ? POWER : tightness + 1);
      left = binary(operator, left, right);
    }
    nesting--;
    return left;
  }

  private static int levelOf(String token) {
    return switch (token) {
      case "^", "**" -> POWER;
      case "*", "/" -> PRODUCT;
      case "+", "-" -> SUM;
      case "<", "<=", ">", ">=", "==", "!=" -> COMPARISON;
      case "&&", "||" -> LOGICAL;
      default -> 0;
    };
  }

  private Expression binary(String operator, Expression a, Expression b) {
    return switch (operator) {
      case "+" -> pool.add(a, b);
      case "-" -> pool.subtract(a, b);
      case "*" -> pool.multiply(a, b);
      case "/" -> pool.divide(a, b);
      case "<" -> pool.apply(Operator.LESS, a, b);
      case "<=" -> pool.apply(Operator.LESS_EQUAL, a, b);
      case ">" -> pool.apply(Operator.GREATER, a, b);
      case ">=" -> pool.apply(Operator.GREATER_EQUAL, a, b);
      case "==" -> pool.apply(Operator.EQUAL, a, b);
      case "!=" -> pool.apply(Operator.NOT_EQUAL, a, b);
      case "&&" -> pool.apply(Operator.AND, a, b);
      case "||" -> pool.apply(Operator.OR, a, b);
      default -> pool.power(a, b);
    };
  }

  private Expression prefix() throws FormulaException {
    String token = scanner.token();
    int column = scanner.column();
    switch (scanner.kind()) {
      case NUMBER -> {
        scanner.advance();
        return number(token, column);
      }
      case NAME -> {
        scanner.advance();
        return scanner.is("(") ? function(token, column) : named(token);
      }
      default -> {
        return signed(token);
      }
    }
  }

  private Expression number(String token, int column) throws FormulaException {
    double value = Double.parseDouble(token);
    if (dialect == Dialect.PETAB && !token.matches("[0-9]+(\\.[0-9]+)?([eE].*)?")) {
      throw new FormulaException(
          column, token + " has no digit before or behind its point", "write one, as 0.5 or 1.0");
    }
    if (Double.isInfinite(value)) {
      throw new FormulaException(
          column,
          token + " is above the largest number, " + Double.MAX_VALUE,
          "write inf if meant");
    }
    return pool.constant(value);
  }

  private Expression signed(String token) throws FormulaException {
    switch (token) {
      case "+" -> {
        scanner.advance();
        return expression(signLevel());
      }
      case "-" -> {
        scanner.advance();
        return pool.negate(expression(signLevel()));
      }
      case "!" -> {
        scanner.advance();
        return pool.apply(Operator.NOT, expression(NOT));
      }
      case "(" -> {
        scanner.advance();
        Expression inner = expression(LOGICAL);
        scanner.close("an operator or )");
        return inner;
      }
      default -> throw scanner.unexpected("a number, a name or (");
    }
  }

  /** Operators of this level and above stand within what a sign is for. */
  private int signLevel() {
    return dialect == Dialect.SBML_LEVEL_ONE ? OPERAND : SIGN;
  }

  private Expression named(String name) {
    if (dialect == Dialect.SBML_LEVEL_ONE && !name.equals("time")) {
      return pool.symbol(name);
    }
    return switch (name) {
      case "time" -> pool.time();
      case "inf" -> pool.constant(Double.POSITIVE_INFINITY);
      case "true" -> pool.constant(1);
      case "false" -> pool.constant(0);
      default -> pool.symbol(name);
    };
  }

  private Expression function(String name, int column) throws FormulaException {
    scanner.advance();
    List<Expression> arguments = new ArrayList<>();
    if (!scanner.is(")")) {
      arguments.add(expression(LOGICAL));
      while (scanner.is(",")) {
        scanner.advance();
        arguments.add(expression(LOGICAL));
      }
    }
    scanner.close("an operator, a comma or )");
    int count = arguments.size();
    if (name.equals("log") && count == 2) {
      return logarithm(arguments.get(0), arguments.get(1));
    }
    if (dialect == Dialect.SBML_LEVEL_ONE && name.equals("sqr") && count == 1) {
      return pool.power(arguments.get(0), pool.constant(2));
    }
    Operator operator = FormulaFunctions.OPERATORS.get(name);
    if (operator == null) {
      throw new FormulaException(
          column,
          "there is no function " + name,
          "the functions are " + String.join(", ", FormulaFunctions.OPERATORS.keySet()));
    }
    if (dialect == Dialect.PETAB && !FormulaFunctions.isPetab(name, operator)) {
      throw new FormulaException(
          column, "PEtab has no function " + name, FormulaFunctions.instead(operator));
    }
    boolean complete = operator != Operator.PIECEWISE || count % 2 == 1;
    boolean takesMore =
        dialect != Dialect.PETAB || (operator != Operator.MIN && operator != Operator.MAX);
    if (!operator.accepts(count) || !complete || (count > 2 && !takesMore)) {
      throw new FormulaException(
          column,
          name + " does not take " + count + (count == 1 ? " argument" : " arguments"),
          "write " + FormulaFunctions.usage(name, operator));
    }
    return pool.apply(operator, arguments);
  }

  private Expression logarithm(Expression x, Expression base) {
    if (base.is(2)) {
      return pool.apply(Operator.LOG2, x);
    }
    if (base.is(10)) {
      return pool.apply(Operator.LOG10, x);
    }
    return pool.divide(pool.apply(Operator.LN, x), pool.apply(Operator.LN, base));
  }
}
