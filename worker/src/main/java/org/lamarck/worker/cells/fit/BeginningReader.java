package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.worker.cells.Beginning;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.TypeRule;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads how a tissue begins. */
final class BeginningReader {
  private static final int MOST_CELLS = 100_000;
  private static final List<String> AXES = List.of("x", "y", "z");

  private static final String PLACES = "places";

  private final OwnFile file;
  private final SettingReader settings;
  private final Findings findings;

  BeginningReader(OwnFile file, SettingReader settings, Findings findings) {
    this.file = file;
    this.settings = settings;
    this.findings = findings;
  }

  /** What each cell has. */
  Fields fields(YamlMapping cells) {
    cells.refuseOthers(
        List.of(
            "count",
            PLACES,
            "capacity",
            "dimensions",
            "types",
            "chemicals",
            "genes",
            "cadherins",
            "from",
            "to",
            "radius",
            "radius_sd",
            "secretion"),
        findings);
    int types = settings.count(cells, "types", 1, 20, 1);
    return new Fields(
        settings.count(cells, "dimensions", 2, 3, 2),
        types,
        settings.count(cells, "chemicals", 0, 100, 0),
        settings.count(cells, "genes", 0, 1000, 0),
        settings.isTrue(cells, "cadherins") ? types + 1 : 0);
  }

  /** Where the cells are. */
  Optional<Beginning.Seeding> seeding(YamlMapping cells, Fields fields) {
    if (cells.has(PLACES)) {
      return placed(cells, fields);
    }
    int count = settings.count(cells, "count", 1, MOST_CELLS);
    boolean isPoint = count == 1 && !cells.has("from") && !cells.has("to");
    double from = 0;
    double to = 0;
    if (!isPoint) {
      from = cells.numberAbove("from", Double.NEGATIVE_INFINITY, findings).orElse(0);
      to = cells.numberAbove("to", from, findings).orElse(from);
    }
    OptionalDouble radius = cells.numberAbove("radius", 0, findings);
    double sd = settings.above(cells, "radius_sd", 0, 0);
    return radius.isEmpty()
        ? Optional.empty()
        : Optional.of(new Beginning.Scattered(count, from, to, radius.getAsDouble(), sd));
  }

  /** Cells of a table, a row for each: x, y, perhaps z, and radius. */
  private Optional<Beginning.Seeding> placed(YamlMapping cells, Fields fields) {
    for (String other : List.of("count", "from", "to", "radius", "radius_sd")) {
      if (cells.has(other)) {
        findings.error(
            cells.place(other),
            "places says it already",
            "remove one of %s and places".formatted(other));
      }
    }
    Optional<NumberTable> read =
        cells
            .text(PLACES, "a table of cells", findings)
            .flatMap(name -> NumberTable.read(file, name, findings));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    NumberTable table = read.get();
    List<String> names = new ArrayList<>(AXES.subList(0, fields.dimensions()));
    names.add("radius");
    int[] columns = names.stream().mapToInt(name -> table.column(name, findings)).toArray();
    if (IntStream.of(columns).anyMatch(column -> column < 0)) {
      return Optional.empty();
    }
    int width = columns.length;
    double[] rows = new double[table.rows().size() * width];
    for (int i = 0; i < table.rows().size(); i++) {
      for (int c = 0; c < width; c++) {
        rows[i * width + c] = table.rows().get(i)[columns[c]];
      }
      if (!(rows[i * width + width - 1] > 0)) {
        findings.error(
            table.place(i, columns[width - 1]),
            "the radius of cell %d is not above 0".formatted(i + 1),
            "change it");
        return Optional.empty();
      }
    }
    return Optional.of(new Beginning.Placed(Matrix.of(table.rows().size(), width, rows)));
  }

  /** The largest radius, as far as chance does not decide it. */
  static double largestRadius(Beginning.Seeding seeding) {
    if (seeding instanceof Beginning.Scattered scattered) {
      return scattered.radius();
    }
    Matrix rows = ((Beginning.Placed) seeding).rows();
    return IntStream.range(0, rows.rows())
        .mapToDouble(i -> rows.get(i, rows.columns() - 1))
        .max()
        .orElse(0);
  }

  /** How many cells there may be, of whom some are there at first. */
  int capacity(YamlMapping cells, int count) {
    return settings.count(cells, "capacity", count, MOST_CELLS, count);
  }

  /** What cells go through first. */
  Beginning.Before before(YamlMapping tissue, StepReader reader, int capacity) {
    Optional<YamlMapping> read = tissue.mapping("before", findings);
    if (read.isEmpty()) {
      return new Beginning.Before(List.of(), 0, capacity, false, 0);
    }
    YamlMapping before = read.get();
    before.refuseOthers(List.of("steps", "repeat", "seed"), findings);
    int repeats = settings.count(before, "repeat", 1, 1_000_000);
    int named = settings.named();
    List<Step> steps = reader.steps(before);
    if (settings.named() > named) {
      findings.error(
          before.place(),
          "steps before the start have no parameters",
          "write numbers there, or move the steps");
    }
    boolean isFixed = before.has("seed");
    long seed = isFixed ? settings.count(before, "seed", 0, Integer.MAX_VALUE) : 0;
    return new Beginning.Before(steps, repeats, capacity, isFixed, seed);
  }

  /** What types cells become. */
  List<TypeRule> rules(YamlMapping tissue, Fields fields) {
    List<TypeRule> rules = new ArrayList<>();
    tissue
        .get("become")
        .ifPresent(list -> list.mappings(findings).forEach(one -> rules.add(rule(one, fields))));
    return rules;
  }

  private TypeRule rule(YamlMapping one, Fields fields) {
    one.refuseOthers(List.of("type", "first", "below", "division", "secretion"), findings);
    int axis = -1;
    double below = 0;
    Optional<YamlMapping> where = one.mapping("below", findings);
    if (where.isPresent()) {
      List<String> axes = AXES.subList(0, fields.dimensions());
      where.get().refuseOthers(axes, findings);
      if (where.get().keys().size() != 1) {
        findings.error(
            one.place("below"), "cells are below a value of one axis", "write such as {y: 0.5}");
      }
      for (Map.Entry<String, Place> key : where.get().keys().entrySet()) {
        axis = axes.indexOf(key.getKey());
        below = where.get().number(key.getKey(), findings).orElse(0);
      }
    }
    return new TypeRule(
        settings.count(one, "type", 1, fields.types()) - 1,
        settings.count(one, "first", 1, MOST_CELLS, Integer.MAX_VALUE),
        axis,
        below,
        settings.from(one, "division", 0, Double.NaN),
        settings.from(one, "secretion", 0, Double.NaN));
  }
}
