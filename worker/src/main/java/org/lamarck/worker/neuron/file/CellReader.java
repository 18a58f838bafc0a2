package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.morphology.Reconstruction;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.neuroml.CellDocument;
import org.lamarck.worker.neuron.neuroml.ImportedCell;
import org.lamarck.worker.neuron.neuroml.ImportedNetwork;
import org.lamarck.worker.neuron.neuroml.NetworkDocument;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads {@code neurons:}, a list of kinds of cells. */
final class CellReader {
  /** µm, of a compartment where no length is given. */
  private static final double LENGTH = 10;

  private static final double RADIUS = 1;
  private static final List<String> DIVISION =
      List.of("compartments", "d_lambda", "frequency", "axial_resistivity", "capacitance");
  private static final int MOST_CELLS = 1_000_000;

  /** Of all cells: with a few channels half a GB of numbers. */
  private static final int MOST_COMPARTMENTS = 1_000_000;

  /** Of each branch of an imported cell, however long: a tenth of a µm of 1 mm. */
  private static final int MOST_OF_BRANCH = 10_000;

  /** A thousandth of a length constant, at 1 MHz some nm. */
  private static final double LEAST_SHARE = 1e-3;

  private static final double MOST_FREQUENCY = 1e6;

  private final OwnFile file;
  private final Findings findings;
  private final Imports imports = new Imports();

