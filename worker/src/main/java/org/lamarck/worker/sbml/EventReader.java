package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * The events of a model. Level 2 has no initial value of a trigger and no persistence: both count
 * as true there.
 */
final class EventReader {
  private final ExpressionPool pool;
  private final ModelIndex index;
  private final FormulaReader formulas;
  private final FormulaReader.Scope scope;
  private final Set<String> amounts;

  /**
   * A reader of events.
   *
   * @param amounts the species that are computed from their amounts
   */
  EventReader(
      ExpressionPool pool,
      ModelIndex index,
      FormulaReader formulas,
      FormulaReader.Scope scope,
      Set<String> amounts) {
    this.pool = pool;
    this.index = index;
    this.formulas = formulas;
    this.scope = scope;
    this.amounts = amounts;
  }

  /** Those that can happen: an event without a condition never does. */
  List<Event> read() {
    List<Event> events = new ArrayList<>();
    for (XmlElement element : index.events()) {
      Optional<XmlElement> trigger = element.child("trigger");
      Optional<Expression> condition = trigger.flatMap(one -> formulas.read(one, scope));
      Optional<Expression> delay = formula(element, "delay");
      Optional<Expression> priority = formula(element, "priority");
      List<Event.Change> changes = changes(element);
      if (trigger.isPresent() && condition.isPresent()) {
        events.add(
            new Event(
                element.attribute("id").orElse("in line " + element.row()),
                new Event.Trigger(
                    condition.get(),
                    trigger.get().isTrue("initialValue", true),
                    trigger.get().isTrue("persistent", true)),
                delay.orElse(null),
                priority.orElse(null),
                element.isTrue("useValuesFromTriggerTime", true),
                changes));
      }
    }
    return events;
  }

  private Optional<Expression> formula(XmlElement event, String part) {
    return event.child(part).flatMap(element -> formulas.read(element, scope));
  }

  /** An assignment without a formula changes nothing. */
  private List<Event.Change> changes(XmlElement event) {
    List<Event.Change> changes = new ArrayList<>();
    for (XmlElement assignment : event.items("listOfEventAssignments")) {
      String id = assignment.required("variable");
      formulas.read(assignment, scope).ifPresent(value -> changes.add(change(id, value)));
    }
    return changes;
  }

  /**
   * What an assignment changes. A concentration in a compartment that changes is set by way of its
   * amount, with the volume just before the event is executed: so the compartment may be set by the
   * same event, and the amount stays as this assigns it (case 01779 of the SBML test suite).
   */
  private Event.Change change(String id, Expression value) {
    return amounts.contains(id)
        ? new Event.Change(
            SpeciesMeaning.amountId(id),
            value,
            pool.symbol(index.place(id).required("compartment")))
        : new Event.Change(id, value);
  }
}
