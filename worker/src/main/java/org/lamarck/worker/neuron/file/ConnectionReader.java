package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismParameter;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.own.NumberTable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads which compartments a synapse of {@code connect:} connects. */
final class ConnectionReader {
  static final List<String> KEYS =
      List.of(
          "synapse", "from", "to", "pattern", "probability", "seed", "delay", "matrix", "weight");

  /** Of one item. */
  private static final int MOST_SYNAPSES = 10_000_000;

  private final OwnFile file;
  private final Selector selector;
  private final NetworkBuilder builder;
  private final Findings findings;
  private final List<Integer> pre = new ArrayList<>();
  private final List<Integer> post = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** How two sets of compartments are connected. */
  private enum Pattern {
    /** The first to the first, and so on; one of them may be a single compartment. */
    PAIRS,
    /** Each to each. */
    ALL,
    /** Each to each by chance. */
    RANDOM,
    /** By a table of numbers: those are connected that have one other than 0. */
    MATRIX
  }

  ConnectionReader(OwnFile file, Selector selector, NetworkBuilder builder, Findings findings) {
    this.file = file;
    this.selector = selector;
    this.builder = builder;
    this.findings = findings;
  }

  /**
   * Adds the synapses of a mapping.
   *
   * @param values of the synapse's parameters and states
   */
  void read(YamlMapping mapping, Mechanism synapse, Map<String, Double> values) {
    Optional<YamlMapping.Value> from = mapping.require("from", "presynaptic places", findings);
    Optional<YamlMapping.Value> to = mapping.require("to", "postsynaptic places", findings);
    Optional<Pattern> pattern =
        Words.choice(mapping, "pattern", Pattern.PAIRS, Pattern.values(), findings);
    if (from.isEmpty() || to.isEmpty() || pattern.isEmpty()) {
      return;
    }
    double delay = Words.number(mapping, "delay", 0, findings);
    if (!(delay >= 0)) {
      findings.error(mapping.place(), "a delay is at least 0 ms", "correct delay");
      return;
    }
    Optional<String> weight = weight(mapping, synapse, pattern.get());
    refuseChance(mapping, pattern.get());
    List<Integer> sources = selector.where(from.get());
    List<Integer> targets = selector.where(to.get());
    switch (pattern.get()) {
      case PAIRS -> pairs(mapping, sources, targets);
      case ALL -> all(mapping, sources, targets);
      case RANDOM -> random(mapping, sources, targets);
      case MATRIX -> matrix(mapping, sources, targets);
    }
    if (weight.isEmpty()) {
      builder.connect(synapse, pre, post, delay, values);
      return;
    }
    for (int i = 0; i < weights.size(); i++) {
      Map<String, Double> its = new LinkedHashMap<>(values);
      its.put(weight.get(), weights.get(i));
      builder.connect(synapse, List.of(pre.get(i)), List.of(post.get(i)), delay, its);
    }
  }

  /** The parameter that the numbers of a matrix are; absent where they only connect. */
  private Optional<String> weight(YamlMapping mapping, Mechanism synapse, Pattern pattern) {
    for (String key : List.of("matrix", "weight")) {
      if (mapping.has(key) && pattern != Pattern.MATRIX) {
        findings.error(
            mapping.place(key), key + " belongs to the pattern matrix", "write pattern: matrix");
      }
    }
    if (!mapping.has("weight")) {
      return Optional.empty();
    }
    List<String> known = synapse.parameters().stream().map(MechanismParameter::name).toList();
    Optional<Cell> name = mapping.text("weight", "a parameter", findings);
    if (name.isPresent() && !known.contains(name.get().text())) {
      findings.error(
          name.get().place(),
          "%s has no parameter %s".formatted(synapse.name(), name.get().text()),
          Spelling.remedy(name.get().text(), known));
    }
    return name.map(Cell::text);
  }

  private void refuseChance(YamlMapping mapping, Pattern pattern) {
    for (String key : List.of("probability", "seed")) {
      if (mapping.has(key) && pattern != Pattern.RANDOM) {
        findings.error(
            mapping.place(key), key + " belongs to the pattern random", "write pattern: random");
      }
    }
  }

  private void connect(int source, int target) {
    pre.add(source);
    post.add(target);
  }

  private void pairs(YamlMapping mapping, List<Integer> sources, List<Integer> targets) {
    int count = Math.max(sources.size(), targets.size());
    boolean fits =
        (sources.size() == count || sources.size() == 1)
            && (targets.size() == count || targets.size() == 1);
    if (!fits) {
      if (!sources.isEmpty() && !targets.isEmpty()) {
        findings.error(
            mapping.place(),
            "%d and %d compartments are no pairs".formatted(sources.size(), targets.size()),
            "write pattern: all, or as many of both");
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      connect(sources.get(sources.size() == 1 ? 0 : i), targets.get(targets.size() == 1 ? 0 : i));
    }
  }

  private void all(YamlMapping mapping, List<Integer> sources, List<Integer> targets) {
    if (areTooMany(mapping, 1.0 * sources.size() * targets.size())) {
      return;
    }
    for (int source : sources) {
      for (int target : targets) {
        connect(source, target);
      }
    }
  }

  private boolean areTooMany(YamlMapping mapping, double synapses) {
    if (synapses > MOST_SYNAPSES) {
      findings.error(
          mapping.place(),
          "%.0f synapses are too many".formatted(synapses),
          "connect fewer places, at most %d synapses".formatted(MOST_SYNAPSES));
    }
    return synapses > MOST_SYNAPSES;
  }

  private void random(YamlMapping mapping, List<Integer> sources, List<Integer> targets) {
    double probability = Words.number(mapping, "probability", Double.NaN, findings);
    if (!(probability >= 0 && probability <= 1)) {
      findings.error(
          mapping.place(),
          "a random pattern needs a probability from 0 to 1",
          "write probability: 0.1");
      return;
    }
    if (areTooMany(mapping, probability * sources.size() * targets.size())) {
      return;
    }
    long seed =
        mapping.has("seed") ? mapping.wholeNumber("seed", 0, Integer.MAX_VALUE, findings) : 0;
    RandomStream chance = RandomStream.of(seed).split("connect", 0);
    for (int source : sources) {
      for (int target : targets) {
        if (chance.nextDouble() < probability) {
          connect(source, target);
        }
      }
    }
  }

  private void matrix(YamlMapping mapping, List<Integer> sources, List<Integer> targets) {
    mapping
        .text("matrix", "the name of a file", findings)
        .flatMap(name -> NumberTable.matrix(file, name, findings))
        .ifPresent(
            rows -> {
              int columns = rows.get(0).length;
              if (rows.size() != sources.size() || columns != targets.size()) {
                findings.error(
                    mapping.place("matrix"),
                    "%d rows of %d numbers, for %d presynaptic and %d postsynaptic compartments"
                        .formatted(rows.size(), columns, sources.size(), targets.size()),
                    "let each row be of a compartment of from, each column of one of to");
                return;
              }
              for (int i = 0; i < rows.size(); i++) {
                for (int j = 0; j < columns; j++) {
                  if (rows.get(i)[j] != 0) {
                    connect(sources.get(i), targets.get(j));
                    weights.add(rows.get(i)[j]);
                  }
                }
              }
            });
  }
}
