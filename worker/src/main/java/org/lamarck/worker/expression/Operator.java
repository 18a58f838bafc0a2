package org.lamarck.worker.expression;

/**
 * The operators of a formula. Truth is 1 and 0; any number other than 0 counts as true (SBML L3V2
 * section 3.4.9). Angles are in radians.
 */
public enum Operator {
  /** A number. */
  CONSTANT(0, 0),
  /** A named quantity, given by the model. */
  SYMBOL(0, 0),
  /** Model time. */
  TIME(0, 0),

  /** Sum, from left to right. */
  ADD(2, Integer.MAX_VALUE),
  /** Product, from left to right. */
  MULTIPLY(2, Integer.MAX_VALUE),
  NEGATE(1, 1),
  DIVIDE(2, 2),
  POWER(2, 2),
  /** Truncated quotient (MathML {@code quotient}). */
  QUOTIENT(2, 2),
  /** a − b · quotient(a, b) (MathML {@code rem}). */
  REMAINDER(2, 2),
  MIN(2, Integer.MAX_VALUE),
  MAX(2, Integer.MAX_VALUE),

  ABS(1, 1),
  /** −1, 0 or 1. */
  SIGN(1, 1),
  FLOOR(1, 1),
  CEILING(1, 1),
  FACTORIAL(1, 1),
  EXP(1, 1),
  LN(1, 1),
  LOG2(1, 1),
  LOG10(1, 1),
  SQRT(1, 1),

  SIN(1, 1),
  COS(1, 1),
  TAN(1, 1),
  SEC(1, 1),
  CSC(1, 1),
  COT(1, 1),
  ARCSIN(1, 1),
  ARCCOS(1, 1),
  ARCTAN(1, 1),
  ARCSEC(1, 1),
  ARCCSC(1, 1),
  ARCCOT(1, 1),
  SINH(1, 1),
  COSH(1, 1),
  TANH(1, 1),
  SECH(1, 1),
  CSCH(1, 1),
  COTH(1, 1),
  ARCSINH(1, 1),
  ARCCOSH(1, 1),
  ARCTANH(1, 1),
  ARCSECH(1, 1),
  ARCCSCH(1, 1),
  ARCCOTH(1, 1),

  LESS(2, 2),
  LESS_EQUAL(2, 2),
  GREATER(2, 2),
  GREATER_EQUAL(2, 2),
  EQUAL(2, 2),
  NOT_EQUAL(2, 2),
  AND(2, Integer.MAX_VALUE),
  OR(2, Integer.MAX_VALUE),
  /** True for an odd number of true arguments. */
  XOR(2, Integer.MAX_VALUE),
  NOT(1, 1),

  /**
   * value₁, condition₁, value₂, condition₂, …, otherwise: the first value whose condition holds.
   */
  PIECEWISE(3, Integer.MAX_VALUE),
  /** The value of the first argument the second argument ago (MathML csymbol delay). */
  DELAY(2, 2),
  /** The time derivative of a symbol (MathML csymbol rateOf). */
  RATE_OF(1, 1);

  private final int fewest;
  private final int most;

  Operator(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  /** Whether the operator takes so many arguments. */
  public boolean accepts(int arguments) {
    return arguments >= fewest && arguments <= most;
  }

  /** Whether the answer is a truth value. */
  public boolean isLogical() {
    return compareTo(LESS) >= 0 && compareTo(NOT) <= 0;
  }
}
