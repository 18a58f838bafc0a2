package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.neuron.train.Experiment;
import org.lamarck.worker.neuron.train.Target;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads {@code experiments:}: each is one, or one for each row of a table. */
final class ExperimentReader {
  private static final String CURRENT = "current";
  private static final String VOLTAGE = "voltage";

  private final OwnFile file;
  private final TimeKeys time;
  private final Selector selector;
  private final TargetReader targets;
  private final Findings findings;

  ExperimentReader(
      OwnFile file, TimeKeys time, Selector selector, Set<String> recorded, Findings findings) {
    this.file = file;
    this.time = time;
    this.selector = selector;
    this.findings = findings;
    targets = new TargetReader(file, time, List.copyOf(recorded), findings);
  }

  /** All experiments; one without stimuli where none are told. */
  List<Experiment> read() {
    Optional<YamlMapping.Value> value = file.root().get("experiments");
    if (value.isEmpty()) {
      return List.of(new Experiment(List.of(), List.of(), List.of()));
    }
    List<Experiment> experiments = new ArrayList<>();
    for (YamlMapping.Value item : value.get().items()) {
      item.mapping(findings).ifPresent(mapping -> experiments.addAll(block(mapping)));
    }
    return experiments;
  }

  private List<Experiment> block(YamlMapping mapping) {
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
    List<Planned<Clamp>> clamps = new ArrayList<>();
    List<Planned<Target>> expected = new ArrayList<>();
    for (YamlMapping one : mappings(mapping, "stimuli")) {
      samples(one, names, CURRENT)
          .ifPresent(made -> stimuli.add(row -> new Stimulus(made.at(), made.samples().of(row))));
    }
    for (YamlMapping one : mappings(mapping, "clamps")) {
      samples(one, names, VOLTAGE)
          .ifPresent(made -> clamps.add(row -> new Clamp(made.at(), made.samples().of(row))));
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

  /** Numbers of each step for a compartment. */
  private record Samples(int at, Planned<double[]> samples) {}

  /** What is told by a formula between two times, or by a table; free elsewhere. */
  private Optional<Samples> samples(YamlMapping mapping, List<String> names, String what) {
    mapping.refuseOthers(List.of("at", "from", "duration", what, "data"), findings);
    Optional<Integer> at = mapping.text("at", "a compartment", findings).flatMap(selector::one);
    double free = what.equals(CURRENT) ? 0 : Double.NaN;
    if (mapping.has("data")) {
      Optional<double[]> read =
          mapping
              .text("data", "the name of a file", findings)
              .flatMap(name -> NumberTable.read(file, name, findings))
              .flatMap(table -> samples(table, what, free));
      return at.flatMap(place -> read.map(numbers -> new Samples(place, row -> numbers)));
    }
    double from = Words.number(mapping, "from", 0, findings);
    double duration = Words.number(mapping, "duration", Double.POSITIVE_INFINITY, findings);
    Optional<RowFormula> formula =
        mapping
            .text(what, "a number or a formula", findings)
            .flatMap(cell -> RowFormula.parse(cell, names, findings));
    int begin = time.sample(from);
    int end = time.sample(from + duration);
    double dt = time.settings().dt();
    return at.flatMap(
        place ->
            formula.map(
                one ->
                    new Samples(
                        place,
                        row -> {
                          double[] samples = new double[end];
                          Arrays.fill(samples, free);
                          for (int i = begin; i < end; i++) {
                            samples[i] = one.of(row, i * dt);
                          }
                          return samples;
                        })));
  }

  /** The numbers of a table of times, which hold until the next one. */
  private Optional<double[]> samples(NumberTable table, String what, double before) {
    int times = table.column("time", findings);
    int numbers = table.column(what, findings);
    if (times < 0 || numbers < 0) {
      return Optional.empty();
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
