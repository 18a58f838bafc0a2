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
      if (node.operator().selects() && active.contains(node)) {
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
    return node.operator().carries(argument);
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
      } else if (node.operator().selects()) {
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
    Slope slope = node.operator().slope();
    if (slope == null) {
      throw new IllegalStateException("no derivative of " + node.operator() + " is known");
    }
    slope.propagate(
        node,
        adjoint,
        new Slope.Adjoints() {
          @Override
          public boolean matters(int argument) {
            return active.contains(node.argument(argument));
          }

          @Override
          public void add(int argument, Expression term) {
            contribute(node.argument(argument), term);
          }
        });
  }
}
