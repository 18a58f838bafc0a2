package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;

/** Experiment tables of PEtab 2: which conditions begin when. */
final class Version2Experiments implements Experiments {
  private static final double BEFORE = Double.NEGATIVE_INFINITY;

  private final Map<String, ConditionChanges> conditions;
  private final Scope scope;
  private final Findings findings;

  /** For what conditions say of the model. */
  private final Findings own;

  /** The cells of the conditions by experiment and time. */
  private final Map<String, NavigableMap<Double, List<Cell>>> starts = new LinkedHashMap<>();

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Integer> indices = new LinkedHashMap<>();

  /** The first finite time of each experiment that is referred to. */
  private final List<Double> firstTimes = new ArrayList<>();

  /**
   * Reads the tables, with errors for rows that cannot be used.
   *
   * @param share the experiments that must make sense for the model
   * @param findings of files, which other models may share
   * @param own of what files say of this model
   */
  Version2Experiments(
      Collection<Table> tables,
      Map<String, ConditionChanges> conditions,
      Scope scope,
      ModelShare share,
      Findings findings,
      Findings own) {
    this.conditions = conditions;
    this.scope = scope;
    this.findings = findings;
    this.own = own;
    tables.forEach(table -> table.rows().forEach(this::read));
    starts.forEach((id, periods) -> check(periods, share.experiments().contains(id)));
  }

  private void read(Row row) {
    Cell idCell = row.cell("experimentId");
    String id = Identifiers.requireUnreserved(idCell, "experimentId", findings);
    Cell timeCell = row.cell("time");
    OptionalDouble time = Numbers.require(timeCell, "time", findings);
    Cell condition = row.cell("conditionId");
    if (time.isPresent() && time.getAsDouble() == Double.POSITIVE_INFINITY) {
      findings.error(
          timeCell.place(),
          "no period can begin at inf",
          "write a time, or -inf for a steady state");
      time = OptionalDouble.empty();
    }
    places.putIfAbsent(id, idCell.place());
    NavigableMap<Double, List<Cell>> periods = starts.computeIfAbsent(id, key -> new TreeMap<>());
    if (time.isPresent()) {
      List<Cell> cells =
          periods.computeIfAbsent(time.getAsDouble() + 0.0, key -> new ArrayList<>());
      if (!condition.isBlank()) {
        add(condition, cells);
      }
    }
  }

  private void add(Cell condition, List<Cell> cells) {
    if (cells.stream().anyMatch(other -> other.text().equals(condition.text()))) {
      findings.error(
          condition.place(),
          "condition \"%s\" stands twice at one time".formatted(condition.text()),
          "remove one of the rows");
    } else if (!conditions.containsKey(condition.text())) {
      Identifiers.unknown(
          condition, "conditionId", conditions.keySet(), "condition table", findings);
    } else {
      cells.add(condition);
    }
  }

  private void check(NavigableMap<Double, List<Cell>> periods, boolean isOwn) {
    for (List<Cell> together : periods.values()) {
      Map<String, String> setters = new LinkedHashMap<>();
      for (Cell cell : together) {
        for (ConditionChanges.Change change : changes(cell)) {
          String other = setters.putIfAbsent(change.target(), cell.text());
          if (other != null) {
            findings.error(
                cell.place(),
                "conditions \"%s\" and \"%s\" both set \"%s\" at one time"
                    .formatted(other, cell.text(), change.target()),
                "let one of them set it");
          }
        }
      }
    }
    if (isOwn && !periods.isEmpty()) {
      boolean before = periods.firstKey() == BEFORE;
      periods.firstEntry().getValue().forEach(cell -> checkFirst(cell, before));
    }
  }

  private List<ConditionChanges.Change> changes(Cell cell) {
    ConditionChanges condition = conditions.get(cell.text());
    return condition == null ? List.of() : condition.changes();
  }

  /** Before anything was simulated, values can depend on parameters and time alone. */
  private void checkFirst(Cell cell, boolean before) {
    for (ConditionChanges.Change change : changes(cell)) {
      if (change.value().isEmpty()) {
        continue;
      }
      Expression value = change.value().get();
      Set<String> symbols = new LinkedHashSet<>(Formulas.symbols(value));
      symbols.removeIf(symbol -> scope.isParameter(symbol) || !scope.isName(symbol));
      if (!symbols.isEmpty()) {
        own.errorOnce(
            change.cell().place(),
            "the value uses %s, but \"%s\" is the first condition of an experiment"
                .formatted(String.join(", ", symbols), cell.text()),
            "use only parameters of the parameter table there");
      }
      if (before && Formulas.usesTime(value)) {
        own.errorOnce(
            change.cell().place(),
            "the value uses time, but \"%s\" begins at -inf".formatted(cell.text()),
            "write the value that is meant");
      }
    }
  }

  @Override
  public OptionalInt index(Row row) {
    Cell cell = row.cell("experimentId");
    if (!cell.isBlank() && !starts.containsKey(cell.text())) {
      Identifiers.unknown(cell, "experimentId", starts.keySet(), "experiment table", findings);
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        indices.computeIfAbsent(cell.isBlank() ? FormatVersion.UNNAMED : cell.text(), this::begin));
  }

  /** The index of an experiment that was not referred to before. */
  private int begin(String id) {
    Double first = starts.getOrDefault(id, new TreeMap<>()).higherKey(BEFORE);
    firstTimes.add(first == null ? 0 : first);
    return firstTimes.size() - 1;
  }

  @Override
  public double start(int index) {
    return firstTimes.get(index);
  }

  @Override
  public List<Experiment> experiments() {
    return indices.keySet().stream().map(this::experiment).toList();
  }

  private Experiment experiment(String id) {
    NavigableMap<Double, List<Cell>> given = starts.getOrDefault(id, new TreeMap<>());
    List<Period> periods = new ArrayList<>();
    given.forEach((time, cells) -> periods.add(period(time, cells)));
    if (given.higherKey(BEFORE) == null) {
      periods.add(new Period(id, 0, List.of()));
    }
    return new Experiment(id, periods);
  }

  private Period period(double time, List<Cell> cells) {
    List<Assignment> assignments = new ArrayList<>();
    for (Cell cell : cells) {
      for (ConditionChanges.Change change : changes(cell)) {
        change.value().ifPresent(v -> assignments.add(new Assignment(change.target(), v)));
      }
    }
    String id = String.join(" + ", cells.stream().map(Cell::text).toList());
    return new Period(id, time, assignments);
  }

  /** The ids of the experiments that were referred to. */
  Set<String> measured() {
    return indices.keySet();
  }

  /**
   * Warns of experiments without measurements and of conditions without experiments.
   *
   * @param measured the ids of experiments that any model's measurements refer to
   */
  void warnOfUnused(Set<String> measured) {
    places.forEach(
        (id, place) -> {
          if (!measured.contains(id)) {
            findings.warning(
                place,
                "experiment \"" + id + "\" has no measurements",
                "remove its rows if none is missing");
          }
        });
    Set<String> applied = new LinkedHashSet<>();
    starts.values().stream()
        .flatMap(periods -> periods.values().stream())
        .forEach(cells -> cells.forEach(cell -> applied.add(cell.text())));
    conditions.forEach(
        (id, condition) -> {
          if (!applied.contains(id)) {
            findings.warning(
                condition.place(),
                "condition \"" + id + "\" is in no experiment",
                "remove its rows if it is not meant to be");
          }
        });
  }
}
