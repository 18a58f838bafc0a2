package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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
 * @param changes made all at once; each target is a {@link Quantity.State}
 */
public record Event(
    String id,
    Trigger trigger,
    @Nullable Expression delay,
    @Nullable Expression priority,
    boolean valuesFromTriggerTime,
    List<Change> changes)
    implements Serializable {
  public Event {
    changes = List.copyOf(changes);
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
    for (Change change : changes) {
      formulas.add(change.value());
      if (change.factor() != null) {
        formulas.add(change.factor());
      }
    }
    return formulas;
  }

  /** The same by another name. */
  public Event withId(String other) {
    return new Event(other, trigger, delay, priority, valuesFromTriggerTime, changes);
  }

  /** The same with each formula replaced by what is made of it. */
  public Event map(UnaryOperator<Expression> change) {
    return new Event(
        id,
        new Trigger(change.apply(trigger.condition), trigger.initialValue, trigger.persistent),
        delay == null ? null : change.apply(delay),
        priority == null ? null : change.apply(priority),
        valuesFromTriggerTime,
        changes.stream().map(one -> one.map(change)).toList());
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

  /**
   * {@code target ← value · factor}.
   *
   * @param target the id of the quantity
   * @param value of the time of the trigger if the event says so, else of the execution
   * @param factor always of the time of the execution, before anything changes: the volume that
   *     makes an amount of a concentration; absent for 1
   */
  public record Change(String target, Expression value, @Nullable Expression factor)
      implements Serializable {
    /** {@code target ← value}. */
    public Change(String target, Expression value) {
      this(target, value, null);
    }

    private Change map(UnaryOperator<Expression> change) {
      return new Change(target, change.apply(value), factor == null ? null : change.apply(factor));
    }
  }
}
