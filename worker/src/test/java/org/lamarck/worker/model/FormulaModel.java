package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** A model of formulas as texts. */
public final class FormulaModel {
  private final ExpressionPool pool = new ExpressionPool();
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  public Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public FormulaModel constant(String id, double value) {
    quantities.add(new Quantity.Constant(id, pool.constant(value)));
    return this;
  }

  public FormulaModel state(String id, double initial, String rate) {
    Expression flux = formula(rate);
    quantities.add(
        new Quantity.State(
            id,
            pool.constant(initial),
            flux.is(0) ? List.of() : List.of(new Quantity.Term(1, flux))));
    return this;
  }

  public FormulaModel algebraic(String id, double guess, String residual) {
    quantities.add(new Quantity.Algebraic(id, pool.constant(guess), formula(residual)));
    return this;
  }

  public FormulaModel assigned(String id, String formula) {
    quantities.add(new Quantity.Assigned(id, formula(formula)));
    return this;
  }

  /**
   * An event with values from the time of the trigger; assignments as "x = formula" or "x =
   * formula @ factor of the execution".
   */
  public FormulaModel event(String trigger, @Nullable String delay, String... assignments) {
    return event(trigger, true, true, delay, null, true, assignments);
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // all that an event has
  public FormulaModel event(
      String trigger,
      boolean initial,
      boolean persistent,
      @Nullable String delay,
      @Nullable String priority,
      boolean fromTrigger,
      String... assignments) {
    events.add(
        new Event(
            "e" + events.size(),
            new Event.Trigger(formula(trigger), initial, persistent),
            delay == null ? null : formula(delay),
            priority == null ? null : formula(priority),
            fromTrigger,
            Arrays.stream(assignments)
                .map(text -> text.split(" = | @ "))
                .map(
                    parts ->
                        new Event.Change(
                            parts[0],
                            formula(parts[1]),
                            parts.length < 3 ? null : formula(parts[2])))
                .toList()));
    return this;
  }

  public OdeModel build() {
    return new OdeModel("hybrid", pool, quantities, events, List.of(), List.of());
  }

  /** A constant that follows from others. */
  public FormulaModel constant(String id, String value) {
    quantities.add(new Quantity.Constant(id, formula(value)));
    return this;
  }

  /** A state that follows from constants at the start, with a rate of terms. */
  public FormulaModel state(String id, String initial, Quantity.Term... rate) {
    quantities.add(new Quantity.State(id, formula(initial), List.of(rate)));
    return this;
  }

  /** A part of a rate. */
  public Quantity.Term term(double coefficient, String flux) {
    return new Quantity.Term(coefficient, formula(flux));
  }
}
