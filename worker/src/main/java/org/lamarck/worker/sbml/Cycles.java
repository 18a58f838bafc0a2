package org.lamarck.worker.sbml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.problem.Quantity;

/**
 * Finds quantities whose value at the start depends on itself, also where that is through a delay.
 */
final class Cycles {
  private final Map<String, Set<String>> uses = new LinkedHashMap<>();
  private final Map<String, Boolean> finished = new HashMap<>();
  private final ModelIndex index;
  private final Findings findings;

  private Cycles(ModelIndex index, Findings findings) {
    this.index = index;
    this.findings = findings;
  }

  /** Stops the reading when there are any: they have no end when formulas are written out. */
  static void check(List<Quantity> quantities, ModelIndex index, Findings findings) {
    Cycles cycles = new Cycles(index, findings);
    for (Quantity quantity : quantities) {
      cycles.uses.put(quantity.id(), Rewriting.namesOutsideRates(quantity.initial()));
    }
    cycles.uses.keySet().forEach(cycles::search);
    findings.enough();
  }

  private void search(String start) {
    if (finished.containsKey(start)) {
      return;
    }
    Set<String> path = new LinkedHashSet<>();
    Deque<Iterator<String>> open = new ArrayDeque<>();
    enter(start, path, open);
    Deque<String> names = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        String done = names.pop();
        path.remove(done);
        finished.put(done, true);
        continue;
      }
      String next = open.element().next();
      if (path.contains(next)) {
        report(path, next);
      } else if (!finished.containsKey(next)) {
        names.push(next);
        enter(next, path, open);
      }
    }
  }

  private void enter(String name, Set<String> path, Deque<Iterator<String>> open) {
    path.add(name);
    open.push(uses.getOrDefault(name, Set.of()).iterator());
  }

  private void report(Set<String> path, String back) {
    StringBuilder cycle = new StringBuilder();
    for (String name : path) {
      if (!cycle.isEmpty() || name.equals(back)) {
        cycle.append(name).append(" → ");
      }
    }
    XmlElement at =
        index
            .assignmentRule(back)
            .or(() -> index.initialAssignment(back))
            .orElseGet(() -> index.place(back));
    findings.error(
        at,
        "the value of " + back + " depends on itself: " + cycle + back,
        "break the circle in one of these formulas");
  }
}
