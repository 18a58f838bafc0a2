package org.lamarck.worker.objective.segment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Which constants of a model its states depend on, other than by their initial values. */
final class DynamicParameters {
  private DynamicParameters() {}

  /** The ids of constants that rates, algebraic equations, delays and events use. */
  static Set<String> of(OdeModel model) {
    Map<String, Quantity> quantities = new HashMap<>();
    model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
    Set<String> constants = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<Expression> open = new ArrayDeque<>(roots(model));
    while (!open.isEmpty()) {
      for (Expression leaf : Subgraph.leaves(open.pop())) {
        if (leaf.isSymbol() && seen.add(leaf.name())) {
          Quantity quantity = quantities.get(leaf.name());
          if (quantity != null) {
            quantity.assignment().ifPresent(open::push);
          }
          if (quantity != null && quantity.isConstant()) {
            constants.add(leaf.name());
          }
        }
      }
    }
    return constants;
  }

  private static List<Expression> roots(OdeModel model) {
    List<Expression> roots = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      roots.addAll(quantity.dynamics());
    }
    model.events().forEach(event -> roots.addAll(event.formulas()));
    return roots;
  }
}
