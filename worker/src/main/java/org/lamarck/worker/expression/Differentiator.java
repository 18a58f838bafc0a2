package org.lamarck.worker.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Derivatives of formulas as formulas, by reverse accumulation: one pass from the root down gives
 * the derivatives with respect to all leaves, in nodes of the order of the formula itself. What
 * does not depend on a leaf contributes nothing, not a product with 0.
 *
 * <p>Where a value is selected ({@code piecewise}, {@code min}, {@code max}), the derivative
 * selects among the derivatives of the values; they are found for each value apart, so that an
 * infinite slope of a value that is not selected never meets a factor 0. A part that many such
 * values share is passed once for each of them. Conditions and step functions have derivative 0;
 * what happens at a jump is the integrator's concern.
 */
public final class Differentiator {
  private static final Comparator<Expression> BY_ID = Comparator.comparingInt(Expression::id);

  private final ExpressionPool pool;
  private final Expression one;
  private final Expression zero;

  /** The nodes that depend on the leaves of interest in a differentiable way. */
  private final Set<Expression> active = new HashSet<>();

  /** The gradients of the selecting nodes and of the values they select from. */
  private final Map<Expression, SortedMap<Expression, Expression>> selected = new HashMap<>();

  /** The adjoints ∂root/∂node of the nodes still to be passed, as terms of a sum. */
  private TreeMap<Expression, List<Expression>> open = new TreeMap<>(BY_ID);

  private Differentiator(ExpressionPool pool) {
    this.pool = pool;
    one = pool.constant(1);
    zero = pool.constant(0);
  }

  /**
   * The partial derivatives with respect to each symbol and the time, without those that are 0 by
   * structure, by ascending id of the leaf. Symbols are independent of each other and of time.
   *
   * @throws IllegalStateException when the formula depends on a delay or a rateOf
   */
  public static Map<Expression, Expression> gradient(Expression f) {
    return gradient(f, leaf -> true);
  }

  /**
   * The partial derivatives with respect to some of the symbols and the time, as {@link
   * #gradient(Expression)}.
   *
   * @param ofInterest says of a leaf whether its derivative is wanted
   */
  public static Map<Expression, Expression> gradient(
      Expression f, Predicate<Expression> ofInterest) {
    return new Differentiator(f.pool()).partials(f, ofInterest);
  }

  /**
   * The partial derivative with respect to one symbol or the time; the constant 0 when there is no
   * dependence.
   *
   * @throws IllegalStateException when the formula depends on a delay or a rateOf
   */
  public static Expression derivative(Expression f, Expression leaf) {
    if (!Subgraph.isLeaf(leaf)) {
      throw new IllegalArgumentException(leaf + " is neither a symbol nor the time");
    }
    return gradient(f, other -> other == leaf).getOrDefault(leaf, f.pool().constant(0));
  }

