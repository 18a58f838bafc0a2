package org.lamarck.worker.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The meaning of formulas, one node at a time: what constants are folded with and what compiled
 * code is tested against. Sums, products, minima and maxima go from left to right.
 */
public final class Evaluator {
  private final List<Expression> nodes;
  private final int[][] arguments;
  private final int[] roots;

  /**
   * Prepares to evaluate formulas of one pool together, each shared part once.
   *
   * @throws IllegalStateException when one of them has a delay or a rateOf: those have no value at
   *     one time alone
   */
  public Evaluator(List<Expression> roots) {
    nodes = Subgraph.nodes(roots);
    arguments = Subgraph.argumentPositions(nodes);
    int[] ids = nodes.stream().mapToInt(Expression::id).toArray();
    this.roots = roots.stream().mapToInt(root -> Arrays.binarySearch(ids, root.id())).toArray();
    for (Expression node : nodes) {
      requireValue(node.operator());
    }
  }

  private static void requireValue(Operator operator) {
    if (operator == Operator.DELAY || operator == Operator.RATE_OF) {
      throw new IllegalStateException(
          operator + " has no value at one time alone. Resolve it before evaluating.");
    }
  }

  /** The values of the formulas, in the order they were given in. */
  public double[] evaluate(ToDoubleFunction<String> symbols, double time) {
    double[] values = new double[nodes.size()];
    for (int n = 0; n < values.length; n++) {
      Expression node = nodes.get(n);
      values[n] =
          switch (node.operator()) {
            case CONSTANT -> node.value();
            case SYMBOL -> symbols.applyAsDouble(node.name());
            case TIME -> time;
            default ->
                node.operator()
                    .value(Arrays.stream(arguments[n]).mapToDouble(i -> values[i]).toArray());
          };
    }
    return Arrays.stream(roots).mapToDouble(n -> values[n]).toArray();
  }

  /** The value of one formula. */
  public static double evaluate(Expression formula, ToDoubleFunction<String> symbols, double time) {
    return new Evaluator(List.of(formula)).evaluate(symbols, time)[0];
  }

  /**
   * The value of one formula.
   *
   * @throws IllegalArgumentException when the formula has a symbol without a value
   */
  public static double evaluate(Expression formula, Map<String, Double> symbols, double time) {
    return evaluate(
        formula,
        name -> {
          Double value = symbols.get(name);
          if (value == null) {
            throw new IllegalArgumentException("no value is given for symbol " + name);
          }
          return value;
        },
        time);
  }
}
