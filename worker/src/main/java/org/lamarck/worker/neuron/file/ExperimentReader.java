package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.neuron.train.Experiment;
import org.lamarck.worker.neuron.train.Recording;
import org.lamarck.worker.neuron.train.Target;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads {@code experiments:}: each is one, or one for each row of a table. */
final class ExperimentReader {
  private static final String CURRENT = "current";
  private static final String VOLTAGE = "voltage";
  private static final String VALUE = "value";

  private final OwnFile file;
  private final TimeKeys time;
  private final Selector selector;
  private final QuantityReader quantities;
  private final TargetReader targets;
  private final Findings findings;

  ExperimentReader(
      OwnFile file,
      TimeKeys time,
      Selector selector,
      QuantityReader quantities,
      Set<String> recorded,
      Findings findings) {
    this.file = file;
    this.quantities = quantities;
    this.time = time;
    this.selector = selector;
    this.findings = findings;
    targets = new TargetReader(file, time, List.copyOf(recorded), findings);
  }

  /**
   * All experiments; one where none are told.
   *
   * @param always stimuli that each of them has
   */
  List<Experiment> read(List<Stimulus> always) {
    Optional<YamlMapping.Value> value = file.root().get("experiments");
    if (value.isEmpty()) {
      return List.of(new Experiment(always, List.of(), List.of()));
    }
    List<Experiment> experiments = new ArrayList<>();
    for (YamlMapping.Value item : value.get().items()) {
      item.mapping(findings).ifPresent(mapping -> experiments.addAll(block(mapping, always)));
    }
    return experiments;
  }

  private List<Experiment> block(YamlMapping mapping, List<Stimulus> always) {
    mapping.refuseOthers(List.of("table", "stimuli", "clamps", "targets"), findings);
    List<String> names = List.of();
    List<double[]> rows = List.of(new double[0]);
    if (mapping.has("table")) {
      Optional<NumberTable> table =
          mapping
              .text("table", "the name of a file", findings)
              .flatMap(name -> NumberTable.read(file, name, findings));
      if (table.isEmpty()) {
        return List.of();
      }
      names = table.get().names();
      rows = table.get().rows();
    }
    List<Planned<Stimulus>> stimuli = new ArrayList<>();
    always.forEach(one -> stimuli.add(row -> one));
    List<Planned<Clamp>> clamps = new ArrayList<>();
    List<Planned<Target>> expected = new ArrayList<>();
    for (YamlMapping one : mappings(mapping, "stimuli")) {
      one.refuseOthers(List.of("at", "from", "duration", CURRENT, "data"), findings);
      Optional<Integer> at = one.text("at", "a compartment", findings).flatMap(selector::one);
      samples(one, names, CURRENT)
          .ifPresent(
              made -> at.ifPresent(to -> stimuli.add(row -> new Stimulus(to, made.of(row)))));
    }
    for (YamlMapping one : mappings(mapping, "clamps")) {
      clamp(one, names).ifPresent(clamps::add);
    }
    for (YamlMapping one : mappings(mapping, "targets")) {
      expected.addAll(targets.read(one, names));
    }
    List<Experiment> experiments = new ArrayList<>();
    for (double[] row : rows) {
      experiments.add(
          new Experiment(
              stimuli.stream().map(one -> one.of(row)).toList(),
              clamps.stream().map(one -> one.of(row)).toList(),
              expected.stream().map(one -> one.of(row)).toList()));
    }
    return experiments;
  }

  /** What is made for each row. */
  interface Planned<T> {
    T of(double[] row);
  }

  private List<YamlMapping> mappings(YamlMapping mapping, String key) {
    return mapping.get(key).map(value -> value.mappings(findings)).orElse(List.of());
  }

  /** A clamp of a voltage, or with {@code state} of a state or concentration. */
  private Optional<Planned<Clamp>> clamp(YamlMapping mapping, List<String> names) {
    boolean ofState = mapping.has(QuantityReader.STATE);
    String what = ofState ? VALUE : VOLTAGE;
    mapping.refuseOthers(
        List.of("at", "from", "duration", QuantityReader.STATE, what, "data"), findings);
    Optional<Recording> held =
        ofState
            ? quantities.state(mapping, "")
            : mapping
                .text("at", "a compartment", findings)
                .flatMap(selector::one)
                .map(Recording::voltage);
    Optional<Planned<double[]>> samples = samples(mapping, names, what);
    return held.flatMap(
        at -> samples.map(made -> row -> new Clamp(at.key(), at.instance(), made.of(row))));
  }

  /** Numbers of each step, by a formula between two times, or by a table; free elsewhere. */
  private Optional<Planned<double[]>> samples(
      YamlMapping mapping, List<String> names, String what) {
    double free = what.equals(CURRENT) ? 0 : Double.NaN;
    if (mapping.has("data")) {
      return mapping
          .text("data", "the name of a file", findings)
          .flatMap(name -> NumberTable.read(file, name, findings))
          .flatMap(table -> samples(table, what, free))
          .map(numbers -> row -> numbers);
    }
    double from = Words.number(mapping, "from", 0, findings);
    if (mapping.has("from") && !time.has(from, mapping.place("from"), findings)) {
      return Optional.empty();
    }
    double duration =
        mapping.has("duration")
            ? mapping.numberAbove("duration", 0, findings).orElse(Double.POSITIVE_INFINITY)
            : Double.POSITIVE_INFINITY;
    Optional<RowFormula> formula =
        mapping
            .text(what, "a number or a formula", findings)
            .flatMap(cell -> RowFormula.parse(cell, names, findings));
    int begin = time.sample(from);
    int end = time.sample(from + duration);
    double dt = time.settings().dt();
    return formula.map(
        one ->
            row -> {
              double[] samples = new double[end];
              Arrays.fill(samples, free);
              for (int i = begin; i < end; i++) {
                samples[i] = one.of(row, i * dt);
              }
              return samples;
            });
  }

  /** The numbers of a table of times, which hold until the next one. */
  private Optional<double[]> samples(NumberTable table, String what, double before) {
    int times = table.column("time", findings);
    int numbers = table.column(what, findings);
    if (times < 0 || numbers < 0) {
      return Optional.empty();
    }
    for (int i = 1; i < table.rows().size(); i++) {
      double earlier = table.rows().get(i - 1)[times];
      if (!(table.rows().get(i)[times] > earlier)) {
        findings.error(
            table.place(),
            "in the table %s follows %s".formatted(table.rows().get(i)[times], earlier),
            "sort its rows by time");
        return Optional.empty();
      }
    }
    double[] samples = new double[time.steps()];
    int next = 0;
    double now = before;
    for (int i = 0; i < samples.length; i++) {
      double until = i * time.settings().dt() * (1 + 1e-12);
      while (next < table.rows().size() && table.rows().get(next)[times] <= until) {
        now = table.rows().get(next++)[numbers];
      }
      samples[i] = now;
    }
    return Optional.of(samples);
  }
}
