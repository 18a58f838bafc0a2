package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.reading.ReadingCells;
import org.lamarck.worker.petab.reading.ReadingCheck;
import org.lamarck.worker.petab.reading.ReadingSettings;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Reading;

/** Reads measurement tables, whose rows name observables, experiments and parameters. */
final class MeasurementReader {
  private static final double LOWEST = Double.NEGATIVE_INFINITY;

  private final Map<String, ObservableRow> observables;
  private final Map<String, Integer> observableIndices = new LinkedHashMap<>();
  private final Experiments experiments;
  private final Scope scope;
  private final ReadingSettings settings;
  private final Findings findings;
  private final Set<Place> measured = new LinkedHashSet<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  MeasurementReader(
      Map<String, ObservableRow> observables,
      Experiments experiments,
      Scope scope,
      ReadingSettings settings,
      Findings findings) {
    this.observables = observables;
    this.experiments = experiments;
    this.scope = scope;
    this.settings = settings;
    this.findings = findings;
    for (ObservableRow row : observables.values()) {
      if (row.observable().isPresent()) {
        observableIndices.put(row.id(), observableIndices.size());
      }
    }
  }

  /** Reads the measurements of all rows. */
  void read(Collection<Table> tables) {
    read(tables, row -> true);
  }

  /** Reads the measurements of some rows alone. */
  void read(Collection<Table> tables, Predicate<Row> wanted) {
    for (Table table : tables) {
      if (table.rows().isEmpty()) {
        findings.error(Place.of(table.file()), "the table has no rows", "add measurements");
      }
      Map<List<String>, Place> seen = new HashMap<>();
      boolean repeated = false;
      for (Row row : table.rows()) {
        if (!wanted.test(row)) {
          continue;
        }
        read(row);
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
  }

  /** Reports what the measurements of an observable say together that makes no sense. */
  void check() {
    ReadingCheck.check(measurements, places, List.copyOf(observableIndices.keySet()), findings);
  }

  /** The measurements, in the order of the files; rows with errors are left out. */
  List<Measurement> measurements() {
    return measurements;
  }

  /** Where the measurements stand that were read. */
  List<Place> places() {
    return places;
  }

  /** Where the observables stand that were measured. */
  Set<Place> measured() {
    return measured;
  }

  private void read(Row row) {
    Cell idCell = row.cell("observableId");
    String id = idCell.text();
    ObservableRow observable = observables.get(id);
    if (observable == null) {
      Identifiers.unknown(
          idCell, "observableId", observables.keySet(), "observable table", findings);
    } else {
      measured.add(observable.place());
    }
    OptionalInt experiment = experiments.index(row);
    Optional<Reading> reading = reading(row, observable);
    OptionalDouble value = value(row, reading, observable);
    OptionalDouble time = time(row.cell("time"), experiment);
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
    if (experiment.isPresent()
        && complete
        && value.isPresent()
        && time.isPresent()
        && reading.isPresent()) {
      measurements.add(
          new Measurement(
              observableIndices.getOrDefault(id, -1),
              experiment.getAsInt(),
              time.getAsDouble(),
              value.getAsDouble(),
              ofObservable,
              ofNoise,
              reading.get()));
      places.add(row.place());
    }
  }

  /** What the row says; nothing when that makes no sense, or the observable has errors. */
  private Optional<Reading> reading(Row row, @Nullable ObservableRow observable) {
    if (!ReadingCells.isGiven(row)) {
      return Optional.of(new Reading.Exact());
    }
    return observable == null
        ? Optional.empty()
        : observable
            .observable()
            .flatMap(known -> ReadingCells.read(row, known.noise(), settings, findings));
  }

  /** The number that was measured, or that stands for what was. */
  private OptionalDouble value(
      Row row, Optional<Reading> reading, @Nullable ObservableRow observable) {
    if (!ReadingCells.isGiven(row)
        || (reading.isPresent() && reading.get() instanceof Reading.Monotone)) {
      return value(row.cell("measurement"), observable);
    }
    if (reading.isPresent() && reading.get() instanceof Reading.Censored censored) {
      return OptionalDouble.of(censored.shown());
    }
    return reading.isPresent() && reading.get() instanceof Reading.Category category
        ? OptionalDouble.of(category.rank())
        : OptionalDouble.empty();
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
        row.observable().filter(one -> one.noise().transformation().isLogarithmic()).isPresent();
    if (logarithmic && value.getAsDouble() <= 0) {
      findings.error(
          cell.place(),
          "measurement %s has no logarithm, but its observable \"%s\" is compared on one"
              .formatted(cell.text(), row.id()),
          "write a positive number, or choose another noise distribution");
      return OptionalDouble.empty();
    }
    return value;
  }

  private OptionalDouble time(Cell cell, OptionalInt experiment) {
    OptionalDouble time = Numbers.require(cell, "time", findings);
    double start = experiment.isPresent() ? experiments.start(experiment.getAsInt()) : LOWEST;
    if (time.isPresent() && (time.getAsDouble() < start || time.getAsDouble() == LOWEST)) {
      findings.error(
          cell.place(),
          time.getAsDouble() == LOWEST
              ? "time is -inf"
              : "time %s is before the start of the simulation at %s"
                  .formatted(cell.text(), Numbers.print(start)),
          time.getAsDouble() == LOWEST
              ? "write a time, or inf for a steady state"
              : "write a time from %s on, or inf for a steady state"
                  .formatted(Numbers.print(start)));
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
      scope.override(part, kind + " parameter", findings).ifPresent(values::add);
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
