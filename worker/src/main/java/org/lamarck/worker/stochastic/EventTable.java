package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.Event;

/** The events of a model, compiled. */
final class EventTable {
  private final List<CompiledEvent> events = new ArrayList<>();
  private final KernelFactory triggers;
  private final KernelFactory comparisons;
  private final int comparisonCount;
  private final boolean[] isWatched; // by state
  private final boolean moves;
  private final boolean isStraight;

  /**
   * An event.
   *
   * @param targets the states it assigns
   * @param draws those of values, delay and priority
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read in loops
  record CompiledEvent(
      Event event,
      int[] targets,
      KernelFactory values,
      KernelFactory factors,
      @Nullable KernelFactory delay,
      @Nullable KernelFactory priority,
      Draws draws) {}

  /** The random numbers in an event's formulas. */
  @SuppressWarnings("ArrayRecordComponent") // made once, read in loops
  record Draws(int[] ofValues, int[] ofDelay, int[] ofPriority) {}

  EventTable(
      List<Event> all,
      CompiledModel compiled,
      Map<String, Integer> states,
      DrawTable draws,
      Movers movers) {
    List<Expression> conditions =
        all.stream().map(event -> compiled.inline(event.trigger().condition())).toList();
    triggers = compiled.kernel(conditions, List.of());
    Set<Expression> compared = new LinkedHashSet<>();
    for (Expression node : Subgraph.nodes(conditions)) {
      if (isComparison(node.operator()) && movers.move(node)) {
        compared.add(node);
      }
    }
    comparisons = compiled.kernel(List.copyOf(compared), List.of());
    comparisonCount = compared.size();
    moves = conditions.stream().anyMatch(movers::move);
    isStraight =
        compared.stream().flatMap(node -> node.arguments().stream()).allMatch(movers::moveStraight);
    isWatched = new boolean[states.size()];
    for (Expression leaf : Subgraph.leaves(conditions)) {
      Integer place = leaf.isSymbol() ? states.get(leaf.name()) : null;
      if (place != null) {
        isWatched[place] = true;
      }
    }
    for (Event event : all) {
      events.add(compile(event, compiled, states, draws));
    }
  }

  private static boolean isComparison(Operator operator) {
    return switch (operator) {
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> true;
      default -> false;
    };
  }

  private static CompiledEvent compile(
      Event event, CompiledModel compiled, Map<String, Integer> states, DrawTable draws) {
    List<Expression> values = new ArrayList<>();
    List<Expression> factors = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    for (Event.Change change : event.changes()) {
      Expression value = compiled.inline(change.value());
      values.add(value);
      Expression factor = change.factor();
      factors.add(factor == null ? value.pool().constant(1) : compiled.inline(factor));
      targets.add(states.getOrDefault(change.target(), -1));
    }
    Expression delay = event.delay();
    Expression priority = event.priority();
    List<Expression> delays = delay == null ? List.of() : List.of(compiled.inline(delay));
    List<Expression> priorities = priority == null ? List.of() : List.of(compiled.inline(priority));
    return new CompiledEvent(
        event,
        targets.stream().mapToInt(Integer::intValue).toArray(),
        compiled.kernel(values, List.of()),
        compiled.kernel(factors, List.of()),
        delays.isEmpty() ? null : compiled.kernel(delays, List.of()),
        priorities.isEmpty() ? null : compiled.kernel(priorities, List.of()),
        new Draws(draws.of(values), draws.of(delays), draws.of(priorities)));
  }

  int size() {
    return events.size();
  }

  CompiledEvent event(int e) {
    return events.get(e);
  }

  /** Whether each condition holds: any number but 0 is true. */
  KernelFactory triggers() {
    return triggers;
  }

  /** The comparisons in the conditions that can change between jumps. */
  KernelFactory comparisons() {
    return comparisons;
  }

  int comparisonCount() {
    return comparisonCount;
  }

  /** Whether a condition has this state in it. */
  boolean watches(int state) {
    return isWatched[state];
  }

  /** Whether a condition can change between jumps. */
  boolean moves() {
    return moves;
  }

  /** Whether what is compared goes straight where moving states do. */
  boolean isStraight() {
    return isStraight;
  }
}
