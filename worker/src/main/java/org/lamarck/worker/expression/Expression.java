package org.lamarck.worker.expression;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A node of a formula; made only by its {@link ExpressionPool}, equal only to itself. Serialised as
 * a reference into its pool, which is written once, flat.
 */
public final class Expression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient ExpressionPool pool;
  private final transient int id;
  private final transient Operator operator;
  private final transient double value;
  private final transient String name;
  private final transient Expression[] arguments;

  Expression(
      ExpressionPool pool,
      int id,
      Operator operator,
      double value,
      String name,
      Expression[] arguments) {
    this.pool = pool;
    this.id = id;
    this.operator = operator;
    this.value = value;
    this.name = name;
    this.arguments = arguments;
  }

  public ExpressionPool pool() {
    return pool;
  }

  /** The node's number in its pool; larger than those of its arguments. */
  public int id() {
    return id;
  }

  public Operator operator() {
    return operator;
  }

  public int arity() {
    return arguments.length;
  }

  public Expression argument(int i) {
    return arguments[i];
  }

  public List<Expression> arguments() {
    return List.of(arguments);
  }

  /** The sum with another formula of the same pool. */
  public Expression plus(Expression other) {
    return pool.add(this, other);
  }

  public Expression plus(double number) {
    return plus(pool.constant(number));
  }

  public Expression minus(Expression other) {
    return pool.subtract(this, other);
  }

  public Expression minus(double number) {
    return minus(pool.constant(number));
  }

  public Expression times(Expression other) {
    return pool.multiply(this, other);
  }

  public Expression times(double number) {
    return pool.multiply(pool.constant(number), this);
  }

  /** The quotient by another formula of the same pool. */
  public Expression over(Expression other) {
    return pool.divide(this, other);
  }

  public Expression over(double number) {
    return over(pool.constant(number));
  }

  public Expression power(Expression exponent) {
    return pool.power(this, exponent);
  }

  public Expression power(double exponent) {
    return power(pool.constant(exponent));
  }

  public Expression negated() {
    return pool.negate(this);
  }

  /** A function of this one formula, such as {@link Operator#EXP}. */
  public Expression applied(Operator function) {
    return pool.apply(function, this);
  }

  public boolean isConstant() {
    return operator == Operator.CONSTANT;
  }

  /** Whether this is the number {@code number}; 0 and −0 are the same here. */
  public boolean is(double number) {
    return operator == Operator.CONSTANT && value == number;
  }

  public boolean isSymbol() {
    return operator == Operator.SYMBOL;
  }

  /** The number of a {@link Operator#CONSTANT}. */
  public double value() {
    if (operator != Operator.CONSTANT) {
      throw new IllegalStateException(operator + " has no value of its own");
    }
    return value;
  }

  /** The name of a {@link Operator#SYMBOL}. */
  public String name() {
    if (operator != Operator.SYMBOL) {
      throw new IllegalStateException(operator + " has no name");
    }
    return name;
  }

  private Object writeReplace() {
    return new Reference(pool, id);
  }

  /** What stands for a node in a serialised form. */
  private record Reference(ExpressionPool pool, int id) implements Serializable {
    private Object readResolve() {
      return pool.node(id);
    }
  }

  boolean isMadeOf(Operator operator, double value, String name, Expression[] arguments) {
    return this.operator == operator
        && Double.doubleToLongBits(this.value) == Double.doubleToLongBits(value)
        && this.name.equals(name)
        && Arrays.equals(this.arguments, arguments);
  }

  /** Of the id: nodes of one pool are spread evenly, and in each run alike. */
  @Override
  public int hashCode() {
    return id;
  }

  int hashOfParts() {
    return ExpressionPool.hash(operator, value, name, arguments);
  }

  /** Operator and arguments' ids: for debugging, not for reading formulas. */
  @Override
  public String toString() {
    return switch (operator) {
      case CONSTANT -> Double.toString(value);
      case SYMBOL -> name;
      case TIME -> "time";
      default ->
          operator + Arrays.toString(Arrays.stream(arguments).map(a -> "#" + a.id).toArray());
    };
  }
}
