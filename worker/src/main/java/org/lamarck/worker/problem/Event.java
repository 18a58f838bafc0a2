package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;

/**
 * Sudden changes of a model, with the meaning of SBML Level 3 Version 2, section 4.11. Formulas are
 * over the model's quantities and time.
 *
 * @param id the event's name, for messages
 * @param trigger when it is triggered
 * @param delay how long after that it is executed; absent when at once
 * @param priority of several events to be executed at one time, the one of the highest priority
 *     goes first; absent when it has none
 * @param valuesFromTriggerTime whether the assigned values are those of the time of the trigger,
 *     not of the execution
 * @param assignments made all at once; each target is a {@link Quantity.State}
 */
public record Event(
    String id,
    Trigger trigger,
    @Nullable Expression delay,
    @Nullable Expression priority,
    boolean valuesFromTriggerTime,
    List<Assignment> assignments)
    implements Serializable {
  public Event {
    assignments = List.copyOf(assignments);
  }

  /** All that it is computed from: trigger, delay and priority if there are any, and values. */
  public List<Expression> formulas() {
    List<Expression> formulas = new ArrayList<>();
    formulas.add(trigger.condition());
    if (delay != null) {
      formulas.add(delay);
    }
    if (priority != null) {
      formulas.add(priority);
    }
    assignments.forEach(assignment -> formulas.add(assignment.value()));
    return formulas;
  }

  /**
   * An event is triggered when a condition becomes true.
   *
   * @param condition true for every number but 0
   * @param initialValue whether it counts as true before the start; if not, and if it is true at
   *     the start, the event is triggered there
   * @param persistent whether the event is executed even if the condition becomes false before
   */
  public record Trigger(Expression condition, boolean initialValue, boolean persistent)
      implements Serializable {}
}
