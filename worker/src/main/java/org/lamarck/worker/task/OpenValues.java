package org.lamarck.worker.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Which of the values that a model leaves open its trajectory depends on. */
final class OpenValues {
  private OpenValues() {}

  /**
   * Those of {@code open} without which there is no trajectory: states, and whatever a rate, an
   * event or an initial value of a state is computed from. A size of a compartment or a parameter
   * that nothing uses may stay open.
   */
  static List<String> needed(OdeModel model, Collection<String> open) {
    Map<String, Quantity> quantities = new HashMap<>();
    model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
    Set<String> used = new HashSet<>();
    Deque<Expression> formulas = new ArrayDeque<>(roots(model));
    while (!formulas.isEmpty()) {
      for (Expression leaf : Subgraph.leaves(formulas.pop())) {
        Quantity quantity = leaf.isSymbol() ? quantities.get(leaf.name()) : null;
        if (quantity != null && used.add(quantity.id())) {
          formulas.push(quantity.initial());
        }
      }
    }
    return open.stream()
        .filter(id -> used.contains(id) || model.quantity(id).filter(Quantity::hasRate).isPresent())
        .toList();
  }

  private static List<Expression> roots(OdeModel model) {
    List<Expression> roots = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      if (quantity.isState()) {
        roots.add(quantity.initial());
        roots.addAll(quantity.dynamics());
      }
    }
    model.events().forEach(event -> roots.addAll(event.formulas()));
    return roots;
  }
}
