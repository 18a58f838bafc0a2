package org.lamarck.worker.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/**
 * Writes a model in Java: quantities are formulas, with which further formulas are computed; what
 * runs once here is differentiated and compiled later.
 *
 * <pre>{@code
 * OdeModelBuilder model = new OdeModelBuilder("decay");
 * Expression x = model.state("x", 3);
 * Expression k = model.constant("k", 0.7);
 * model.change(x, k.times(x).negated());
 * }</pre>
 */
public final class OdeModelBuilder {
  private final String id;
  private final ExpressionPool pool = new ExpressionPool();

  /** Quantities by id; of states those without their rates. */
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();

  private final Map<String, List<Quantity.Term>> rates = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<DenseFunction> dense = new ArrayList<>();

  /** An empty model. */
  public OdeModelBuilder(String id) {
    this.id = id;
  }

  /** A parameter of the model; a problem may estimate it by its id, or conditions set it. */
  public Expression constant(String name, double value) {
    return add(new Quantity.Constant(name, number(value)));
  }

  /** A constant that follows from others. */
  public Expression constant(String name, Expression value) {
    return add(new Quantity.Constant(name, value));
  }

  /** What changes by {@link #change}. */
  public Expression state(String name, double initial) {
    return state(name, number(initial));
  }

  /** What changes by {@link #change}, from a value that follows from others. */
  public Expression state(String name, Expression initial) {
    rates.put(name, new ArrayList<>());
    return add(new Quantity.State(name, initial, List.of()));
  }

  /** A name for a formula, which may then be observed. */
  public Expression assigned(String name, Expression formula) {
    return add(new Quantity.Assigned(name, formula));
  }

  /** Says that an array program computes some of the assigned quantities. */
  public OdeModelBuilder computed(DenseFunction function) {
    dense.add(function);
    return this;
  }

  /** The model's time. */
  public Expression time() {
    return pool.time();
  }

  public Expression number(double value) {
    return pool.constant(value);
  }

  /** The pool of all formulas. */
  public ExpressionPool pool() {
    return pool;
  }

  /** A quantity by its id. */
  public Expression symbol(String name) {
    return pool.symbol(name);
  }

  /** Adds a formula to the rate of a state. */
  public OdeModelBuilder change(Expression state, Expression rate) {
    return change(1, state, rate);
  }

  /**
   * Adds a multiple of a formula to the rate of a state. A reaction that changes several states is
   * one formula, given to each: it is then computed once.
   */
  public OdeModelBuilder change(double coefficient, Expression state, Expression rate) {
    List<Quantity.Term> terms = state.isSymbol() ? rates.get(state.name()) : null;
    if (terms == null) {
      throw new IllegalArgumentException(
          state + " is no state of " + id + ": give what state(…) has returned");
    }
    terms.add(new Quantity.Term(coefficient, rate));
    return this;
  }

  /** Adds a sudden change. */
  public OdeModelBuilder event(Event event) {
    events.add(event);
    return this;
  }

  /**
   * The model; all its states are its outputs.
   *
   * @throws IllegalArgumentException when an event changes what is no state
   */
  public OdeModel build() {
    List<Quantity> complete = new ArrayList<>();
    quantities.forEach(
        (name, quantity) -> {
          List<Quantity.Term> terms = rates.get(name);
          complete.add(
              terms == null ? quantity : new Quantity.State(name, quantity.initial(), terms));
        });
    return new OdeModel(id, pool, complete, events, List.of(), List.copyOf(rates.keySet()), dense);
  }

  private Expression add(Quantity quantity) {
    if (quantities.putIfAbsent(quantity.id(), quantity) != null) {
      throw new IllegalArgumentException(id + " has two quantities " + quantity.id());
    }
    return pool.symbol(quantity.id());
  }
}
