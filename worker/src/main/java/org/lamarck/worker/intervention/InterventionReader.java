package org.lamarck.worker.intervention;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.loss.TimesReader;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.OdeModel;

/**
 * Reads the key {@code interventions}: quantities that are set to values at some times, and held
 * between them or left to themselves.
 */
public final class InterventionReader {
  /** The key of a problem. */
  public static final String KEY = "interventions";

  private static final List<String> KEYS = List.of("times", "values", "between", "until", "search");
  private static final String PI = "pi";

  private final Path yaml;
  private final Findings findings;

  private InterventionReader(Path yaml, Findings findings) {
    this.yaml = yaml;
    this.findings = findings;
  }

  /** The values of one quantity. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Channel(String id, Place place, double[] values) {}

  /** Times and what is set at each; a NaN is nothing. */
  private record Plan(List<Double> times, List<Channel> channels) {}

  /**
   * Reads what is done to a model.
   *
   * @param yaml the problem's file, beside which tables are
   * @return nothing when an error was found, or when nothing is done
   */
  public static Optional<Intervention> read(
      YamlMapping root, Path yaml, OdeModel model, Findings findings) {
    return root.mapping(KEY, findings)
        .flatMap(mapping -> new InterventionReader(yaml, findings).read(mapping, model));
  }

