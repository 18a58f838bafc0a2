package org.lamarck.worker.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Names behind those they use. What recurses over the formulas of a model takes them in this order
 * and keeps what it found, so that long chains of rules do not become deep recursions.
 */
public final class DependencyOrder {
  private DependencyOrder() {}

  /**
   * The start and all that it uses, directly or not.
   *
   * @param uses the names that one uses; a name on a circle comes before one of those it uses
   */
  public static List<String> of(String start, Function<String, ? extends Collection<String>> uses) {
    List<String> order = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(start));
    Deque<String> path = new ArrayDeque<>(List.of(start));
    Deque<Iterator<String>> open = new ArrayDeque<>();
    open.push(uses.apply(start).iterator());
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        order.add(path.pop());
        continue;
      }
      String next = open.element().next();
      if (seen.add(next)) {
        path.push(next);
        open.push(uses.apply(next).iterator());
      }
    }
    return order;
  }
}
