package org.lamarck.worker.expression;

/**
 * The derivatives of an operator by its arguments, as a pass of reverse accumulation wants them:
 * what each argument's adjoint gains. With short words for formulas about formulas.
 */
interface Slope {
  /**
   * Adds adjoint · ∂node/∂argument for each argument that matters.
   *
   * @param adjoint of the node
   */
  void propagate(Expression node, Expression adjoint, Adjoints adjoints);

  /** The adjoints of a node's arguments. */
  interface Adjoints {
    /** Whether anything of interest depends on the argument's adjoint. */
    boolean matters(int argument);

    void add(int argument, Expression term);
  }

  /** The slope of a function of one argument. */
  interface Unary {
    /**
     * a · ∂f/∂x.
     *
     * @param a the adjoint of f
     */
    Expression times(Expression a, Expression f, Expression x);
  }

  static Slope of(Unary unary) {
    return (node, adjoint, adjoints) ->
        adjoints.add(0, unary.times(adjoint, node, node.argument(0)));
  }

  static void ofSum(Expression node, Expression adjoint, Adjoints adjoints) {
    for (int i = 0; i < node.arity(); i++) {
      adjoints.add(i, adjoint);
    }
  }

  /** Each factor gets the product of those before it and those behind it: linear in factors. */
  static void ofProduct(Expression node, Expression adjoint, Adjoints adjoints) {
    int factors = node.arity();
    Expression[] behind = new Expression[factors];
    behind[factors - 1] = node.pool().constant(1);
    for (int i = factors - 1; i > 0; i--) {
      behind[i - 1] = node.argument(i).times(behind[i]);
    }
    Expression before = node.pool().constant(1);
    for (int i = 0; i < factors; i++) {
      if (adjoints.matters(i)) {
        adjoints.add(i, adjoint.times(before.times(behind[i])));
      }
      before = before.times(node.argument(i));
    }
  }

  static void ofRatio(Expression node, Expression adjoint, Adjoints adjoints) {
    Expression slope = adjoint.over(node.argument(1));
    adjoints.add(0, slope);
    adjoints.add(1, slope.times(node).negated());
  }

  /** Of a − b·quotient(a, b). */
  static void ofRemainder(Expression node, Expression adjoint, Adjoints adjoints) {
    adjoints.add(0, adjoint);
    Expression quotient = node.pool().apply(Operator.QUOTIENT, node.argument(0), node.argument(1));
    adjoints.add(1, adjoint.times(quotient).negated());
  }

  /**
   * ∂(xʸ)/∂x = y·xʸ⁻¹, without a logarithm, so right at x = 0. ∂(xʸ)/∂y = xʸ·ln x, whose limit is 0
   * where xʸ is 0.
   */
  static void ofPower(Expression node, Expression adjoint, Adjoints adjoints) {
    ExpressionPool pool = node.pool();
    Expression base = node.argument(0);
    Expression exponent = node.argument(1);
    if (adjoints.matters(0)) {
      Expression lower = pool.power(base, pool.subtract(exponent, pool.constant(1)));
      adjoints.add(0, adjoint.times(exponent.times(lower)));
    }
    if (adjoints.matters(1)) {
      Expression slope = node.times(apply(Operator.LN, base));
      if (!base.isConstant() || !(base.value() > 0)) {
        Expression zero = pool.constant(0);
        Expression nonzero = pool.apply(Operator.NOT_EQUAL, node, zero);
        slope = pool.apply(Operator.PIECEWISE, slope, nonzero, zero);
      }
      adjoints.add(1, adjoint.times(slope));
    }
  }

  private static Expression apply(Operator operator, Expression x) {
    return x.pool().apply(operator, x);
  }

  static Expression square(Expression x) {
    return x.pool().power(x, x.pool().constant(2));
  }

  static Expression root(Expression x) {
    return apply(Operator.SQRT, x);
  }

  static Expression abs(Expression x) {
    return apply(Operator.ABS, x);
  }

  static Expression exp(Expression x) {
    return apply(Operator.EXP, x);
  }

  static Expression sign(Expression x) {
    return apply(Operator.SIGN, x);
  }

  static Expression sin(Expression x) {
    return apply(Operator.SIN, x);
  }

  static Expression cos(Expression x) {
    return apply(Operator.COS, x);
  }

  static Expression tan(Expression x) {
    return apply(Operator.TAN, x);
  }

  static Expression cot(Expression x) {
    return apply(Operator.COT, x);
  }

  static Expression sinh(Expression x) {
    return apply(Operator.SINH, x);
  }

  static Expression cosh(Expression x) {
    return apply(Operator.COSH, x);
  }

  static Expression tanh(Expression x) {
    return apply(Operator.TANH, x);
  }

  static Expression sech(Expression x) {
    return apply(Operator.SECH, x);
  }

  static Expression csch(Expression x) {
    return apply(Operator.CSCH, x);
  }

  static Expression coth(Expression x) {
    return apply(Operator.COTH, x);
  }

  /** 1 + x². */
  static Expression onePlusSquare(Expression x) {
    return x.pool().add(x.pool().constant(1), square(x));
  }

  /** 1 − x². */
  static Expression oneMinusSquare(Expression x) {
    return x.pool().subtract(x.pool().constant(1), square(x));
  }

  /** x² − 1. */
  static Expression squareMinusOne(Expression x) {
    return x.pool().subtract(square(x), x.pool().constant(1));
  }
}
