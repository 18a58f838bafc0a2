package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads {@code set:}, {@code insert:} and {@code connect:}, lists of what is where. */
final class NetworkReader {
  private static final String WHERE = "where";

  private final OwnFile file;
  private final Map<String, Mechanism> mechanisms;
  private final Selector selector;
  private final NetworkBuilder builder;
  private final Findings findings;

  /** How two sets of compartments are connected. */
  private enum Pattern {
    /** The first to the first, and so on; one of them may be a single compartment. */
    PAIRS,
    /** Each to each. */
    ALL,
    /** Each to each by chance. */
    RANDOM
  }

  NetworkReader(
      OwnFile file,
      Map<String, Mechanism> mechanisms,
      Selector selector,
      NetworkBuilder builder,
      Findings findings) {
    this.file = file;
    this.mechanisms = mechanisms;
    this.selector = selector;
    this.builder = builder;
    this.findings = findings;
  }

  void read() {
    items("set").forEach(this::set);
    items("insert").forEach(this::insert);
    items("connect").forEach(this::connect);
  }

  private List<YamlMapping> items(String key) {
    return file.root().get(key).map(value -> value.mappings(findings)).orElse(List.of());
  }

  private void set(YamlMapping mapping) {
    List<String> known = new ArrayList<>(ParameterLayout.OF_COMPARTMENTS);
    known.add(WHERE);
    mapping.refuseOthers(known, findings);
    List<Integer> where = selector.where(mapping, WHERE);
    for (String key : ParameterLayout.OF_COMPARTMENTS) {
      if (key.equals(ParameterLayout.VOLTAGE) && mapping.has(key)) {
        mapping.number(key, findings).ifPresent(value -> builder.set(key, where, value));
      } else if (mapping.has(key)) {
        Words.positive(mapping, key, 1, findings)
            .ifPresent(value -> builder.set(key, where, value));
      }
    }
  }

  private Optional<Mechanism> mechanism(YamlMapping mapping, String key, Mechanism.Kind kind) {
    Optional<Cell> name = mapping.text(key, "the name of a " + key, findings);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Mechanism found = mechanisms.get(name.get().text());
    if (found == null || found.kind() != kind) {
      List<String> known =
          mechanisms.values().stream()
              .filter(one -> one.kind() == kind)
              .map(Mechanism::name)
              .toList();
      findings.error(
          name.get().place(),
          "there is no %s %s".formatted(key, name.get().text()),
          Spelling.remedy(name.get().text(), known));
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private void insert(YamlMapping mapping) {
    Optional<Mechanism> channel = mechanism(mapping, "channel", Mechanism.Kind.CHANNEL);
    if (channel.isPresent()) {
      Map<String, Double> values = values(mapping, channel.get(), List.of("channel", WHERE));
      builder.insert(channel.get(), selector.where(mapping, WHERE), values);
    }
  }

  private Map<String, Double> values(
      YamlMapping mapping, Mechanism mechanism, List<String> others) {
    List<String> names = mechanism.names();
    List<String> known = new ArrayList<>(names);
    known.addAll(others);
    mapping.refuseOthers(known, findings);
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : names) {
      if (mapping.has(name)) {
        mapping.number(name, findings).ifPresent(value -> values.put(name, value));
      }
    }
    return values;
  }

  private void connect(YamlMapping mapping) {
    Optional<Mechanism> synapse = mechanism(mapping, "synapse", Mechanism.Kind.SYNAPSE);
    Optional<YamlMapping.Value> from = mapping.require("from", "presynaptic places", findings);
    Optional<YamlMapping.Value> to = mapping.require("to", "postsynaptic places", findings);
    Optional<Pattern> pattern =
        Words.choice(mapping, "pattern", Pattern.PAIRS, Pattern.values(), findings);
    if (synapse.isEmpty() || from.isEmpty() || to.isEmpty() || pattern.isEmpty()) {
      return;
    }
    List<String> others =
        List.of("synapse", "from", "to", "pattern", "probability", "seed", "delay");
    double delay = Words.number(mapping, "delay", 0, findings);
    if (!(delay >= 0)) {
      findings.error(mapping.place(), "a delay is at least 0 ms", "correct delay");
      return;
    }
    Map<String, Double> values = values(mapping, synapse.get(), others);
    List<Integer> pre = new ArrayList<>();
    List<Integer> post = new ArrayList<>();
    List<Integer> sources = selector.where(from.get());
    List<Integer> targets = selector.where(to.get());
    switch (pattern.get()) {
      case PAIRS -> pairs(mapping, sources, targets, pre, post);
      case ALL -> all(sources, targets, pre, post);
      case RANDOM -> random(mapping, sources, targets, pre, post);
    }
    builder.connect(synapse.get(), pre, post, delay, values);
  }

  private void pairs(
      YamlMapping mapping,
      List<Integer> sources,
      List<Integer> targets,
      List<Integer> pre,
      List<Integer> post) {
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
      pre.add(sources.get(sources.size() == 1 ? 0 : i));
      post.add(targets.get(targets.size() == 1 ? 0 : i));
    }
  }

  private static void all(
      List<Integer> sources, List<Integer> targets, List<Integer> pre, List<Integer> post) {
    for (int source : sources) {
      for (int target : targets) {
        pre.add(source);
        post.add(target);
      }
    }
  }

  private void random(
      YamlMapping mapping,
      List<Integer> sources,
      List<Integer> targets,
      List<Integer> pre,
      List<Integer> post) {
    double probability = Words.number(mapping, "probability", Double.NaN, findings);
    if (!(probability >= 0 && probability <= 1)) {
      findings.error(
          mapping.place(),
          "a random pattern needs a probability from 0 to 1",
          "write probability: 0.1");
      return;
    }
    long seed = (long) Words.number(mapping, "seed", 0, findings);
    RandomStream chance = RandomStream.of(seed).split("connect", 0);
    for (int source : sources) {
      for (int target : targets) {
        if (chance.nextDouble() < probability) {
          pre.add(source);
          post.add(target);
        }
      }
    }
  }
}
