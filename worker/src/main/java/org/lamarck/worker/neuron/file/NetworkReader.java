package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Whether all mechanisms that the file wants are there. */
  boolean read() {
    items("insert").forEach(this::insert);
    items("connect").forEach(this::connect);
    boolean whole = !findings.hasErrors();
    items("set").forEach(this::set); // of the ions that are there
    return whole;
  }

  private List<YamlMapping> items(String key) {
    return file.root().get(key).map(value -> value.mappings(findings)).orElse(List.of());
  }

  private void set(YamlMapping mapping) {
    List<String> keys = builder.keysOfCompartments();
    List<String> known = new ArrayList<>(keys);
    known.add(WHERE);
    mapping.refuseOthers(known, findings);
    List<Integer> where = selector.where(mapping, WHERE);
    for (String key : keys) {
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
    if (found == null && isDeclared(name.get().text(), kind)) {
      return Optional.empty(); // what is wrong with it was told
    }
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

  /** Whether the file has a mechanism of its own by a name. */
  private boolean isDeclared(String name, Mechanism.Kind kind) {
    return file.root()
        .get(kind.isSynapse() ? "synapses" : "channels")
        .filter(YamlMapping.Value::isMapping)
        .flatMap(value -> value.mapping(new Findings())) // was read with its own
        .filter(own -> own.has(name))
        .isPresent();
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
    mechanism(mapping, "synapse", Mechanism.Kind.SYNAPSE)
        .ifPresent(
            synapse -> {
              Map<String, Double> values = values(mapping, synapse, ConnectionReader.KEYS);
              new ConnectionReader(file, selector, builder, findings)
                  .read(mapping, synapse, values);
            });
  }
}
