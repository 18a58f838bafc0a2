package org.lamarck.worker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;

/** Names that stand for formulas, which may use each other's names. */
final class Definitions {
  private Definitions() {}

  /**
   * The same names with formulas that use no defined name; names without a definition stay.
   *
   * @throws IllegalArgumentException when definitions go in a circle, with the names on it
   */
  static Map<String, Expression> resolve(Map<String, Expression> definitions) {
    Map<String, Expression> resolved = new LinkedHashMap<>();
    for (String name : inOrder(definitions)) {
      Expression formula = definition(definitions, name);
      Map<Expression, Expression> replacements = new HashMap<>();
      for (Expression leaf : Subgraph.leaves(formula)) {
        if (leaf.isSymbol() && resolved.containsKey(leaf.name())) {
          replacements.put(leaf, definition(resolved, leaf.name()));
        }
      }
      resolved.put(name, Substitution.substitute(formula, replacements));
    }
    return resolved;
  }

  /** The names, each behind those its formula uses. */
  private static List<String> inOrder(Map<String, Expression> definitions) {
    Map<String, List<String>> uses = new HashMap<>();
    definitions.forEach((name, formula) -> uses.put(name, definedNames(formula, definitions)));
    List<String> order = new ArrayList<>();
    Map<String, Boolean> done = new HashMap<>(); // false while the name is on the path
    for (String first : definitions.keySet()) {
      Deque<String> path = new ArrayDeque<>();
      Deque<Iterator<String>> open = new ArrayDeque<>();
      if (!done.containsKey(first)) {
        enter(first, uses, done, path, open);
      }
      while (!path.isEmpty()) {
        if (!open.element().hasNext()) {
          open.pop();
          String name = path.pop();
          done.put(name, true);
          order.add(name);
          continue;
        }
        String next = open.element().next();
        Boolean isDone = done.get(next);
        if (isDone == null) {
          enter(next, uses, done, path, open);
        } else if (!isDone) {
          throw circle(path, next);
        }
      }
    }
    return order;
  }

  private static void enter(
      String name,
      Map<String, List<String>> uses,
      Map<String, Boolean> done,
      Deque<String> path,
      Deque<Iterator<String>> open) {
    done.put(name, false);
    path.push(name);
    open.push(uses.getOrDefault(name, List.of()).iterator());
  }

  private static IllegalArgumentException circle(Deque<String> path, String first) {
    StringBuilder names = new StringBuilder(first);
    for (String name : path) {
      names.insert(0, name + " uses ");
      if (name.equals(first)) {
        break;
      }
    }
    return new IllegalArgumentException("definitions go in a circle: " + names);
  }

  private static List<String> definedNames(
      Expression formula, Map<String, Expression> definitions) {
    List<String> names = new ArrayList<>();
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (leaf.isSymbol() && definitions.containsKey(leaf.name())) {
        names.add(leaf.name());
      }
    }
    return names;
  }

  private static Expression definition(Map<String, Expression> definitions, String name) {
    Expression formula = definitions.get(name);
    if (formula == null) {
      throw new IllegalStateException(name + " has no definition");
    }
    return formula;
  }
}
