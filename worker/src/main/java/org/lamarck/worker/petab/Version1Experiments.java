package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Quantity;

/**
 * Makes an experiment of each pair of a preequilibration and a simulation condition that
 * measurements name.
 */
final class Version1Experiments implements Experiments {
  private record Key(String preequilibration, String simulation) {}

  private final Map<String, ConditionRow> conditions;
  private final Findings findings;
  private final Map<String, List<Assignment>> assignments = new LinkedHashMap<>();
  private final Map<String, ConditionValues> values = new LinkedHashMap<>();
  private final Map<Key, Integer> indices = new LinkedHashMap<>();
  private final Scope scope;

  /**
   * Resolves all conditions, with errors for cells that cannot be used.
   *
   * @param pool of the model
   */
  Version1Experiments(
      Map<String, ConditionRow> conditions, Scope scope, ExpressionPool pool, Findings findings) {
    this.conditions = conditions;
    this.scope = scope;
    this.findings = findings;
    for (ConditionRow condition : conditions.values()) {
      ConditionValues given = new ConditionValues(condition, scope, pool, findings);
      List<Assignment> list = new ArrayList<>();
      given.read().forEach((target, value) -> list.add(new Assignment(target, value)));
      values.put(condition.id(), given);
      assignments.put(condition.id(), list);
    }
  }

  @Override
  public OptionalInt index(Row row) {
    Cell simulation = row.cell("simulationConditionId");
    Cell preequilibration = row.cell("preequilibrationConditionId");
    boolean known = isKnown(simulation, "simulationConditionId");
    if (!preequilibration.isBlank()) {
      known &= isKnown(preequilibration, "preequilibrationConditionId");
    }
    String before = preequilibration.isBlank() ? "" : preequilibration.text();
    return known
        ? OptionalInt.of(
            indices.computeIfAbsent(new Key(before, simulation.text()), key -> indices.size()))
        : OptionalInt.empty();
  }

  private boolean isKnown(Cell cell, String column) {
    boolean known = conditions.containsKey(cell.text());
    if (!known) {
      Identifiers.unknown(cell, column, conditions.keySet(), "condition table", findings);
    }
    return known;
  }

  @Override
  public List<Experiment> experiments() {
    return indices.keySet().stream().map(this::experiment).toList();
  }

  /** Where the conditions stand that measurements name. */
  Set<Place> used() {
    return conditions.values().stream()
        .filter(row -> isUsed(row.id()))
        .map(ConditionRow::place)
        .collect(Collectors.toSet());
  }

  /**
   * Warns of conditions that no measurement names.
   *
   * @param used where those stand that one does
   */
  void warnOfUnused(Set<Place> used, Findings findings) {
    for (ConditionRow row : conditions.values()) {
      if (!used.contains(row.place())) {
        findings.warning(
            row.place(),
            "condition \"" + row.id() + "\" has no measurements",
            "remove the row if none is missing");
      }
    }
  }

  private boolean isUsed(String condition) {
    return indices.keySet().stream()
        .anyMatch(
            key -> key.preequilibration().equals(condition) || key.simulation().equals(condition));
  }

  private Experiment experiment(Key key) {
    List<Assignment> simulation = assignments.getOrDefault(key.simulation(), List.of());
    if (key.preequilibration().isEmpty()) {
      return new Experiment(key.simulation(), List.of(new Period(key.simulation(), 0, simulation)));
    }
    List<Assignment> preequilibration = assignments.getOrDefault(key.preequilibration(), List.of());
    List<Assignment> then = new ArrayList<>(simulation);
    ConditionValues here = values.get(key.simulation());
    if (here != null) {
      then.addAll(restored(preequilibration, simulation, here));
    }
    return new Experiment(
        key.preequilibration() + " then " + key.simulation(),
        List.of(
            new Period(key.preequilibration(), Double.NEGATIVE_INFINITY, preequilibration),
            new Period(key.simulation(), 0, then)));
  }

  /**
   * Constants that the preequilibration alone sets, and those that follow what one of both sets: an
   * empty cell keeps what species and compartments became, but gives a parameter the model's own
   * value back, by the initial assignments of the model if it has some.
   */
  private List<Assignment> restored(
      List<Assignment> before, List<Assignment> now, ConditionValues here) {
    Set<String> set = targets(now);
    Set<String> changed = targets(before);
    changed.addAll(set);
    List<Assignment> restored = new ArrayList<>();
    for (Quantity quantity : scope.quantities()) {
      String id = quantity.id();
      if (quantity.isConstant()
          && !scope.isPhysical(id)
          && !scope.isParameter(id)
          && !set.contains(id)
          && (changed.contains(id) || here.follows(id, changed))) {
        here.constant(id).ifPresent(value -> restored.add(new Assignment(id, value)));
      }
    }
    return restored;
  }

  private static Set<String> targets(List<Assignment> assignments) {
    return assignments.stream().map(Assignment::target).collect(Collectors.toSet());
  }
}
