package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.DependencyOrder;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/** Puts the rate of a quantity in the place of {@code rateOf} of it. */
final class RatesOf {
  private final ExpressionPool pool;
  private final ModelIndex index;
  private final Findings findings;
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Map<String, Expression> rates = new HashMap<>();
  private final Set<String> opened = new LinkedHashSet<>();

  RatesOf(ExpressionPool pool, List<Quantity> quantities, ModelIndex index, Findings findings) {
    this.pool = pool;
    this.index = index;
    this.findings = findings;
    quantities.forEach(quantity -> this.quantities.put(quantity.id(), quantity));
  }

  List<Quantity> resolve() {
    boolean none = true;
    for (int id = 0; id < pool.size(); id++) {
      none &= pool.node(id).operator() != Operator.RATE_OF;
    }
    List<Quantity> resolved = new ArrayList<>();
    for (Quantity quantity : quantities.values()) {
      resolved.add(none ? quantity : quantity.map(this::resolved));
    }
    return resolved;
  }

  /** The event with its formulas resolved. */
  Event resolve(Event event) {
    return event.map(this::resolved);
  }

  private Expression resolved(Expression expression) {
    return Rewriting.nodes(
        expression,
        node ->
            switch (node.operator()) {
              case RATE_OF -> Optional.of(rate(node.argument(0)));
              case DELAY ->
                  Optional.of(
                      pool.apply(
                          Operator.DELAY,
                          sinceStart(node.argument(0)),
                          resolved(node.argument(1))));
              default -> Optional.empty();
            });
  }

  /** What is delayed: before the start, at time 0, rates were 0. */
  private Expression sinceStart(Expression expression) {
    return Rewriting.nodes(
        expression,
        node ->
            node.operator() == Operator.RATE_OF
                ? Optional.of(guarded(rate(node.argument(0))))
                : Optional.empty());
  }

  private Expression guarded(Expression rate) {
    Expression zero = pool.constant(0);
    Expression hasBegun = pool.apply(Operator.GREATER_EQUAL, pool.time(), zero);
    return pool.apply(Operator.PIECEWISE, rate, hasBegun, zero);
  }

  private Expression rate(Expression of) {
    if (!of.isSymbol()) {
      return of.isConstant() ? pool.constant(0) : wrong("", "rateOf is for an id only");
    }
    String id = of.name();
    Expression known = rates.get(id);
    if (known != null) {
      return known;
    }
    if (opened.contains(id)) {
      return wrong(id, "the rate of " + id + " depends on itself");
    }
    Expression rate = pool.constant(0);
    for (String next : DependencyOrder.of(id, this::openRates)) {
      opened.add(next);
      rate = newRate(next);
      opened.remove(next);
      rates.put(next, rate);
    }
    return rate;
  }

  /** The quantities whose rates the rate of one is written with, if they are not known. */
  private Set<String> openRates(String id) {
    Quantity quantity = quantities.get(id);
    Set<String> names = new LinkedHashSet<>();
    if (quantity != null) {
      quantity.rate().forEach(term -> addRates(term.flux(), names));
      quantity.assignment().ifPresent(formula -> names.addAll(Rewriting.names(formula)));
    }
    names.removeIf(name -> rates.containsKey(name) || opened.contains(name));
    return names;
  }

  private static void addRates(Expression formula, Set<String> names) {
    for (Expression node : Subgraph.nodes(formula)) {
      if (node.operator() == Operator.RATE_OF && node.argument(0).isSymbol()) {
        names.add(node.argument(0).name());
      }
    }
  }

  private Expression newRate(String id) {
    Quantity quantity = quantities.get(id);
    if (quantity == null) {
      return pool.constant(0);
    }
    return quantity.match(
        constant -> pool.constant(0),
        this::sumOfTerms,
        assigned -> {
          Quantity amount = quantities.get(SpeciesMeaning.amountId(id));
          return amount == null
              ? assignedRate(resolved(assigned.formula()))
              : concentrationRate(id, amount.id());
        },
        algebraic ->
            wrong(id, "the rate of " + id + ", which algebraic rules determine, is not supported"),
        lag -> pool.constant(0)); // there are none before delays are resolved
  }

  private Expression sumOfTerms(Quantity.State state) {
    List<Expression> terms = new ArrayList<>();
    for (Quantity.Term term : state.rate()) {
      terms.add(
          term.coefficient() == 1
              ? resolved(term.flux())
              : pool.multiply(pool.constant(term.coefficient()), resolved(term.flux())));
    }
    return switch (terms.size()) {
      case 0 -> pool.constant(0);
      case 1 -> terms.get(0);
      default -> pool.apply(Operator.ADD, terms);
    };
  }

  /** df/dt = ∂f/∂t + Σ ∂f/∂x dx/dt, where a delay g(t − d) changes by g′(t − d)(1 − d′). */
  private Expression assignedRate(Expression formula) {
    Map<Expression, Expression> delays = new LinkedHashMap<>();
    Expression plain =
        Rewriting.nodes(
            formula,
            node -> {
              if (node.operator() != Operator.DELAY) {
                return Optional.empty();
              }
              Expression symbol = pool.symbol("delay/" + node.id()); // no id has a slash
              delays.put(symbol, node);
              return Optional.of(symbol);
            });
    List<Expression> terms = new ArrayList<>();
    Differentiator.gradient(plain)
        .forEach(
            (leaf, slope) -> {
              Expression rate = leafRate(leaf, delays.get(leaf));
              if (!rate.is(0)) {
                terms.add(pool.multiply(slope, rate));
              }
            });
    return switch (terms.size()) {
      case 0 -> pool.constant(0);
      case 1 -> terms.get(0);
      default -> pool.apply(Operator.ADD, terms);
    };
  }

  private Expression leafRate(Expression leaf, @Nullable Expression delay) {
    if (!leaf.isSymbol()) {
      return pool.constant(1); // time
    }
    if (delay == null) {
      return rate(leaf);
    }
    Expression before =
        pool.apply(Operator.DELAY, guarded(assignedRate(delay.argument(0))), delay.argument(1));
    return pool.multiply(before, pool.subtract(pool.constant(1), assignedRate(delay.argument(1))));
  }

  /** d(n/V)/dt = (dn/dt − (n/V)·dV/dt) / V. */
  private Expression concentrationRate(String id, String amountId) {
    Expression volume = pool.symbol(index.place(id).required("compartment"));
    return pool.divide(
        pool.subtract(rate(pool.symbol(amountId)), pool.multiply(pool.symbol(id), rate(volume))),
        volume);
  }

  private Expression wrong(String id, String what) {
    findings.error(index.place(id), what, "write the rate itself in its place");
    return pool.constant(Double.NaN);
  }
}