  private Map<Expression, Expression> partials(Expression f, Predicate<Expression> ofInterest) {
    List<Expression> nodes = Subgraph.nodes(List.of(f), Differentiator::carries);
    for (Expression node : nodes) {
      requireDerivative(node);
      if (Subgraph.isLeaf(node) ? ofInterest.test(node) : hasActiveArgument(node)) {
        active.add(node);
      }
    }
    for (Expression node : nodes) {
      if (selects(node.operator()) && active.contains(node)) {
        selected.put(node, selection(node));
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(reverse(f)));
  }

  private static void requireDerivative(Expression node) {
    if (node.operator() == Operator.DELAY || node.operator() == Operator.RATE_OF) {
      throw new IllegalStateException(
          node.operator() + " has no partial derivative. Resolve it before differentiating.");
    }
  }

  private boolean hasActiveArgument(Expression node) {
    for (int i = 0; i < node.arity(); i++) {
      if (carries(node, i) && active.contains(node.argument(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the derivative with respect to an argument can differ from 0. */
  private static boolean carries(Expression node, int argument) {
    return switch (node.operator()) {
      case SIGN, FLOOR, CEILING, FACTORIAL, QUOTIENT -> false;
      case PIECEWISE -> argument % 2 == 0;
      default -> !node.operator().isLogical();
    };
  }

  private static boolean selects(Operator operator) {
    return operator == Operator.PIECEWISE || operator == Operator.MIN || operator == Operator.MAX;
  }

  /** The gradient of a node that selects one of its arguments, by leaf. */
  private SortedMap<Expression, Expression> selection(Expression node) {
    List<Expression> values = new ArrayList<>();
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < node.arity(); i++) {
      if (node.operator() != Operator.PIECEWISE) {
        values.add(node.argument(i));
        conditions.add(pool.apply(Operator.EQUAL, node.argument(i), node));
      } else if (i % 2 == 0) {
        values.add(node.argument(i));
      } else {
        conditions.add(node.argument(i));
      }
    }
    List<SortedMap<Expression, Expression>> slopes = new ArrayList<>();
    TreeSet<Expression> leaves = new TreeSet<>(BY_ID);
    for (Expression value : values) {
      SortedMap<Expression, Expression> slope = selected.get(value);
      if (slope == null) {
        slope = reverse(value);
        selected.put(value, slope);
      }
      slopes.add(slope);
      leaves.addAll(slope.keySet());
    }
    SortedMap<Expression, Expression> gradient = new TreeMap<>(BY_ID);
    for (Expression leaf : leaves) {
      List<Expression> pieces = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        pieces.add(slopes.get(i).getOrDefault(leaf, zero));
        if (i < values.size() - 1) {
          pieces.add(conditions.get(i));
        }
      }
      gradient.put(leaf, pool.apply(Operator.PIECEWISE, pieces));
    }
    return gradient;
  }

  /** The gradient of a node by leaf, when those of the selecting nodes below are known. */
  private SortedMap<Expression, Expression> reverse(Expression root) {
    SortedMap<Expression, Expression> gradient = new TreeMap<>(BY_ID);
    open = new TreeMap<>(BY_ID);
    contribute(root, one);
    while (!open.isEmpty()) {
      Map.Entry<Expression, List<Expression>> last = open.pollLastEntry();
      Expression node = last.getKey();
      List<Expression> terms = last.getValue();
      Expression adjoint = terms.size() == 1 ? terms.get(0) : pool.apply(Operator.ADD, terms);
      if (adjoint.is(0)) {
        continue;
      }
      if (Subgraph.isLeaf(node)) {
        gradient.put(node, adjoint);
      } else if (selects(node.operator())) {
        selected
            .getOrDefault(node, Collections.emptySortedMap())
            .forEach((leaf, slope) -> contribute(leaf, pool.multiply(adjoint, slope)));
      } else {
        propagate(node, adjoint);
      }
    }
    return gradient;
  }

  private void contribute(Expression argument, Expression term) {
    if (active.contains(argument)) {
      open.computeIfAbsent(argument, a -> new ArrayList<>(2)).add(term);
    }
  }

  private void propagate(Expression node, Expression adjoint) {
    switch (node.operator()) {
      case ADD -> {
        for (int i = 0; i < node.arity(); i++) {
          contribute(node.argument(i), adjoint);
        }
      }
      case MULTIPLY -> propagateProduct(node, adjoint);
      case DIVIDE -> {
        Expression slope = pool.divide(adjoint, node.argument(1));
        contribute(node.argument(0), slope);
        contribute(node.argument(1), pool.negate(pool.multiply(slope, node)));
      }
      case POWER -> propagatePower(node, adjoint);
      case REMAINDER -> { // a − b·quotient(a, b)
        contribute(node.argument(0), adjoint);
        Expression quotient = pool.apply(Operator.QUOTIENT, node.argument(0), node.argument(1));
        contribute(node.argument(1), pool.negate(pool.multiply(adjoint, quotient)));
      }
      default -> contribute(node.argument(0), propagateUnary(node, node.argument(0), adjoint));
    }
  }

  /** Each factor gets the product of those before it and those behind it: linear in factors. */
  private void propagateProduct(Expression node, Expression adjoint) {
    int factors = node.arity();
    Expression[] behind = new Expression[factors];
    behind[factors - 1] = one;
    for (int i = factors - 1; i > 0; i--) {
      behind[i - 1] = pool.multiply(node.argument(i), behind[i]);
    }
    Expression before = one;
    for (int i = 0; i < factors; i++) {
      if (active.contains(node.argument(i))) {
        Expression others = pool.multiply(before, behind[i]);
        contribute(node.argument(i), pool.multiply(adjoint, others));
      }
      before = pool.multiply(before, node.argument(i));
    }
  }

  /**
   * ∂(xʸ)/∂x = y·xʸ⁻¹, without a logarithm, so right at x = 0. ∂(xʸ)/∂y = xʸ·ln x, whose limit is 0
   * where xʸ is 0.
   */
  private void propagatePower(Expression node, Expression adjoint) {
    Expression base = node.argument(0);
    Expression exponent = node.argument(1);
    if (active.contains(base)) {
      Expression lower = pool.power(base, pool.subtract(exponent, one));
      contribute(base, pool.multiply(adjoint, pool.multiply(exponent, lower)));
    }
    if (active.contains(exponent)) {
      Expression slope = pool.multiply(node, pool.apply(Operator.LN, base));
      if (!base.isConstant() || !(base.value() > 0)) {
        Expression nonzero = pool.apply(Operator.NOT_EQUAL, node, zero);
        slope = pool.apply(Operator.PIECEWISE, slope, nonzero, zero);
      }
      contribute(exponent, pool.multiply(adjoint, slope));
    }
  }

  /** The adjoint of the argument x of the function f. */
  private Expression propagateUnary(Expression f, Expression x, Expression adjoint) {
    return switch (f.operator()) {
      case NEGATE -> pool.negate(adjoint);
      case ABS -> times(adjoint, apply(Operator.SIGN, x));
      case EXP -> times(adjoint, f);
      case LN -> pool.divide(adjoint, x);
      case LOG2 -> pool.divide(adjoint, times(pool.constant(Functions.LN_2), x));
      case LOG10 -> pool.divide(adjoint, times(pool.constant(Functions.LN_10), x));
      case SQRT -> pool.divide(adjoint, times(pool.constant(2), f));
      case SIN -> times(adjoint, apply(Operator.COS, x));
      case COS -> minusTimes(adjoint, apply(Operator.SIN, x));
      case TAN -> times(adjoint, pool.add(one, square(f)));
      case SEC -> times(adjoint, times(f, apply(Operator.TAN, x)));
      case CSC -> minusTimes(adjoint, times(f, apply(Operator.COT, x)));
      case COT -> minusTimes(adjoint, pool.add(one, square(f)));
      case SINH -> times(adjoint, apply(Operator.COSH, x));
      case COSH -> times(adjoint, apply(Operator.SINH, x));
      case TANH -> times(adjoint, square(apply(Operator.SECH, x)));
      case SECH -> minusTimes(adjoint, times(f, apply(Operator.TANH, x)));
      case CSCH -> minusTimes(adjoint, times(f, apply(Operator.COTH, x)));
      case COTH -> minusTimes(adjoint, square(apply(Operator.CSCH, x)));
      default -> propagateInverse(f.operator(), x, adjoint);
    };
  }

  /** The adjoint of the argument of an inverse circular or hyperbolic function. */
  private Expression propagateInverse(Operator operator, Expression x, Expression adjoint) {
    Expression size = apply(Operator.ABS, x);
    Expression x2 = square(x);
    Expression above = pool.subtract(x2, one);
    Expression below = pool.subtract(one, x2);
    Expression sum = pool.add(one, x2);
    return switch (operator) {
      case ARCSIN -> pool.divide(adjoint, root(below));
      case ARCCOS -> pool.negate(pool.divide(adjoint, root(below)));
      case ARCTAN -> pool.divide(adjoint, sum);
      case ARCSEC -> pool.divide(adjoint, times(size, root(above)));
      case ARCCSC -> pool.negate(pool.divide(adjoint, times(size, root(above))));
      case ARCCOT -> pool.negate(pool.divide(adjoint, sum));
      case ARCSINH -> pool.divide(adjoint, root(sum));
      case ARCCOSH -> pool.divide(adjoint, root(above));
      case ARCTANH, ARCCOTH -> pool.divide(adjoint, below);
      case ARCSECH -> pool.negate(pool.divide(adjoint, times(x, root(below))));
      case ARCCSCH -> pool.negate(pool.divide(adjoint, times(size, root(sum))));
      default -> throw new IllegalStateException("no derivative of " + operator + " is known");
    };
  }

  private Expression apply(Operator operator, Expression x) {
    return pool.apply(operator, x);
  }

  private Expression times(Expression a, Expression b) {
    return pool.multiply(a, b);
  }

  private Expression minusTimes(Expression a, Expression b) {
    return pool.negate(pool.multiply(a, b));
  }

  private Expression square(Expression x) {
    return pool.power(x, pool.constant(2));
  }

  private Expression root(Expression x) {
    return pool.apply(Operator.SQRT, x);
  }
}
