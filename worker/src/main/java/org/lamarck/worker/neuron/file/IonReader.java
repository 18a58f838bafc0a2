package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismParameter;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads {@code ions:}: concentrations that channels read and change, by their names. */
final class IonReader {
  private static final List<String> KEYS =
      List.of("valence", "initial", "outside", "depth", "diffusion", "temperature", "carries");

  /** µm and °C, as in Jaxley. */
  private static final double DEPTH = 0.1;

  private static final double TEMPERATURE = 6.3;
  private static final double ABSOLUTE_ZERO = -273.15;

  private final YamlMapping root;
  private final Findings findings;
  private final Map<String, Ion> ions = new LinkedHashMap<>();

  IonReader(YamlMapping root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** All ions that can be read. */
  List<Ion> ions() {
    for (Map.Entry<String, YamlMapping> named : mappings().entrySet()) {
      ion(named.getKey(), named.getValue()).ifPresent(ion -> ions.put(ion.name(), ion));
    }
    return List.copyOf(ions.values());
  }

  private Map<String, YamlMapping> mappings() {
    Map<String, YamlMapping> mappings = new LinkedHashMap<>();
    root.get("ions")
        .flatMap(value -> value.mapping(findings))
        .ifPresent(
            all -> {
              for (String name : all.keys().keySet()) {
                all.mapping(name, findings).ifPresent(one -> mappings.put(name, one));
              }
            });
    return mappings;
  }

  private Optional<Ion> ion(String name, YamlMapping mapping) {
    mapping.refuseOthers(KEYS, findings);
    boolean taken =
        ParameterLayout.OF_COMPARTMENTS.contains(name)
            || List.of("all", "time", "where", Mechanism.STEP, Mechanism.PRESYNAPTIC)
                .contains(name);
    if (!Identifiers.isIdentifier(name) || taken) {
      findings.error(
          mapping.place(),
          "\"%s\" cannot be the name of an ion".formatted(name),
          "use letters, such as ca");
      return Optional.empty();
    }
    OptionalDouble valence = mapping.number("valence", findings);
    OptionalDouble initial = mapping.numberAbove("initial", 0, findings);
    OptionalDouble outside = mapping.numberAbove("outside", 0, findings);
    OptionalDouble depth = Words.positive(mapping, "depth", DEPTH, findings);
    OptionalDouble diffusion =
        mapping.has("diffusion")
            ? Words.positive(mapping, "diffusion", 1, findings)
            : OptionalDouble.of(Double.NaN);
    double temperature = Words.number(mapping, "temperature", TEMPERATURE, findings);
    if (valence.isPresent()
        && (valence.getAsDouble() == 0
            || valence.getAsDouble() != Math.rint(valence.getAsDouble()))) {
      findings.error(
          mapping.place("valence"), "a valence is a whole number other than 0", "such as 2");
      return Optional.empty();
    }
    if (temperature <= ABSOLUTE_ZERO) {
      findings.error(mapping.place("temperature"), "there is no such temperature", "write °C");
      return Optional.empty();
    }
    if (valence.isEmpty()
        || initial.isEmpty()
        || outside.isEmpty()
        || depth.isEmpty()
        || diffusion.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ion(
            name,
            (int) valence.getAsDouble(),
            temperature,
            initial.getAsDouble(),
            outside.getAsDouble(),
            depth.getAsDouble(),
            diffusion.getAsDouble()));
  }

  /** Has channels' currents carried by ions, as {@code carries: {CaT: eCa}} tells. */
  void carry(Map<String, Mechanism> mechanisms) {
    for (Map.Entry<String, YamlMapping> named : mappings().entrySet()) {
      Ion ion = ions.get(named.getKey());
      Optional<YamlMapping> carries =
          named.getValue().has("carries")
              ? named.getValue().mapping("carries", findings)
              : Optional.empty();
      if (ion != null && carries.isPresent()) {
        for (String channel : carries.get().keys().keySet()) {
          carry(ion, channel, carries.get(), mechanisms);
        }
      }
    }
  }

  private void carry(
      Ion ion, String channel, YamlMapping carries, Map<String, Mechanism> mechanisms) {
    Mechanism found = mechanisms.get(channel);
    if (found == null || found.kind().isSynapse()) {
      List<String> known =
          mechanisms.values().stream()
              .filter(one -> !one.kind().isSynapse())
              .map(Mechanism::name)
              .toList();
      findings.error(
          carries.place(channel),
          "there is no channel " + channel,
          Spelling.remedy(channel, known));
      return;
    }
    carries
        .text(channel, "its parameter that the Nernst potential replaces, or none", findings)
        .ifPresent(
            cell -> {
              List<String> parameters =
                  new ArrayList<>(
                      found.parameters().stream().map(MechanismParameter::name).toList());
              parameters.add("none");
              if (!parameters.contains(cell.text())) {
                findings.error(
                    cell.place(),
                    "%s has no parameter %s".formatted(channel, cell.text()),
                    Spelling.remedy(cell.text(), parameters));
                return;
              }
              String reversal = cell.text().equals("none") ? "" : cell.text();
              mechanisms.put(channel, found.carriedBy(ion, reversal));
            });
  }
}
