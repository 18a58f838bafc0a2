package org.lamarck.worker.neuron.neuroml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.neuroml.Populations.Site;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;

/** The connections of a network's projections, of all three kinds. */
final class Projections {
  private final Document document;
  private final Populations populations;
  private final Findings findings;
  private final Map<String, Mechanism> synapses = new LinkedHashMap<>(); // by kind and id
  private final List<ImportedNetwork.Connection> connections = new ArrayList<>();

  Projections(Document document, Populations populations, Findings findings) {
    this.document = document;
    this.populations = populations;
    this.findings = findings;
  }

  List<ImportedNetwork.Connection> connections() {
    return connections;
  }

  /** Adds the connections of a projection; false, with an error, where that cannot be. */
  boolean add(Element projection, SynapseText.Projection kind) {
    return switch (kind) {
      case EVENTS -> events(projection);
      case ELECTRICAL -> electrical(projection);
      case CONTINUOUS -> continuous(projection);
    };
  }

  private boolean events(Element projection) {
    Optional<Mechanism> synapse = synapse(projection, "synapse", SynapseText.Projection.EVENTS);
    boolean known = projection.refuseOthers(List.of("connection", "connectionWD"), findings);
    if (synapse.isEmpty() || !known) {
      return false;
    }
    for (Element one : projection.children()) {
      if (!one.name().startsWith("connection")) {
        continue;
      }
      Optional<Site> from = populations.site(projection, one, "pre", "Id");
      Optional<Site> to = populations.site(projection, one, "post", "Id");
      OptionalDouble weight = Units.NUMBER.or(1, one, "weight", findings);
      OptionalDouble delay = Units.TIME.or(0, one, "delay", findings);
      if (from.isEmpty() || to.isEmpty() || weight.isEmpty() || delay.isEmpty()) {
        return false;
      }
      if (delay.getAsDouble() < 0) {
        one.refuse("has a delay below 0", findings);
        return false;
      }
      Map<String, Double> values =
          Map.of("weight", weight.getAsDouble(), "threshold", from.get().threshold());
      connect(synapse.get(), from.get(), to.get(), delay.getAsDouble(), values);
    }
    return true;
  }

  private void connect(
      Mechanism synapse, Site from, Site to, double delay, Map<String, Double> values) {
    connections.add(new ImportedNetwork.Connection(synapse, from.end(), to.end(), delay, values));
  }

  /** Whether each connection could be made: the children of a name, and of longer ones. */
  private boolean each(Element projection, String name, Predicate<Element> make) {
    boolean known =
        projection.refuseOthers(List.of(name, name + "Instance", name + "InstanceW"), findings);
    for (Element one : projection.children()) {
      if (known && one.name().startsWith(name)) {
        known = make.test(one);
      }
    }
    return known;
  }

  /** Gap junctions let currents through both ways. */
  private boolean electrical(Element projection) {
    return each(
        projection,
        "electricalConnection",
        one -> {
          Optional<Mechanism> junction = synapse(one, "synapse", SynapseText.Projection.ELECTRICAL);
          return junction.isPresent() && both(projection, one, junction, junction);
        });
  }

  private boolean continuous(Element projection) {
    return each(
        projection,
        "continuousConnection",
        one -> {
          boolean isOneWay = isSilent(one, "preComponent");
          boolean isOtherWay = isSilent(one, "postComponent");
          Optional<Mechanism> back = isOneWay ? Optional.empty() : graded(one, "preComponent");
          Optional<Mechanism> forth = isOtherWay ? Optional.empty() : graded(one, "postComponent");
          return (isOneWay || back.isPresent())
              && (isOtherWay || forth.isPresent())
              && both(projection, one, forth, back);
        });
  }

  /** Whether a side gets nothing of the other. */
  private boolean isSilent(Element connection, String attribute) {
    return document
        .other(connection.get(attribute))
        .filter(one -> one.name().equals("silentSynapse"))
        .isPresent();
  }

  private Optional<Mechanism> graded(Element connection, String attribute) {
    return synapse(connection, attribute, SynapseText.Projection.CONTINUOUS);
  }

  private boolean both(
      Element projection, Element one, Optional<Mechanism> forth, Optional<Mechanism> back) {
    Optional<Site> from = populations.site(projection, one, "pre", "");
    Optional<Site> to = populations.site(projection, one, "post", "");
    OptionalDouble weight = Units.NUMBER.or(1, one, "weight", findings);
    if (from.isEmpty() || to.isEmpty() || weight.isEmpty()) {
      return false;
    }
    Map<String, Double> values = Map.of("weight", weight.getAsDouble());
    forth.ifPresent(synapse -> connect(synapse, from.get(), to.get(), 0, values));
    back.ifPresent(synapse -> connect(synapse, to.get(), from.get(), 0, values));
    return true;
  }

  /** The synapse that an attribute names; nothing when that is none, with an error. */
  private Optional<Mechanism> synapse(
      Element element, String attribute, SynapseText.Projection kind) {
    Optional<Cell> name = element.require(attribute, findings);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String id = name.get().text();
    String key = kind + " " + id;
    if (!synapses.containsKey(key)) {
      Optional<Element> found = document.other(id);
      if (found.isEmpty()) {
        element.refuse("names the synapse %s, which is none".formatted(id), findings);
        return Optional.empty();
      }
      SynapseText.read(found.get(), kind, findings).ifPresent(made -> synapses.put(key, made));
    }
    return Optional.ofNullable(synapses.get(key));
  }
}