  private Optional<Intervention> read(YamlMapping mapping, OdeModel model) {
    mapping.refuseOthers(KEYS, findings);
    boolean isHeld =
        mapping.choice("between", "held or free", List.of("held", "free"), findings).orElse(0) == 0;
    Optional<Plan> plan = plan(mapping);
    double until = until(mapping, isHeld, plan);
    Optional<ClampSearch> search =
        mapping.mapping("search", findings).flatMap(own -> ClampSearch.read(own, findings));
    if (plan.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    Clamps clamps = new Clamps(model, findings);
    Map<String, ParameterRow> parameters = new LinkedHashMap<>();
    Map<Double, List<Assignment>> changes = new TreeMap<>();
    for (Channel channel : plan.get().channels()) {
      if (!clamps.admits(channel.id(), channel.place(), isHeld)) {
        continue;
      }
      boolean wasSet = false;
      for (int k = 0; k < channel.values().length; k++) {
        double value = channel.values()[k];
        if (Double.isNaN(value)) {
          continue;
        }
        List<Assignment> now =
            changes.computeIfAbsent(plan.get().times().get(k), time -> new ArrayList<>());
        if (isHeld && !wasSet) {
          clamps.hold(channel.id()).ifPresent(now::add);
        }
        wasSet = true;
        Expression formula = model.pool().constant(value);
        if (search.isPresent()) {
          String id = channel.id() + "_" + (k + 1);
          if (clamps.isFree(id, channel.place())) {
            search.get().parameter(id, value, findings).ifPresent(row -> parameters.put(id, row));
          }
          formula = model.pool().symbol(id);
        }
        now.add(new Assignment(channel.id(), formula));
      }
      if (wasSet && Double.isFinite(until)) {
        clamps
            .release(channel.id())
            .ifPresent(one -> changes.computeIfAbsent(until, time -> new ArrayList<>()).add(one));
      }
    }
    List<Agenda.Change> all = new ArrayList<>();
    changes.forEach((time, assignments) -> all.add(new Agenda.Change(time, assignments)));
    return findings.hasErrors()
        ? Optional.empty()
        : Optional.of(new Intervention(clamps.model(), parameters, all));
  }

  /** When what is held is left to itself again; ∞ for never. */
  private double until(YamlMapping mapping, boolean isHeld, Optional<Plan> plan) {
    if (!mapping.has("until")) {
      return Double.POSITIVE_INFINITY;
    }
    if (!isHeld) {
      findings.error(
          mapping.place("until"), "\"until\" has no meaning where nothing is held", "remove it");
    }
    double last = plan.map(one -> one.times().get(one.times().size() - 1)).orElse(0.0);
    return mapping.numberAbove("until", last, findings).orElse(Double.POSITIVE_INFINITY);
  }

  private Optional<Plan> plan(YamlMapping mapping) {
    Optional<YamlMapping.Value> values =
        mapping.require("values", "a formula for each quantity, or the name of a table", findings);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (!values.get().isMapping()) {
      if (mapping.has("times")) {
        findings.error(
            mapping.place("times"), "the table of values has the times", "remove this key");
      }
      return values.get().cell(findings).flatMap(this::table);
    }
    List<Double> times = new TimesReader(findings).times(mapping);
    List<Channel> channels = new ArrayList<>();
    values
        .get()
        .mapping(findings)
        .ifPresent(
            all ->
                all.keys()
                    .forEach(
                        (id, place) ->
                            all.text(id, "a number or a formula over time", findings)
                                .flatMap(cell -> values(cell, times))
                                .ifPresent(own -> channels.add(new Channel(id, place, own)))));
    if (channels.isEmpty() && !findings.hasErrors()) {
      findings.error(values.get().place(), "nothing is set", "name a quantity and its values");
    }
    return times.isEmpty() || findings.hasErrors()
        ? Optional.empty()
        : Optional.of(new Plan(times, channels));
  }

  private Optional<double[]> values(Cell cell, List<Double> times) {
    Optional<Expression> formula =
        Formulas.parseOpen(cell, "value", new ExpressionPool(), findings);
    for (String symbol : formula.map(Formulas::symbols).orElse(List.of())) {
      if (!symbol.equals(PI)) {
        findings.error(
            cell.place(),
            "\"" + symbol + "\" is not known in a value that is set",
            "use only time, pi, numbers and functions");
        return Optional.empty();
      }
    }
    if (formula.isEmpty()) {
      return Optional.empty();
    }
    double[] values = new double[times.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = Evaluator.evaluate(formula.get(), symbol -> Math.PI, times.get(k));
      if (!Double.isFinite(values[k])) {
        findings.error(
            cell.place(),
            "the value is %s at time %s".formatted(values[k], times.get(k)),
            "write a formula that is finite at all times");
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** A table with a column of times and one for each quantity; a blank cell sets nothing. */
  private Optional<Plan> table(Cell name) {
    Optional<Table> table =
        SourceText.read(yaml.resolveSibling(name.text()), name.place(), findings)
            .flatMap(source -> Table.read(source, TableLayout.INTERVENTIONS, findings));
    if (table.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    List<Double> times = new ArrayList<>();
    for (Row row : table.get().rows()) {
      Cell cell = row.cell("time");
      OptionalDouble time = Numbers.require(cell, "time", findings);
      double last = times.isEmpty() ? -Double.MIN_VALUE : times.get(times.size() - 1);
      if (time.isPresent() && !(time.getAsDouble() > last && Double.isFinite(time.getAsDouble()))) {
        findings.error(
            cell.place(),
            "time " + cell.text() + " is infinite, before 0 or not after the one before it",
            "write times from 0 on in increasing order");
      }
      time.ifPresent(times::add);
    }
    List<Channel> channels = new ArrayList<>();
    for (String id : table.get().columns().keySet()) {
      if (!id.equals("time")) {
        double[] values = new double[table.get().rows().size()];
        for (int k = 0; k < values.length; k++) {
          Cell cell = table.get().rows().get(k).cell(id);
          values[k] =
              cell.isBlank() ? Double.NaN : Numbers.require(cell, id, findings).orElse(Double.NaN);
        }
        channels.add(new Channel(id, table.get().header(), values));
      }
    }
    if (times.isEmpty() || channels.isEmpty()) {
      findings.error(
          Place.of(table.get().file()), "nothing is set", "write columns and rows of values");
    }
    return findings.hasErrors() ? Optional.empty() : Optional.of(new Plan(times, channels));
  }
}
