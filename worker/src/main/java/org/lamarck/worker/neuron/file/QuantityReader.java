package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.StateVariable;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.train.Recording;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads which voltage, concentration, state or current is meant, as it is once for a run. */
final class QuantityReader {
  static final String STATE = "state";
  private static final String CURRENT = "current";
  private static final String FROM = "from";

  private final Selector selector;
  private final NetworkBuilder builder;
  private final boolean whole;
  private final Findings findings;

  /** A reader; of mechanisms that are not there nothing is told unless the network is whole. */
  QuantityReader(Selector selector, NetworkBuilder builder, boolean whole, Findings findings) {
    this.selector = selector;
    this.builder = builder;
    this.whole = whole;
    this.findings = findings;
  }

  /** What is recorded: a place, or {@code {at: PLACE, state: HH.m}} or {@code current: HH}. */
  Optional<Recording> recording(YamlMapping.Value value) {
    if (!value.isMapping()) {
      return value.cell(findings).flatMap(selector::one).map(Recording::voltage);
    }
    return value
        .mapping(findings)
        .flatMap(
            mapping -> {
              mapping.refuseOthers(List.of("at", STATE, CURRENT, FROM), findings);
              return mapping.has(CURRENT) ? current(mapping) : state(mapping, FROM);
            });
  }

  /**
   * A state of a mechanism, a concentration or the voltage, by {@code at} and {@code state}.
   *
   * @param from the key that tells the presynaptic compartment; empty where there is none
   */
  Optional<Recording> state(YamlMapping mapping, String from) {
    Optional<Cell> state = mapping.text(STATE, "such as HH.m", findings);
    Optional<Integer> at = mapping.text("at", "a compartment", findings).flatMap(selector::one);
    if (state.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    String key = state.get().text();
    if (key.equals(ParameterLayout.VOLTAGE)) {
      return at.map(Recording::voltage);
    }
    if (builder.ions().stream().anyMatch(ion -> ion.name().equals(key))) {
      return at.map(place -> new Recording(Recording.Kind.CONCENTRATION, key, place));
    }
    int dot = Math.max(key.indexOf('.'), 0);
    Optional<Mechanism> mechanism = builder.mechanism(key.substring(0, dot));
    if (mechanism.isEmpty() && dot > 0 && !whole) {
      return Optional.empty();
    }
    if (mechanism.filter(one -> one.state(key.substring(dot + 1)) >= 0).isEmpty()) {
      List<String> known = new ArrayList<>(builder.ions().stream().map(Ion::name).toList());
      for (String name : builder.mechanismNames()) {
        builder
            .mechanism(name)
            .ifPresent(
                one ->
                    one.states().stream()
                        .map(StateVariable::name)
                        .forEach(its -> known.add(ParameterLayout.key(one, its))));
      }
      findings.error(
          state.get().place(),
          "the network has no state " + key,
          Spelling.suggest(key, known, "write MECHANISM.STATE of one that is there"));
      return Optional.empty();
    }
    return instance(mechanism.get(), at.get(), state.get(), mapping, from)
        .map(instance -> new Recording(Recording.Kind.STATE, key, instance));
  }

  private Optional<Recording> current(YamlMapping mapping) {
    if (mapping.has(STATE)) {
      findings.error(mapping.place(STATE), "a recording is a state or a current", "remove one");
      return Optional.empty();
    }
    Optional<Cell> name = mapping.text(CURRENT, "the name of a mechanism", findings);
    Optional<Integer> at = mapping.text("at", "a compartment", findings).flatMap(selector::one);
    if (name.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    Optional<Mechanism> mechanism = builder.mechanism(name.get().text());
    if (mechanism.isEmpty() && !whole) {
      return Optional.empty();
    }
    if (mechanism.isEmpty()) {
      findings.error(
          name.get().place(),
          "the network has no mechanism " + name.get().text(),
          Spelling.remedy(name.get().text(), builder.mechanismNames()));
      return Optional.empty();
    }
    return instance(mechanism.get(), at.get(), name.get(), mapping, FROM)
        .map(one -> new Recording(Recording.Kind.CURRENT, mechanism.get().name(), one));
  }

  /** The one instance in a compartment, of synapses onto it that from another one. */
  private Optional<Integer> instance(
      Mechanism mechanism, int at, Cell told, YamlMapping mapping, String from) {
    List<Integer> instances = builder.instances(mechanism.name(), List.of(at));
    if (!from.isEmpty() && mapping.has(from)) {
      if (!mechanism.kind().isSynapse()) {
        findings.error(mapping.place(from), mechanism.name() + " is no synapse", "remove " + from);
        return Optional.empty();
      }
      Optional<Integer> pre = mapping.text(from, "a compartment", findings).flatMap(selector::one);
      if (pre.isEmpty()) {
        return Optional.empty();
      }
      instances = builder.from(mechanism.name(), instances, pre.get());
    }
    if (instances.isEmpty() && !whole) {
      return Optional.empty();
    }
    if (instances.size() != 1) {
      findings.error(
          told.place(),
          "%s is there %d times".formatted(told.text(), instances.size()),
          instances.isEmpty()
              ? "name a place where it is"
              : "tell the presynaptic compartment by from");
      return Optional.empty();
    }
    return Optional.of(instances.get(0));
  }
}
