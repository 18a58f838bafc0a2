package org.lamarck.worker.neuron.neuroml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;

/** The cells of a network's populations, one behind the other, and places on them. */
final class Populations {
  private static final int MOST_CELLS = 100_000;

  /** {@code ../population/3/cell} or {@code population[3]}. */
  private static final Pattern CELL =
      Pattern.compile("(?:\\.\\./)?(\\w+)(?:/(\\d{1,6})(?:/\\w+)?|\\[(\\d{1,6})])");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private final Document document;
  private final CellDocument reader;
  private final Division division;
  private final Findings findings;
  private final Map<String, Members> members = new LinkedHashMap<>();
  private int cells;

  /**
   * A population.
   *
   * @param first the number of its first cell in the network
   */
  private record Members(int first, int size, CellDocument.Placed cell) {}

  /** A compartment of a cell, and the threshold of that cell's spikes. */
  record Site(ImportedNetwork.End end, double threshold) {}

  Populations(Document document, Division division, Findings findings) {
    this.document = document;
    reader = new CellDocument(document, findings);
    this.division = division;
    this.findings = findings;
  }

  /** Whether there are no cells so far. */
  boolean areEmpty() {
    return cells == 0;
  }

  List<ImportedNetwork.Population> all() {
    List<ImportedNetwork.Population> all = new ArrayList<>();
    members.forEach(
        (name, one) -> all.add(new ImportedNetwork.Population(name, one.cell.cell(), one.size)));
    return all;
  }

  /** Adds a population; false, with an error, where that cannot be. */
  boolean add(Element population) {
    String name = population.get("id");
    if (members.containsKey(name)) {
      population.refuse("has the id of another population, %s".formatted(name), findings);
      return false;
    }
    Optional<Cell> component = population.require("component", findings);
    List<Element> instances = population.children("instance");
    for (int i = 0; i < instances.size(); i++) {
      if (!instances.get(i).get("id").equals(Integer.toString(i))) {
        instances.get(i).refuse("is number %d and has another id".formatted(i), findings);
        return false;
      }
    }
    int size = instances.size();
    if (instances.isEmpty()) {
      OptionalDouble told = Units.NUMBER.of(population, "size", findings);
      size = (int) told.orElse(0);
      if (told.isPresent() && size != told.getAsDouble()) {
        population.refuse("has a size that is no whole number", findings);
        return false;
      }
    }
    boolean fits = size >= 1 && size <= MOST_CELLS - cells;
    if (component.isEmpty() || !fits) {
      if (!fits) {
        population.refuse("has no cells, or too many", findings);
      }
      return false;
    }
    String id = component.get().text();
    if (!document.hasCell(id)) {
      document
          .other(id)
          .ifPresentOrElse(
              other -> other.refuse("has no counterpart here as a cell", findings),
              () -> population.refuse("names the cell %s, which is none".formatted(id), findings));
      return false;
    }
    Optional<CellDocument.Placed> cell =
        document.cell(id, population.place()).flatMap(one -> reader.placed(one, division));
    if (cell.isPresent()) {
      members.put(name, new Members(cells, size, cell.get()));
      cells += size;
    }
    return cell.isPresent();
  }

  /**
   * One side of a connection.
   *
   * @param side {@code pre} or {@code post}
   * @param suffix of the names of cell and segment
   */
  Optional<Site> site(Element projection, Element one, String side, String suffix) {
    String population = projection.get(side + "synapticPopulation");
    Optional<Cell> cell = one.require(side + "Cell" + suffix, findings);
    String segment = one.get(side + "Segment" + suffix);
    return cell.flatMap(its -> site(one, population, its.text(), segment, side + "FractionAlong"));
  }

  /** A place: a cell of a population, its segment (0 when empty) and how far along that. */
  Optional<Site> site(
      Element one, String population, String cell, String segment, String fraction) {
    Matcher path = CELL.matcher(cell);
    boolean isPath = path.matches();
    if (!isPath && !NUMBER.matcher(cell).matches()) {
      one.refuse("names the cell \"%s\", which is no number".formatted(cell), findings);
      return Optional.empty();
    }
    String of = isPath ? path.group(1) : population;
    String digits = isPath ? (path.group(2) == null ? path.group(3) : path.group(2)) : cell;
    int number = Integer.parseInt(digits);
    Members named = members.get(of);
    if (named == null || number >= named.size) {
      String what =
          named == null
              ? "names the population %s, which is none".formatted(of)
              : "names cell %d of %d, counted from 0".formatted(number, named.size);
      one.refuse(what, findings);
      return Optional.empty();
    }
    OptionalDouble along = Units.NUMBER.or(0.5, one, fraction, findings);
    if (along.isPresent() && !(along.getAsDouble() >= 0 && along.getAsDouble() <= 1)) {
      one.refuse("has a %s that is not from 0 to 1".formatted(fraction), findings);
      return Optional.empty();
    }
    if (along.isEmpty()) {
      return Optional.empty();
    }
    CellDocument.Placed placed = named.cell;
    String where = segment.isEmpty() ? "0" : segment;
    Optional<Integer> compartment =
        placed.segments().compartment(placed.cell().morphology(), where, along.getAsDouble());
    if (compartment.isEmpty()) {
      one.refuse("names the segment %s, which is none".formatted(where), findings);
    }
    return compartment.map(
        it -> new Site(new ImportedNetwork.End(named.first + number, it), placed.threshold()));
  }
}
