package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lamarck.worker.expression.DependencyOrder;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Quantity;

/**
 * Puts quantities of their own in the place of {@code delay}: the delay of a formula is the formula
 * of delayed states. Before the start a state was what its initial value's formula gives for that
 * time (SBML Level 3 Version 2, section 3.4.6, leaves it to the simulator; the test suite has it
 * so).
 */
final class Delays {
  /** Delays of delays of several others can grow without end; no model comes near. */
  private static final int MOST_LAGS = 10_000;

  private final ExpressionPool pool;
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Map<String, Quantity.Lag> lags = new LinkedHashMap<>();
  private final Map<List<Object>, String> known = new LinkedHashMap<>();
  private final Map<List<Object>, Expression> written = new HashMap<>();
  private final Map<String, Expression> initials = new HashMap<>();
  private final Function<String, XmlElement> places;
  private final Findings findings;

  /**
   * Delays in quantities.
   *
   * @param quantities whose initial values go in no circle
   * @param places where an id is declared
   */
  Delays(
      ExpressionPool pool,
      List<Quantity> quantities,
      Function<String, XmlElement> places,
      Findings findings) {
    this.pool = pool;
    this.places = places;
    this.findings = findings;
    quantities.forEach(quantity -> this.quantities.put(quantity.id(), quantity));
  }

  /** Whether any formula has a delay. */
  private boolean areNone() {
    for (int id = 0; id < pool.size(); id++) {
      if (pool.node(id).operator() == Operator.DELAY) {
        return false;
      }
    }
    return true;
  }

  /** The quantities without delays, and those that came in their place. */
  List<Quantity> resolve() {
    if (areNone()) {
      return List.copyOf(quantities.values());
    }
    for (Quantity quantity : List.copyOf(quantities.values())) {
      quantity.map(this::resolve); // finds what was not constant before the start
    }
    written.clear();
    initials.clear();
    List<Quantity> resolved = new ArrayList<>();
    for (Quantity quantity : quantities.values()) {
      resolved.add(quantity.map(this::resolve));
    }
    resolved.addAll(lags.values());
    return resolved;
  }

  /** The event without delays in its formulas. */
  Event resolve(Event event) {
    return event.map(this::resolve);
  }

  private Expression resolve(Expression formula) {
    return Rewriting.nodes(
        formula,
        node ->
            node.operator() == Operator.DELAY
                ? Optional.of(delayed(resolve(node.argument(0)), resolve(node.argument(1))))
                : Optional.empty());
  }

  /** The formula as it was some time ago. */
  private Expression delayed(Expression formula, Expression delay) {
    if (delay.is(0)) {
      return formula;
    }
    return Rewriting.nodes(
        formula,
        node ->
            switch (node.operator()) {
              case TIME -> Optional.of(pool.subtract(node, delay));
              case SYMBOL -> Optional.of(delayed(node.name(), node, delay));
              default -> Optional.empty();
            });
  }

  private Expression delayed(String name, Expression symbol, Expression delay) {
    Quantity quantity = quantities.get(name);
    Quantity.Lag lag = lags.get(name);
    if (quantity != null && quantity.isAssigned()) {
      return assigned(name, delay);
    }
    if (quantity != null && quantity.isConstant() && changesBefore(quantity.initial())) {
      quantity = new Quantity.State(name, quantity.initial(), List.of());
      quantities.put(name, quantity);
    }
    if (lag == null && (quantity == null || quantity.isConstant())) {
      return symbol;
    }
    Expression initial = lag != null ? resolve(lag.initial()) : initial(name);
    return pool.symbol(lag(name, initial, delay));
  }

  /** What follows a formula as it was some time ago. */
  private Expression assigned(String id, Expression delay) {
    Expression result = written.get(List.of(id, delay));
    if (result != null) {
      return result;
    }
    Expression last = pool.symbol(id);
    for (String next : DependencyOrder.of(id, name -> unwritten(name, delay))) {
      Optional<Expression> formula = assignment(next);
      if (formula.isPresent()) {
        last = delayed(resolve(formula.get()), delay);
        written.put(List.of(next, delay), last);
      }
    }
    return last;
  }

  private List<String> unwritten(String id, Expression delay) {
    return assignment(id).stream()
        .flatMap(formula -> Rewriting.names(formula).stream())
        .filter(name -> !written.containsKey(List.of(name, delay)))
        .toList();
  }

  private Optional<Expression> assignment(String id) {
    return Optional.ofNullable(quantities.get(id)).flatMap(Quantity::assignment);
  }

  private Expression initial(String id) {
    Expression initial = initials.get(id);
    if (initial != null) {
      return initial;
    }
    Expression last = pool.symbol(id);
    for (String next : DependencyOrder.of(id, this::openInitials)) {
      Quantity quantity = quantities.get(next);
      if (quantity != null) {
        last = resolve(quantity.initial());
        initials.put(next, last);
      }
    }
    return last;
  }

  private List<String> openInitials(String id) {
    Quantity quantity = quantities.get(id);
    return quantity == null
        ? List.of()
        : Rewriting.names(quantity.initial()).stream()
            .filter(name -> !initials.containsKey(name))
            .toList();
  }

  private boolean changesBefore(Expression initial) {
    return Subgraph.leaves(initial).contains(pool.time());
  }

  private String lag(String source, Expression initial, Expression delay) {
    List<Object> key = List.of(source, delay);
    String id = known.get(key);
    if (id == null) {
      if (known.size() == MOST_LAGS) {
        findings.error(
            places.apply(source),
            "the model needs more than " + MOST_LAGS + " delayed values, this is one of them",
            "use fewer delays within delays");
        throw new Findings.Enough();
      }
      id = "lag/" + known.size();
      known.put(key, id);
      Expression time = pool.time();
      boolean changesBefore = changesBefore(initial);
      Expression start =
          Rewriting.nodes(
              initial,
              node -> node == time ? Optional.of(pool.subtract(time, delay)) : Optional.empty());
      lags.put(
          id,
          new Quantity.Lag(
              id,
              changesBefore ? start : pool.symbol(source),
              source,
              delay,
              changesBefore ? initial : null));
    }
    return id;
  }
}
