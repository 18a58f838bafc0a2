package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.expression.Expression;
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
  private final Map<Key, Integer> indices = new LinkedHashMap<>();
  private final Scope scope;

  /** Resolves all conditions, with errors for cells that cannot be used. */
  Version1Experiments(Map<String, ConditionRow> conditions, Scope scope, Findings findings) {
    this.conditions = conditions;
    this.scope = scope;
    this.findings = findings;
    for (ConditionRow condition : conditions.values()) {
      List<Assignment> list = new ArrayList<>();
      condition
          .cells()
          .forEach(
              (target, cell) -> {
                if (!cell.isBlank()) {
                  scope
                      .value(cell, "value of " + target, findings)
                      .ifPresent(value -> list.add(new Assignment(target, value)));
                }
              });
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
      Spelling.unknown(cell, column, conditions.keySet(), "condition table", findings);
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
    then.addAll(restored(preequilibration, simulation));
    return new Experiment(
        key.preequilibration() + " then " + key.simulation(),
        List.of(
            new Period(key.preequilibration(), Double.NEGATIVE_INFINITY, preequilibration),
            new Period(key.simulation(), 0, then)));
  }

  /**
   * Parameters that only the preequilibration sets: an empty cell keeps what species and
   * compartments became, but gives a constant parameter the model's own value back.
   */
  private List<Assignment> restored(List<Assignment> before, List<Assignment> now) {
    List<Assignment> restored = new ArrayList<>();
    for (Assignment assignment : before) {
      String target = assignment.target();
      if (!scope.isPhysical(target)
          && now.stream().noneMatch(other -> other.target().equals(target))
          && scope.quantity(target).orElse(null) instanceof Quantity.Constant constant) {
        Optional.of(constant.value())
            .filter(Expression::isConstant)
            .filter(value -> !Double.isNaN(value.value()))
            .ifPresent(value -> restored.add(new Assignment(target, value)));
      }
    }
    return restored;
  }
}
