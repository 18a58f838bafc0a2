package org.lamarck.worker.expression;

/** Rewrites that give the same number for every argument. */
final class Simplifier {
  private Simplifier() {}

  static Expression simplify(ExpressionPool pool, Operator operator, Expression[] arguments) {
    return pool.raw(operator, arguments);
  }
}
