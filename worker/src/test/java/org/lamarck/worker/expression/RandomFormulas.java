package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.random.RandomStream;

/** Random formulas for tests: each as it was made, and as the pool simplifies it. */
final class RandomFormulas {
  static final List<String> SYMBOLS = List.of("a", "b", "c", "d");

  private static final double[] CONSTANTS = {0, 1, -1, 2, 0.5, 3, -2.5, 1e-3, 7, 1e20};

  /** A formula as made and as simplified. */
  record Pair(Expression raw, Expression simplified) {}

  private final ExpressionPool pool;
  private final RandomStream random;
  private final List<Operator> operators;

  RandomFormulas(ExpressionPool pool, RandomStream random, List<Operator> operators) {
    this.pool = pool;
    this.random = random;
    this.operators = operators;
  }

  /** All operators with a value. */
  static List<Operator> allOperators() {
    List<Operator> operators = new ArrayList<>(List.of(Operator.values()));
    operators.removeAll(
        List.of(
            Operator.CONSTANT, Operator.SYMBOL, Operator.TIME, Operator.DELAY, Operator.RATE_OF));
    return operators;
  }

  /** Whether two numbers are the same but for the sign of a zero. */
  static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  /** A formula of so many operators, each applied to leaves or to results before. */
  Pair next(int size) {
    List<Pair> made = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Operator operator = operators.get(random.nextInt(operators.size()));
      int arity = 1;
      while (!operator.accepts(arity)) {
        arity++;
      }
      if (operator.accepts(arity + 2)) {
        arity += 2 * random.nextInt(2);
      }
      Expression[] raw = new Expression[arity];
      Expression[] simplified = new Expression[arity];
      for (int k = 0; k < arity; k++) {
        Pair argument = argument(made);
        raw[k] = argument.raw();
        simplified[k] = argument.simplified();
      }
      made.add(new Pair(pool.raw(operator, raw), pool.apply(operator, simplified)));
    }
    return made.get(size - 1);
  }

  private Pair argument(List<Pair> made) {
    if (!made.isEmpty() && random.nextInt(4) > 0) {
      int recent = Math.min(made.size(), 4);
      return made.get(made.size() - 1 - random.nextInt(recent));
    }
    Expression leaf =
        switch (random.nextInt(3)) {
          case 0 -> pool.constant(CONSTANTS[random.nextInt(CONSTANTS.length)]);
          case 1 -> pool.time();
          default -> pool.symbol(SYMBOLS.get(random.nextInt(SYMBOLS.size())));
        };
    return new Pair(leaf, leaf);
  }
}
