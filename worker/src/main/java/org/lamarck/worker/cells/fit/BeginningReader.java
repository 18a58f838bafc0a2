package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.cells.Beginning;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.TypeRule;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads how a tissue begins. */
final class BeginningReader {
  private static final int MOST_CELLS = 100_000;
  private static final List<String> AXES = List.of("x", "y", "z");

  private final SettingReader settings;
  private final Findings findings;

  BeginningReader(SettingReader settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /** What each cell has. */
  Fields fields(YamlMapping cells) {
    cells.refuseOthers(
        List.of(
            "count",
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

  /** How many cells there may be. */
  int capacity(YamlMapping cells) {
    int count = settings.count(cells, "count", 1, MOST_CELLS);
    return settings.count(cells, "capacity", count, MOST_CELLS, count);
  }

  /**
   * The beginning.
   *
   * @param tissue has the keys cells, before and become
   * @param steps reads the steps of before
   */
  Optional<Beginning> beginning(
      YamlMapping tissue, YamlMapping cells, StepReader steps, Fields fields, int capacity) {
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
    double secretion = settings.number(cells, "secretion", 0);
    Beginning.Before before = before(tissue, steps, capacity);
    List<TypeRule> rules = rules(tissue, fields);
    return radius.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Beginning(
                fields,
                count,
                new Beginning.Seeding(from, to, radius.getAsDouble(), sd, secretion),
                before,
                rules));
  }

  private Beginning.Before before(YamlMapping tissue, StepReader reader, int capacity) {
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

  private List<TypeRule> rules(YamlMapping tissue, Fields fields) {
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
        settings.number(one, "division", Double.NaN),
        settings.number(one, "secretion", Double.NaN));
  }
}
