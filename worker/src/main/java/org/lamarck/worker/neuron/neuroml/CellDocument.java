package org.lamarck.worker.neuron.neuroml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;

/**
 * A document of NeuroML 2 and those that it includes: cells with a morphology of segments, channels
 * of Hodgkin and Huxley's kind and passive ones, capacitance, resistivity and initial voltage.
 */
public final class CellDocument {
  private static final int MOST_FILES = 100;
  private static final String GROUP = "segmentGroup";
  private static final List<String> CHANNELS =
      List.of("ionChannelHH", "ionChannel", "ionChannelPassive");

  private final Findings findings;
  private final Map<String, Element> cells = new LinkedHashMap<>();
  private final Map<String, Element> channels = new LinkedHashMap<>();
  private final Set<Path> read = new HashSet<>();

  private CellDocument(Findings findings) {
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
    CellDocument document = new CellDocument(findings);
    if (!document.collect(file, named)) {
      return Optional.empty();
    }
    Map<String, Element> cells = document.cells;
    boolean isOne = wanted.isEmpty() && cells.size() == 1;
    Element cell = isOne ? cells.values().iterator().next() : cells.get(wanted);
    if (cell == null) {
      findings.error(
          named,
          wanted.isEmpty()
              ? "the document has %d cells".formatted(cells.size())
              : "the document has no cell " + wanted,
          cells.isEmpty()
              ? "name another file"
              : "write cell: " + cells.keySet().iterator().next());
      return Optional.empty();
    }
    return document.imported(cell, division);
  }

  private boolean collect(Path file, Place named) {
    if (!read.add(file.normalize())) {
      return true;
    }
    if (read.size() > MOST_FILES) {
      findings.error(named, "the documents include more than " + MOST_FILES, "put them together");
      return false;
    }
    Optional<Element> root =
        SourceText.read(file, named, findings).flatMap(source -> XmlTree.read(source, findings));
    if (root.isEmpty()) {
      return false;
    }
    if (!root.get().name().equals("neuroml")) {
      findings.error(root.get().place(), "this is no NeuroML", "name a file of NeuroML 2");
      return false;
    }
    for (Element child : root.get().children()) {
      if (child.name().equals("include")) {
        Optional<Cell> href = child.require("href", findings);
        if (href.isEmpty() || !collect(file.resolveSibling(href.get().text()), child.place())) {
          return false;
        }
      } else if (child.name().equals("cell")) {
        cells.put(child.get("id"), child);
      } else if (CHANNELS.contains(child.name())) {
        channels.put(child.get("id"), child);
      } // what else there is belongs to no cell that is read
    }
    return true;
  }

  private Optional<ImportedCell> imported(Element cell, Division division) {
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
    for (Element properties : cell.children("biophysicalProperties")) {
      known &=
          properties.refuseOthers(
              List.of("membraneProperties", "intracellularProperties"), findings);
      for (Element part : properties.children()) {
        for (Element one : part.children()) {
          known &= property(one, tree.get(), inserted, settings);
        }
      }
    }
    return known ? Optional.of(new ImportedCell(shape, inserted, settings)) : Optional.empty();
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
      case "spikeThresh", "notes", "annotation", "property" -> true; // of synapses by events
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
    Element channel = channels.get(name.get().text());
    if (channel == null) {
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
    Optional<Mechanism> mechanism =
        same.isEmpty() ? ChannelText.read(channel, findings) : Optional.of(same.get(0).mechanism());
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
