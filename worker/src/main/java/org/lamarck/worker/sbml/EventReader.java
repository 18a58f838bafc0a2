package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Assignment;
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
  private final Set<String> concentrations;

  /**
   * A reader of events.
   *
   * @param amounts the species that are computed from their amounts
   * @param concentrations the other species that are concentrations and change by a rate rule
   */
  EventReader(
      ExpressionPool pool,
      ModelIndex index,
      FormulaReader formulas,
      FormulaReader.Scope scope,
      Set<String> amounts,
      Set<String> concentrations) {
    this.concentrations = concentrations;
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
      List<Assignment> assignments = assignments(element);
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
                assignments));
      }
    }
    return events;
  }

  private Optional<Expression> formula(XmlElement event, String part) {
    return event.child(part).flatMap(element -> formulas.read(element, scope));
  }

  /** An assignment without a formula changes nothing. */
  private List<Assignment> assignments(XmlElement event) {
    Map<String, Expression> values = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (XmlElement assignment : event.items("listOfEventAssignments")) {
      String id = assignment.required("variable");
      formulas
          .read(assignment, scope)
          .ifPresent(
              value -> {
                values.put(id, value);
                order.add(id);
              });
    }
    List<Assignment> assignments = new ArrayList<>();
    for (String id : order) {
      Expression value = values.getOrDefault(id, pool.constant(Double.NaN));
      if (amounts.contains(id)) {
        Expression volume = pool.symbol(index.place(id).required("compartment"));
        assignments.add(new Assignment(SpeciesMeaning.amountId(id), pool.multiply(value, volume)));
      } else {
        assignments.add(new Assignment(id, diluted(id, value, values)));
      }
    }
    for (String id : concentrations) {
      if (!values.containsKey(id) && values.containsKey(index.place(id).required("compartment"))) {
        assignments.add(new Assignment(id, diluted(id, pool.symbol(id), values)));
      }
    }
    return assignments;
  }

  /**
   * An event that changes a compartment keeps the amounts in it, as they are or as it sets them.
   */
  private Expression diluted(String id, Expression value, Map<String, Expression> values) {
    if (!concentrations.contains(id)) {
      return value;
    }
    String compartment = index.place(id).required("compartment");
    Expression volume = values.get(compartment);
    return volume == null
        ? value
        : pool.divide(pool.multiply(value, pool.symbol(compartment)), volume);
  }
}
