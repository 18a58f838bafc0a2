package org.lamarck.worker.neuron.neuroml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.neuroml.Populations.Site;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/**
 * A {@code <network>} of a document of NeuroML 2: {@link Populations} of cells, {@link Projections}
 * by events, gap junctions and graded synapses, and pulses of current.
 */
public final class NetworkDocument {
  private final Document document;
  private final Findings findings;
  private final Populations populations;
  private final Projections projections;
  private final List<ImportedNetwork.Pulse> pulses = new ArrayList<>();

  private NetworkDocument(Document document, Division division, Findings findings) {
    this.document = document;
    this.findings = findings;
    populations = new Populations(document, division, findings);
    projections = new Projections(document, populations, findings);
  }

  /**
   * A network of a document.
   *
   * @param wanted its id; empty for the only one
   * @param named where the file is named
   * @return nothing when an error was found
   */
  public static Optional<ImportedNetwork> read(
      Path file, Place named, String wanted, Division division, Findings findings) {
    Optional<Document> document = Document.read(file, named, findings);
    return document.flatMap(
        all ->
            all.network(wanted, named)
                .flatMap(one -> new NetworkDocument(all, division, findings).network(one)));
  }

  private Optional<ImportedNetwork> network(Element network) {
    boolean known =
        network.refuseOthers(
            List.of(
                "population",
                SynapseText.Projection.EVENTS.element(),
                SynapseText.Projection.ELECTRICAL.element(),
                SynapseText.Projection.CONTINUOUS.element(),
                "explicitInput",
                "inputList"),
            findings);
    for (Element population : network.children("population")) {
      known &= populations.add(population);
    }
    if (known && populations.areEmpty()) {
      network.refuse("has no cells", findings);
      return Optional.empty();
    }
    for (SynapseText.Projection kind : SynapseText.Projection.values()) {
      for (Element projection : network.children(kind.element())) {
        known = known && projections.add(projection, kind);
      }
    }
    for (Element input : network.children("explicitInput")) {
      known = known && input(input, input.get("input"), input, "");
    }
    for (Element list : network.children("inputList")) {
      known = known && inputs(list);
    }
    if (!known) {
      return Optional.empty();
    }
    return Optional.of(new ImportedNetwork(populations.all(), projections.connections(), pulses));
  }

  private boolean inputs(Element list) {
    if (!list.refuseOthers(List.of("input", "inputW"), findings)) {
      return false;
    }
    for (Element one : list.children()) {
      if (one.name().startsWith("input")
          && !input(one, list.get("component"), list, list.get("population"))) {
        return false;
      }
    }
    return true;
  }

  /** A pulse into a cell, of a population that is told here or with the cell. */
  private boolean input(Element one, String component, Element namedBy, String population) {
    Optional<Element> source = document.other(component);
    if (source.isEmpty()) {
      namedBy.refuse("names the input %s, which is none".formatted(component), findings);
      return false;
    }
    if (!source.get().name().equals("pulseGenerator")) {
      source.get().refuse("has no counterpart here as an input", findings);
      return false;
    }
    Optional<Cell> target = one.require("target", findings);
    Optional<Site> at =
        target.flatMap(
            cell ->
                populations.site(
                    one, population, cell.text(), one.get("segmentId"), "fractionAlong"));
    OptionalDouble weight = Units.NUMBER.or(1, one, "weight", findings);
    OptionalDouble from = Units.TIME.of(source.get(), "delay", findings);
    OptionalDouble duration = Units.TIME.of(source.get(), "duration", findings);
    OptionalDouble amplitude = Units.CURRENT.of(source.get(), "amplitude", findings);
    if (at.isEmpty()
        || weight.isEmpty()
        || from.isEmpty()
        || duration.isEmpty()
        || amplitude.isEmpty()) {
      return false;
    }
    if (duration.getAsDouble() < 0) {
      source.get().refuse("has a duration below 0", findings);
      return false;
    }
    pulses.add(
        new ImportedNetwork.Pulse(
            at.get().end(),
            from.getAsDouble(),
            duration.getAsDouble(),
            weight.getAsDouble() * amplitude.getAsDouble()));
    return true;
  }
}
