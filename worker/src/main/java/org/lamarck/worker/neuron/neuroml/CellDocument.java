package org.lamarck.worker.neuron.neuroml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/**
 * A document of NeuroML 2 and those that it includes: cells with a morphology of segments, channels
 * of Hodgkin and Huxley's kind and passive ones, capacitance, resistivity and initial voltage.
 */
public final class CellDocument {
  private static final String GROUP = "segmentGroup";
  private static final String THRESHOLD = "spikeThresh";

  private final Document document;
  private final Findings findings;

  /** Of channels, by ids: those that several cells have are one. */
  private final Map<String, Mechanism> mechanisms = new HashMap<>();

  CellDocument(Document document, Findings findings) {
    this.document = document;
    this.findings = findings;
  }

  /**
   * A cell of a document.
   *
   * @param wanted its id; empty for the only one
   * @param named where the file is named
   * @return nothing when an error was found
   */
  public static Optional<ImportedCell> read(
      Path file, Place named, String wanted, Division division, Findings findings) {
    return Document.read(file, named, findings)
        .flatMap(
            document ->
                document
                    .cell(wanted, named)
                    .flatMap(cell -> new CellDocument(document, findings).placed(cell, division)))
        .map(Placed::cell);
  }

  /**
   * A cell of which the segments are known.
   *
   * @param threshold of its spikes, mV
   */
  record Placed(ImportedCell cell, SegmentTree segments, double threshold) {}

  /** A cell, from its element; nothing when an error was found. */
  Optional<Placed> placed(Element cell, Division division) {
    if (!cell.refuseOthers(List.of("morphology", "biophysicalProperties"), findings)) {
      return Optional.empty();
    }
    Optional<Element> morphology = cell.child("morphology");
    if (morphology.isEmpty()) {
      cell.refuse("has no <morphology> of its own", findings);
      return Optional.empty();
    }
    Optional<SegmentTree> tree = SegmentTree.read(morphology.get(), findings);
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    Morphology shape = tree.get().morphology(division);
    List<ImportedCell.Channel> inserted = new ArrayList<>();
    List<ImportedCell.Setting> settings = new ArrayList<>();
    boolean known = true;
    double threshold = 0;
    for (Element properties : cell.children("biophysicalProperties")) {
      known &=
          properties.refuseOthers(
              List.of("membraneProperties", "intracellularProperties"), findings);
      for (Element part : properties.children()) {
        for (Element one : part.children()) {
          if (one.name().equals(THRESHOLD)) {
            OptionalDouble told = Units.VOLTAGE.of(one, "value", findings);
            threshold = told.orElse(threshold);
            known &= told.isPresent();
          } else {
            known &= property(one, tree.get(), inserted, settings);
          }
        }
      }
    }
    return known
        ? Optional.of(
            new Placed(new ImportedCell(shape, inserted, settings), tree.get(), threshold))
        : Optional.empty();
  }

  private boolean property(
      Element one,
      SegmentTree tree,
      List<ImportedCell.Channel> inserted,
      List<ImportedCell.Setting> settings) {
    return switch (one.name()) {
      case "channelDensity" -> density(one, tree, inserted);
      case "specificCapacitance" ->
          setting(one, ParameterLayout.CAPACITANCE, Units.CAPACITANCE_DENSITY, tree, settings);
      case "initMembPotential" ->
          setting(one, ParameterLayout.VOLTAGE, Units.VOLTAGE, tree, settings);
      case "resistivity" ->
          setting(one, ParameterLayout.RESISTIVITY, Units.RESISTIVITY, tree, settings);
      case "notes", "annotation", "property" -> true;
      default -> {
        one.refuse("has no counterpart here", findings);
        yield false;
      }
    };
  }

  private Optional<List<Integer>> branches(Element one, SegmentTree tree) {
    String group = one.get(GROUP).isEmpty() ? SegmentTree.ALL : one.get(GROUP);
    Optional<List<Integer>> branches = tree.branches(group);
    if (branches.isEmpty()) {
      one.refuse("names the group %s, which is none".formatted(group), findings);
    }
    return branches;
  }

  private boolean setting(
      Element one, String key, Units units, SegmentTree tree, List<ImportedCell.Setting> to) {
    OptionalDouble value = units.of(one, "value", findings);
    Optional<List<Integer>> branches = branches(one, tree);
    if (value.isEmpty() || branches.isEmpty()) {
      return false;
    }
    to.add(new ImportedCell.Setting(key, branches.get(), value.getAsDouble()));
    return true;
  }

  private boolean density(Element one, SegmentTree tree, List<ImportedCell.Channel> inserted) {
    Optional<Cell> name = one.require("ionChannel", findings);
    OptionalDouble conductance = Units.CONDUCTANCE_DENSITY.of(one, "condDensity", findings);
    OptionalDouble reversal = Units.VOLTAGE.of(one, "erev", findings);
    Optional<List<Integer>> branches = branches(one, tree);
    if (name.isEmpty() || conductance.isEmpty() || reversal.isEmpty() || branches.isEmpty()) {
      return false;
    }
    Optional<Element> channel = document.channel(name.get().text());
    if (channel.isEmpty()) {
      one.refuse("names the channel %s, which is none".formatted(name.get().text()), findings);
      return false;
    }
    List<ImportedCell.Channel> same =
        inserted.stream()
            .filter(other -> other.mechanism().name().equals(name.get().text()))
            .toList();
    for (ImportedCell.Channel other : same) {
      if (other.branches().stream().anyMatch(branches.get()::contains)) {
        one.refuse("puts a channel twice into the same segments", findings);
        return false;
      }
    }
    String id = name.get().text();
    if (!mechanisms.containsKey(id)) {
      ChannelText.read(channel.get(), findings).ifPresent(made -> mechanisms.put(id, made));
    }
    Optional<Mechanism> mechanism = Optional.ofNullable(mechanisms.get(id));
    mechanism.ifPresent(
        made ->
            inserted.add(
                new ImportedCell.Channel(
                    made,
                    branches.get(),
                    Map.of("g", conductance.getAsDouble(), "e", reversal.getAsDouble()))));
    return mechanism.isPresent();
  }
}