  CellReader(OwnFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** All cells; none when an error was found. */
  List<Morphology> cells() {
    List<Morphology> cells = new ArrayList<>();
    Optional<YamlMapping.Value> value = file.root().require("neurons", "a list of cells", findings);
    if (value.isEmpty()) {
      return List.of();
    }
    for (YamlMapping.Value item : value.get().items()) {
      Optional<YamlMapping> mapping = item.mapping(findings);
      if (mapping.isEmpty()) {
        return List.of();
      }
      if (mapping.get().has("network")) {
        Optional<ImportedNetwork> network = network(mapping.get());
        if (network.isEmpty()) {
          return List.of();
        }
        imports.add(network.get(), mapping.get().place("network"), cells);
        if (isTooLarge(cells, item)) {
          return List.of();
        }
        continue;
      }
      Optional<ImportedCell> imported =
          mapping.get().has("neuroml") ? imported(mapping.get()) : Optional.empty();
      Optional<Morphology> cell =
          mapping.get().has("neuroml")
              ? imported.map(ImportedCell::morphology)
              : cell(mapping.get());
      Optional<Integer> count = Words.count(mapping.get(), "count", 1, findings);
      if (cell.isEmpty() || count.isEmpty()) {
        return List.of();
      }
      if (count.get() > MOST_CELLS) {
        findings.error(item.place(), count.get() + " cells are too many", "lower the count");
        return List.of();
      }
      for (int i = 0; i < count.get() && imported.isPresent(); i++) {
        imports.add(cells.size() + i, imported.get(), mapping.get().place("neuroml"));
      }
      cells.addAll(Collections.nCopies(count.get(), cell.get()));
      if (isTooLarge(cells, item)) {
        return List.of();
      }
    }
    if (cells.isEmpty()) {
      findings.error(value.get().place(), "there are no cells", "write a list of cells");
    }
    return cells;
  }

  private boolean isTooLarge(List<Morphology> cells, YamlMapping.Value item) {
    long compartments = cells.stream().mapToLong(Morphology::compartments).sum();
    if (compartments > MOST_COMPARTMENTS) {
      refuse(item.place(), compartments, MOST_COMPARTMENTS);
    }
    return compartments > MOST_COMPARTMENTS;
  }

  private void refuse(Place place, long compartments, int most) {
    findings.error(
        place, "%d compartments are too many".formatted(compartments), "write at most " + most);
  }

  /** How many compartments a branch is divided into. */
  private Optional<Integer> compartments(YamlMapping mapping, int most) {
    Optional<Integer> count = Words.count(mapping, "compartments", 1, findings);
    if (count.filter(one -> one > most).isPresent()) {
      refuse(mapping.place("compartments"), count.get(), most);
      return Optional.empty();
    }
    return count;
  }

  private Optional<Morphology> cell(YamlMapping mapping) {
    if (mapping.has("swc")) {
      return reconstructed(mapping);
    }
    mapping.refuseOthers(List.of("count", "branches"), findings);
    Optional<YamlMapping.Value> value =
        mapping.require("branches", "branches: [{compartments: N}]", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<Branch> branches = new ArrayList<>();
    for (YamlMapping.Value item : value.get().items()) {
      Optional<Branch> branch = item.mapping(findings).flatMap(one -> branch(one, branches.size()));
      if (branch.isEmpty()) {
        return Optional.empty();
      }
      branches.add(branch.get());
    }
    if (branches.isEmpty()) {
      findings.error(value.get().place(), "the cell has no branch", "write a list of branches");
      return Optional.empty();
    }
    return Optional.of(Morphology.of(branches));
  }

  /** A cell of NeuroML, with what is in its membrane. */
  private Optional<ImportedCell> imported(YamlMapping mapping) {
    List<String> keys = new ArrayList<>(DIVISION);
    keys.addAll(List.of("count", "neuroml", "cell"));
    mapping.refuseOthers(keys, findings);
    Optional<Cell> name = mapping.text("neuroml", "the name of a file", findings);
    Optional<Division> division = division(mapping);
    Optional<Cell> id =
        mapping.has("cell") ? mapping.text("cell", "the id of a cell", findings) : Optional.empty();
    if (name.isEmpty() || division.isEmpty()) {
      return Optional.empty();
    }
    return CellDocument.read(
        file.beside(name.get()),
        name.get().place(),
        id.map(Cell::text).orElse(""),
        division.get(),
        findings);
  }

  /** A network of NeuroML. */
  private Optional<ImportedNetwork> network(YamlMapping mapping) {
    List<String> keys = new ArrayList<>(DIVISION);
    keys.addAll(List.of("neuroml", "network"));
    mapping.refuseOthers(keys, findings);
    Optional<Cell> name = mapping.text("neuroml", "the name of a file", findings);
    Optional<Cell> id = mapping.text("network", "the id of a network", findings);
    Optional<Division> division = division(mapping);
    if (name.isEmpty() || id.isEmpty() || division.isEmpty()) {
      return Optional.empty();
    }
    return NetworkDocument.read(
        file.beside(name.get()), name.get().place(), id.get().text(), division.get(), findings);
  }

  /** What imported cells bring with them. */
  Imports imports() {
    return imports;
  }

  private Optional<Division> division(YamlMapping mapping) {
    return mapping.has("d_lambda")
        ? byDecay(mapping)
        : compartments(mapping, MOST_OF_BRANCH).map(Division.Equal::new);
  }

  private Optional<Morphology> reconstructed(YamlMapping mapping) {
    List<String> keys = new ArrayList<>(DIVISION);
    keys.addAll(List.of("count", "swc", "min_radius"));
    mapping.refuseOthers(keys, findings);
    Optional<Division> division = division(mapping);
    double leastRadius = Words.number(mapping, "min_radius", 0, findings);
    return mapping
        .text("swc", "the name of a file", findings)
        .flatMap(name -> SourceText.read(file.beside(name), name.place(), findings))
        .flatMap(
            source ->
                division.flatMap(one -> Reconstruction.read(source, one, leastRadius, findings)));
  }

  private Optional<Division> byDecay(YamlMapping mapping) {
    OptionalDouble share = Words.positive(mapping, "d_lambda", 0.1, findings);
    OptionalDouble frequency = Words.positive(mapping, "frequency", 100, findings);
    OptionalDouble resistivity =
        Words.positive(mapping, "axial_resistivity", Network.RESISTIVITY, findings);
    OptionalDouble capacitance =
        Words.positive(mapping, "capacitance", Network.CAPACITANCE, findings);
    boolean isFine = share.orElse(1) < LEAST_SHARE || frequency.orElse(1) > MOST_FREQUENCY;
    if (isFine) {
      findings.error(
          mapping.place("d_lambda"),
          "compartments by a d_lambda of %s at %s Hz are too short"
              .formatted(share.orElse(1), frequency.orElse(1)),
          "write at least %s, at most %s Hz".formatted(LEAST_SHARE, MOST_FREQUENCY));
    }
    return isFine
            || share.isEmpty()
            || frequency.isEmpty()
            || resistivity.isEmpty()
            || capacitance.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Division.ByDecay(
                share.getAsDouble(),
                frequency.getAsDouble(),
                resistivity.getAsDouble(),
                capacitance.getAsDouble()));
  }

  private Optional<Branch> branch(YamlMapping mapping, int position) {
    mapping.refuseOthers(List.of("parent", "compartments", "length", "radius"), findings);
    Optional<Integer> count = compartments(mapping, MOST_COMPARTMENTS);
    double parent = Words.number(mapping, "parent", position == 0 ? -1 : Double.NaN, findings);
    boolean isRoot = position == 0;
    if (isRoot
        ? parent != -1
        : !(parent >= 0 && parent < position && parent == Math.rint(parent))) {
      findings.error(
          mapping.get("parent").map(YamlMapping.Value::place).orElse(mapping.place()),
          isRoot
              ? "the first branch has no parent"
              : "branch %d must name one before it as its parent".formatted(position),
          isRoot ? "remove parent" : "write parent: 0 to " + (position - 1));
      return Optional.empty();
    }
    int compartments = count.orElse(1);
    OptionalDouble length = Words.positive(mapping, "length", LENGTH * compartments, findings);
    OptionalDouble radius = Words.positive(mapping, "radius", RADIUS, findings);
    if (count.isEmpty() || length.isEmpty() || radius.isEmpty()) {
      return Optional.empty();
    }
    Compartment one =
        Compartment.cylinder(length.getAsDouble() / compartments, radius.getAsDouble());
    return Optional.of(new Branch((int) parent, true, Collections.nCopies(compartments, one)));
  }
}
