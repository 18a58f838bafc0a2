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
                apply(
                    node.operator(),
                    Arrays.stream(arguments[n]).mapToDouble(i -> values[i]).toArray());
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

  /**
   * An operator applied to numbers.
   *
   * @throws IllegalStateException for those that need more than numbers: leaves, delay, rateOf
   */
  public static double apply(Operator operator, double... x) {
    return switch (operator) {
      case CONSTANT, SYMBOL, TIME, DELAY, RATE_OF ->
          throw new IllegalStateException(operator + " is not a function of numbers");
      case ADD, MULTIPLY, MIN, MAX, AND, OR, XOR -> fold(operator, x);
      case PIECEWISE -> piecewise(x);
      case LESS -> Functions.less(x[0], x[1]);
      case LESS_EQUAL -> Functions.lessEqual(x[0], x[1]);
      case GREATER -> Functions.greater(x[0], x[1]);
      case GREATER_EQUAL -> Functions.greaterEqual(x[0], x[1]);
      case EQUAL -> Functions.equal(x[0], x[1]);
      case NOT_EQUAL -> Functions.notEqual(x[0], x[1]);
      case NOT -> Functions.not(x[0]);
      case DIVIDE -> x[0] / x[1];
      case POWER -> Functions.power(x[0], x[1]);
      case QUOTIENT -> Functions.quotient(x[0], x[1]);
      case REMAINDER -> Functions.remainder(x[0], x[1]);
      default -> unary(operator, x[0]);
    };
  }

  private static double fold(Operator operator, double[] x) {
    double result = x[0];
    for (int i = 1; i < x.length; i++) {
      result =
          switch (operator) {
            case ADD -> result + x[i];
            case MULTIPLY -> result * x[i];
            case MIN -> Math.min(result, x[i]);
            case MAX -> Math.max(result, x[i]);
            case AND -> Functions.and(result, x[i]);
            case OR -> Functions.or(result, x[i]);
            default -> Functions.xor(result, x[i]);
          };
    }
    return result;
  }

  private static double piecewise(double[] x) {
    for (int i = 1; i < x.length; i += 2) {
      if (Functions.isTrue(x[i])) {
        return x[i - 1];
      }
    }
    return x[x.length - 1];
  }

  private static double unary(Operator operator, double x) {
    return switch (operator) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case CEILING -> Math.ceil(x);
      case FACTORIAL -> Functions.factorial(x);
      case EXP -> Math.exp(x);
      case LN -> Math.log(x);
      case LOG2 -> Functions.log2(x);
      case LOG10 -> Math.log10(x);
      case SQRT -> Math.sqrt(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case SEC -> Functions.sec(x);
      case CSC -> Functions.csc(x);
      case COT -> Functions.cot(x);
      case ARCSIN -> Math.asin(x);
      case ARCCOS -> Math.acos(x);
      case ARCTAN -> Math.atan(x);
      case ARCSEC -> Functions.arcsec(x);
      case ARCCSC -> Functions.arccsc(x);
      case ARCCOT -> Functions.arccot(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case SECH -> Functions.sech(x);
      case CSCH -> Functions.csch(x);
      case COTH -> Functions.coth(x);
      case ARCSINH -> Functions.arcsinh(x);
      case ARCCOSH -> Functions.arccosh(x);
      case ARCTANH -> Functions.arctanh(x);
      case ARCSECH -> Functions.arcsech(x);
      case ARCCSCH -> Functions.arccsch(x);
      case ARCCOTH -> Functions.arccoth(x);
      default -> throw new IllegalStateException(operator + " does not take one argument");
    };
  }
}
