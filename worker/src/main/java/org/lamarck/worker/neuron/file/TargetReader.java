package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.train.Feature;
import org.lamarck.worker.neuron.train.Target;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads a target: a feature of a recording and its value, or a whole trace of data. */
final class TargetReader {
  private static final List<String> KEYS =
      List.of(
          "record",
          "feature",
          "from",
          "to",
          "at",
          "threshold",
          "width",
          "offset",
          "value",
          "scale",
          "data");

  /** mV. */
  private static final double THRESHOLD = -20;

  private static final double WIDTH = 5;

  private final OwnFile file;
  private final TimeKeys time;
  private final List<String> labels;
  private final Findings findings;

  /** Features by their words. */
  private enum Kind {
    MEAN,
    DEVIATION,
    MAXIMUM,
    MINIMUM,
    VOLTAGE,
    SPIKES,
    LATENCY,
    INTERVAL,
    DURATION
  }

  TargetReader(OwnFile file, TimeKeys time, List<String> labels, Findings findings) {
    this.file = file;
    this.time = time;
    this.labels = List.copyOf(labels);
    this.findings = findings;
  }

  /** One target, or one for each row of data; none when an error was found. */
  List<ExperimentReader.Planned<Target>> read(YamlMapping mapping, List<String> names) {
    mapping.refuseOthers(KEYS, findings);
    Optional<Integer> recording =
        mapping.text("record", "the label of a recording", findings).flatMap(this::recording);
    OptionalDouble scale = Words.positive(mapping, "scale", 1, findings);
    double offset = Words.number(mapping, "offset", 0, findings);
    if (recording.isEmpty() || scale.isEmpty()) {
      return List.of();
    }
    int at = recording.get();
    if (mapping.has("data")) {
      return data(mapping, at, offset, scale.getAsDouble());
    }
    Optional<Feature> feature = feature(mapping);
    Optional<RowFormula> value =
        mapping
            .text("value", "what is expected, a number or a formula", findings)
            .flatMap(cell -> RowFormula.parse(cell, names, findings));
    if (feature.isEmpty() || value.isEmpty()) {
      return List.of();
    }
    return List.of(
        row -> new Target(at, feature.get(), offset, value.get().of(row, 0), scale.getAsDouble()));
  }

  private Optional<Integer> recording(Cell label) {
    int position = labels.indexOf(label.text());
    if (position < 0 && isNamed(label.text())) {
      return Optional.empty(); // what is wrong with it was told
    }
    if (position < 0) {
      findings.error(
          label.place(),
          "nothing is recorded as \"%s\"".formatted(label.text()),
          Spelling.suggest(label.text(), labels, "add it to record"));
    }
    return position < 0 ? Optional.empty() : Optional.of(position);
  }

  /** Whether something is to be recorded by a label. */
  private boolean isNamed(String label) {
    return file.root()
        .get("record")
        .filter(YamlMapping.Value::isMapping)
        .flatMap(value -> value.mapping(new Findings())) // was read with its own
        .filter(own -> own.has(label))
        .isPresent();
  }

  private Optional<Feature> feature(YamlMapping mapping) {
    Optional<Kind> kind = Words.choice(mapping, "feature", Kind.MEAN, Kind.values(), findings);
    double begin = Words.number(mapping, "from", 0, findings);
    double end = Words.number(mapping, "to", time.steps() * time.settings().dt(), findings);
    boolean isIn =
        time.has(begin, mapping.place("from"), findings)
            && time.has(end, mapping.place("to"), findings);
    if (kind.isEmpty() || !isIn) {
      return Optional.empty();
    }
    int from = time.sample(begin);
    int to = time.sample(end) + 1;
    if (to - from < 2 && kind.get() != Kind.VOLTAGE) {
      findings.error(
          mapping.place(),
          "the window from %s to %s ms has less than two samples".formatted(begin, end),
          "correct from and to");
      return Optional.empty();
    }
    double dt = time.settings().dt();
    double threshold = Words.number(mapping, "threshold", THRESHOLD, findings);
    return switch (kind.get()) {
      case MEAN -> Optional.of(new Feature.Mean(from, to));
      case DEVIATION -> Optional.of(new Feature.Deviation(from, to));
      case MAXIMUM -> Optional.of(new Feature.Maximum(from, to));
      case MINIMUM -> Optional.of(new Feature.Minimum(from, to));
      case VOLTAGE -> {
        OptionalDouble at = mapping.number("at", findings);
        yield at.isEmpty() || !time.has(at.getAsDouble(), mapping.place("at"), findings)
            ? Optional.empty()
            : Optional.of(at(at.getAsDouble()));
      }
      case LATENCY -> Optional.of(new Feature.Latency(from, to, threshold, dt));
      case INTERVAL -> Optional.of(new Feature.Interval(from, to, threshold, dt));
      case DURATION -> Optional.of(new Feature.Duration(from, to, threshold, dt));
      case SPIKES -> {
        OptionalDouble width = Words.positive(mapping, "width", WIDTH, findings);
        yield width.isEmpty()
            ? Optional.empty()
            : Optional.of(new Feature.Spikes(from, to, threshold, width.getAsDouble()));
      }
    };
  }

  /** The voltage at a time, linear between samples. */
  private Feature at(double when) {
    double sample = Math.min(Math.max(when / time.settings().dt(), 0), time.steps());
    int before = Math.min((int) Math.floor(sample), time.steps() - 1);
    return new Feature.Sample(before, sample - before);
  }

  private List<ExperimentReader.Planned<Target>> data(
      YamlMapping mapping, int recording, double offset, double scale) {
    Optional<NumberTable> table =
        mapping
            .text("data", "the name of a file", findings)
            .flatMap(name -> NumberTable.read(file, name, findings));
    if (table.isEmpty()) {
      return List.of();
    }
    int times = table.get().column("time", findings);
    int values = table.get().column("value", findings);
    if (times < 0 || values < 0) {
      return List.of();
    }
    List<ExperimentReader.Planned<Target>> targets = new ArrayList<>();
    for (double[] given : table.get().rows()) {
      if (!time.has(given[times], mapping.place("data"), findings)) {
        return List.of();
      }
      Target target = new Target(recording, at(given[times]), offset, given[values], scale);
      targets.add(row -> target);
    }
    return targets;
  }
}
