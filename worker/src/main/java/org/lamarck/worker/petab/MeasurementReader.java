package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Observable.Noise;

/** Reads measurement tables, whose rows name observables, conditions and parameters. */
final class MeasurementReader {
  private final Map<String, ObservableRow> observables;
  private final Map<String, Integer> observableIndices = new LinkedHashMap<>();
  private final Map<String, ConditionRow> conditions;
  private final ExperimentBuilder experiments;
  private final Scope scope;
  private final Findings findings;
  private final Set<String> measured = new LinkedHashSet<>();

  MeasurementReader(
      Map<String, ObservableRow> observables,
      Map<String, ConditionRow> conditions,
      ExperimentBuilder experiments,
      Scope scope,
      Findings findings) {
    this.observables = observables;
    this.conditions = conditions;
    this.experiments = experiments;
    this.scope = scope;
    this.findings = findings;
    for (String id : observables.keySet()) {
      observableIndices.put(id, observableIndices.size());
    }
  }

  /** The measurements, in the order of the files; rows with errors are left out. */
  List<Measurement> read(Collection<Table> tables) {
    List<Measurement> measurements = new ArrayList<>();
    for (Table table : tables) {
      if (table.rows().isEmpty()) {
        findings.error(Place.of(table.file()), "the table has no rows", "add measurements");
      }
      Map<List<String>, Place> seen = new HashMap<>();
      boolean repeated = false;
      for (Row row : table.rows()) {
        read(row, measurements);
        Place first = seen.putIfAbsent(row.fields(), row.place());
        if (first != null && !repeated) {
          repeated = true;
          findings.warning(
              row.place(),
              "the row is equal to row %d in every field".formatted(first.row()),
              "remove it if it is not a replicate (further such rows are not listed)");
        }
      }
    }
    return measurements;
  }

  /** Whether a row names the observable. */
  boolean isMeasured(String observable) {
    return measured.contains(observable);
  }

  private void read(Row row, List<Measurement> measurements) {
    Cell idCell = row.cell("observableId");
    String id = idCell.text();
    ObservableRow observable = observables.get(id);
    if (observable == null) {
      missing(idCell, "observableId", observables.keySet(), "observable table");
    }
    measured.add(id);
    boolean knownConditions = condition(row.cell("simulationConditionId"), true);
    knownConditions &= condition(row.cell("preequilibrationConditionId"), false);
    OptionalDouble value = value(row.cell("measurement"), observable);
    OptionalDouble time = time(row.cell("time"));
    if (observable == null || observable.observable().isEmpty()) {
      return;
    }
    Observable known = observable.observable().get();
    Cell noiseCell = row.cell("noiseParameters");
    List<Expression> ofObservable =
        overrides(
            row.cell("observableParameters"), "observable", known.observablePlaceholders(), id);
    List<Expression> ofNoise = overrides(noiseCell, "noise", known.noisePlaceholders(), id);
    if (known.noiseFormula().isSymbol() && ofNoise.size() == 1) {
      checkPositive(ofNoise.get(0), noiseCell);
    }
    boolean complete =
        ofObservable.size() == known.observablePlaceholders().size()
            && ofNoise.size() == known.noisePlaceholders().size();
    if (knownConditions && complete && value.isPresent() && time.isPresent()) {
      measurements.add(
          new Measurement(
              observableIndices.getOrDefault(id, -1),
              experiments.index(
                  row.cell("preequilibrationConditionId").text(),
                  row.cell("simulationConditionId").text()),
              time.getAsDouble(),
              value.getAsDouble(),
              ofObservable,
              ofNoise));
    }
  }

  private void missing(Cell cell, String column, Set<String> known, String table) {
    findings.error(
        cell.place(),
        cell.isBlank()
            ? column + " is missing"
            : "%s \"%s\" is not in the %s".formatted(column, cell.text(), table),
        cell.isBlank()
            ? "write an id of the " + table
            : Spelling.suggest(cell.text(), known, "add it to the " + table));
  }

  private boolean condition(Cell cell, boolean required) {
    boolean known = (!required && cell.text().isEmpty()) || conditions.containsKey(cell.text());
    if (!known) {
      String column = required ? "simulationConditionId" : "preequilibrationConditionId";
      missing(cell, column, conditions.keySet(), "condition table");
    }
    return known;
  }

  private OptionalDouble value(Cell cell, @Nullable ObservableRow row) {
    OptionalDouble value = Numbers.require(cell, "measurement", findings);
    if (value.isEmpty()) {
      return value;
    }
    if (Double.isInfinite(value.getAsDouble())) {
      findings.error(cell.place(), "measurement is infinite", "write a finite number");
      return OptionalDouble.empty();
    }
    if (row == null) {
      return value;
    }
    boolean logarithmic =
        row.observable()
            .filter(o -> o.noise() != Noise.NORMAL && o.noise() != Noise.LAPLACE)
            .isPresent();
    if (logarithmic && value.getAsDouble() <= 0) {
      findings.error(
          cell.place(),
          "measurement %s has no logarithm, but its observable \"%s\" is compared on one"
              .formatted(cell.text(), row.id()),
          "write a positive number, or lin as the observableTransformation");
      return OptionalDouble.empty();
    }
    return value;
  }

  private OptionalDouble time(Cell cell) {
    OptionalDouble time = Numbers.require(cell, "time", findings);
    if (time.isPresent() && time.getAsDouble() < 0) {
      findings.error(
          cell.place(),
          "time %s is before the start of the simulation at 0".formatted(cell.text()),
          "write a time from 0 on, or inf for a steady state");
      return OptionalDouble.empty();
    }
    return time;
  }

  /** The values of placeholders; as many as there are placeholders, or an error was found. */
  private List<Expression> overrides(
      Cell cell, String kind, List<String> placeholders, String observable) {
    List<Cell> parts = cell.parts();
    if (parts.size() != placeholders.size()) {
      findings.error(
          cell.place(),
          "\"%s\" gives %d values, but observable \"%s\" has %d placeholders%s"
              .formatted(
                  cell.text(),
                  parts.size(),
                  observable,
                  placeholders.size(),
                  placeholders.isEmpty() ? "" : " (" + String.join(", ", placeholders) + ")"),
          placeholders.isEmpty()
              ? "leave the field empty"
              : "give one value for each, with semicolons between");
      return List.of();
    }
    List<Expression> values = new ArrayList<>();
    for (Cell part : parts) {
      scope.value(part, kind + " parameter", findings).ifPresent(values::add);
    }
    return values;
  }

  private void checkPositive(Expression scale, Cell cell) {
    if (scale.isConstant() && !(scale.value() > 0)) {
      findings.error(
          cell.place(),
          "noise parameter \"%s\" is not positive".formatted(cell.text()),
          "write a positive number");
    }
  }
}
