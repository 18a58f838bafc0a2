package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.system.RateMultiples;

/**
 * Finds rates that are multiples of one another, by form: each is a number times powers of
 * constants times a rest, and rates with equal rests, whose powers of constants differ by such as
 * are not differentiated, are a group. Safe for use by several threads.
 */
final class RateFactors implements RateMultiples {
  private final int[] groups;
  private final double[] coefficient;
  private final int[][] constant; // by rate
  private final int[][] exponent;

  private RateFactors(int[] groups, double[] coefficient, int[][] constant, int[][] exponent) {
    this.groups = groups;
    this.coefficient = coefficient;
    this.constant = constant;
    this.exponent = exponent;
  }

  /** A number, powers of constants and what is left; absent for the number 1. */
  private record Product(
      double number, TreeMap<String, Integer> powers, @Nullable Expression rest) {}

  private record Key(@Nullable Expression rest, Map<String, Integer> powers) {}

  /**
   * The multiples among rates.
   *
   * @param rates formulas of one pool
   * @param constants ids in the order of p
   * @param differentiable those of them by which factors may not differ
   */
  static RateFactors of(
      List<Expression> rates, List<String> constants, Set<String> differentiable) {
    Map<String, Integer> index = new HashMap<>();
    constants.forEach(id -> index.put(id, index.size()));
    Transfer transfer = new Transfer(new ExpressionPool()); // the rates' pool is shared by threads
    Map<Key, Integer> groupOf = new HashMap<>();
    int count = rates.size();
    int[] groups = new int[count];
    double[] coefficient = new double[count];
    int[][] constant = new int[count][];
    int[][] exponent = new int[count][];
    for (int r = 0; r < count; r++) {
      Product product = product(transfer.copy(rates.get(r)), index.keySet());
      Map<String, Integer> fixed = new TreeMap<>(product.powers());
      fixed.keySet().retainAll(differentiable);
      groups[r] =
          groupOf.computeIfAbsent(new Key(product.rest(), fixed), unknown -> groupOf.size());
      coefficient[r] = product.number();
      Map<String, Integer> free = new TreeMap<>(product.powers());
      free.keySet().removeAll(differentiable);
      constant[r] = free.keySet().stream().mapToInt(index::get).toArray();
      exponent[r] = free.values().stream().mapToInt(Integer::intValue).toArray();
    }
    return new RateFactors(groups, coefficient, constant, exponent);
  }

  private static Product product(Expression formula, Set<String> constants) {
    TreeMap<String, Integer> none = new TreeMap<>();
    switch (formula.operator()) {
      case CONSTANT -> {
        return new Product(formula.value(), none, null);
      }
      case SYMBOL -> {
        if (!constants.contains(formula.name())) {
          return new Product(1, none, formula);
        }
        none.put(formula.name(), 1);
        return new Product(1, none, null);
      }
      case NEGATE -> {
        Product of = product(formula.argument(0), constants);
        return new Product(-of.number(), of.powers(), of.rest());
      }
      case MULTIPLY -> {
        Product result = new Product(1, none, null);
        for (Expression argument : formula.arguments()) {
          result = times(result, product(argument, constants), 1);
        }
        return result;
      }
      case DIVIDE -> {
        return times(
            product(formula.argument(0), constants), product(formula.argument(1), constants), -1);
      }
      case ADD -> {
        return sum(formula, constants);
      }
      default -> {
        return new Product(1, none, formula);
      }
    }
  }

  private static Product times(Product a, Product b, int sign) {
    TreeMap<String, Integer> powers = new TreeMap<>(a.powers());
    b.powers().forEach((id, power) -> powers.merge(id, sign * power, Integer::sum));
    powers.values().removeIf(power -> power == 0);
    double number = sign > 0 ? a.number() * b.number() : a.number() / b.number();
    Expression rest = a.rest();
    Expression other = b.rest();
    if (other != null) {
      ExpressionPool pool = other.pool();
      Expression left = rest == null ? pool.constant(1) : rest;
      rest = sign > 0 ? pool.multiply(left, other) : pool.divide(left, other);
    }
    return new Product(number, powers, rest);
  }

  /** A sum whose terms have all the same powers of constants has them as a factor. */
  private static Product sum(Expression formula, Set<String> constants) {
    TreeMap<String, Integer> powers = new TreeMap<>();
    List<Expression> terms = new ArrayList<>();
    ExpressionPool pool = formula.pool();
    for (Expression argument : formula.arguments()) {
      Product term = product(argument, constants);
      if (!terms.isEmpty() && !term.powers().equals(powers)) {
        return new Product(1, new TreeMap<>(), formula);
      }
      powers = term.powers();
      Expression number = pool.constant(term.number());
      Expression rest = term.rest();
      terms.add(rest == null ? number : pool.multiply(number, rest));
    }
    return new Product(1, powers, pool.apply(Operator.ADD, terms));
  }

  @Override
  public int[] groups() {
    return groups;
  }

  @Override
  public void factors(double[] p, double[] factors) {
    for (int r = 0; r < groups.length; r++) {
      double factor = coefficient[r];
      for (int i = 0; i < constant[r].length; i++) {
        factor *= Math.pow(p[constant[r][i]], exponent[r][i]);
      }
      factors[r] = factor;
    }
  }
}
