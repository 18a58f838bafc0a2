package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.system.EventShape;

/**
 * The switches and events of a model as formulas over states, constants and modes. Safe for use by
 * several threads; each has {@link CompiledDiscontinuities} of its own.
 */
final class HybridFormulas {
  private final List<SwitchFormulas.Switch> switches;
  private final int firstMode;
  private final boolean areTimed;
  private final List<EventFormulas> events = new ArrayList<>();
  private final List<EventShape> shapes = new ArrayList<>();
  private final List<PointFormula> indicators = new ArrayList<>();
  private final List<Expression> comparisons = new ArrayList<>();
  private final List<Expression> triggers = new ArrayList<>();
  private final List<Expression> roots = new ArrayList<>(); // all formulas, while they are read
  private final boolean[] kinks;
  private final PointFormula.Names names;
  private @Nullable KernelFactory comparisonKernel;
  private @Nullable KernelFactory triggerKernel;

  /** The formulas of an event. */
  record EventFormulas(
      @Nullable PointFormula delay,
      @Nullable PointFormula priority,
      List<PointFormula> values,
      List<Optional<PointFormula>> factors) {}

  /**
   * Takes over the switches; they are closed here.
   *
   * @param fluxes the rates' terms, over modes
   * @param written the triggers' conditions, over modes
   * @param inline writes out assigned quantities
   * @param states ids in order
   * @param constants ids in order, modes among them
   * @param firstMode the place of the first mode among the constants
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // all that a model consists of
  HybridFormulas(
      SwitchFormulas formulas,
      List<Event> modelEvents,
      List<Expression> fluxes,
      List<Expression> written,
      UnaryOperator<Expression> inline,
      List<String> states,
      List<String> constants,
      int firstMode,
      Set<String> differentiable) {
    switches = List.copyOf(formulas.switches());
    formulas.close();
    this.firstMode = firstMode;
    Map<String, Integer> position = new HashMap<>();
    for (String state : states) {
      position.put(state, position.size());
    }
    for (int k = 0; k < constants.size(); k++) {
      if (differentiable.contains(constants.get(k))) {
        position.put(constants.get(k), states.size() + k);
      }
    }
    names = new PointFormula.Names(states, constants, position);
    boolean timed = true;
    for (SwitchFormulas.Switch one : switches) {
      comparisons.add(one.a());
      comparisons.add(one.b());
      indicators.add(new PointFormula(one.a().pool().subtract(one.a(), one.b()), names));
    }
    for (Expression leaf : Subgraph.leaves(comparisons)) {
      timed &=
          !(leaf.isSymbol() && position.getOrDefault(leaf.name(), states.size()) < states.size());
    }
    areTimed = timed;
    triggers.addAll(written);
    roots.addAll(fluxes);
    roots.addAll(written);
    roots.addAll(comparisons);
    for (Event event : modelEvents) {
      List<PointFormula> values = new ArrayList<>();
      List<Optional<PointFormula>> factors = new ArrayList<>();
      int[] targets = new int[event.changes().size()];
      for (int j = 0; j < targets.length; j++) {
        Event.Change change = event.changes().get(j);
        targets[j] = states.indexOf(change.target());
        values.add(formula(formulas, inline.apply(change.value())));
        factors.add(
            Optional.ofNullable(change.factor())
                .map(factor -> formula(formulas, inline.apply(factor))));
      }
      Expression delay = event.delay();
      Expression priority = event.priority();
      events.add(
          new EventFormulas(
              delay == null ? null : formula(formulas, inline.apply(delay)),
              priority == null ? null : formula(formulas, inline.apply(priority)),
              values,
              factors));
      shapes.add(
          new EventShape(
              event.id(),
              event.trigger().initialValue(),
              event.trigger().persistent(),
              event.valuesFromTriggerTime(),
              targets));
    }
    kinks = Kinks.of(switches, roots);
    roots.clear();
  }

  private PointFormula formula(SwitchFormulas formulas, Expression inlined) {
    Expression written = formulas.write(inlined);
    roots.add(written);
    return new PointFormula(written, names);
  }

  /** Whether nothing jumps where a switch changes. */
  boolean isKink(int k) {
    return kinks[k];
  }

  List<SwitchFormulas.Switch> switches() {
    return switches;
  }

  int firstMode() {
    return firstMode;
  }

  /** The place of the gate of fast reactions among the constants, or −1. */
  int gate() {
    return names.constants().indexOf(FastTerms.GATE);
  }

  boolean areTimed() {
    return areTimed;
  }

  List<EventFormulas> events() {
    return events;
  }

  List<EventShape> shapes() {
    return shapes;
  }

  PointFormula indicator(int k) {
    return indicators.get(k);
  }

  /** a₀, b₀, a₁, b₁, …. */
  synchronized KernelFactory comparisons() {
    KernelFactory known = comparisonKernel;
    if (known == null) {
      known = KernelCompiler.compile(comparisons, names.states(), names.constants());
      comparisonKernel = known;
    }
    return known;
  }

  synchronized KernelFactory triggers() {
    KernelFactory known = triggerKernel;
    if (known == null) {
      known = KernelCompiler.compile(triggers, names.states(), names.constants());
      triggerKernel = known;
    }
    return known;
  }
}
