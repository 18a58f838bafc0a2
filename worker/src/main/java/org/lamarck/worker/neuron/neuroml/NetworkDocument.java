package org.lamarck.worker.neuron.neuroml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Division;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/**
 * A {@code <network>} of a document of NeuroML 2: populations of cells, projections by events, gap
 * junctions and graded synapses, and pulses of current.
 */
public final class NetworkDocument {
  private static final int MOST_CELLS = 100_000;

  /** {@code ../population/3/cell} or {@code population[3]}. */
  private static final Pattern CELL =
      Pattern.compile("(?:\\.\\./)?(\\w+)(?:/(\\d{1,6})(?:/\\w+)?|\\[(\\d{1,6})])");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private final Document document;
  private final CellDocument reader;
  private final Division division;
  private final Findings findings;
  private final Map<String, Members> populations = new LinkedHashMap<>();
  private final Map<String, Mechanism> synapses = new LinkedHashMap<>();
  private final List<ImportedNetwork.Connection> connections = new ArrayList<>();
  private final List<ImportedNetwork.Pulse> pulses = new ArrayList<>();
  private int cells;

  /**
   * A population.
   *
   * @param first the number of its first cell in the network
   */
  private record Members(int first, int size, CellDocument.Placed cell) {}

  /** A compartment of a cell, and the threshold of that cell's spikes. */
  private record Site(ImportedNetwork.End end, double threshold) {}

  private NetworkDocument(Document document, Division division, Findings findings) {
    this.document = document;
    reader = new CellDocument(document, findings);
    this.division = division;
    this.findings = findings;
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
      known &= population(population);
    }
    if (known && cells == 0) {
      network.refuse("has no cells", findings);
      return Optional.empty();
    }
    for (SynapseText.Projection kind : SynapseText.Projection.values()) {
      for (Element projection : network.children(kind.element())) {
        known = known && projection(projection, kind);
      }
    }
    for (Element input : network.children("explicitInput")) {
      known = known && input(input, input.get("input"), input, Optional.empty());
    }
    for (Element list : network.children("inputList")) {
      known = known && inputs(list);
    }
    if (!known) {
      return Optional.empty();
    }
    List<ImportedNetwork.Population> all = new ArrayList<>();
    populations.forEach(
        (name, one) -> all.add(new ImportedNetwork.Population(name, one.cell.cell(), one.size)));
    return Optional.of(new ImportedNetwork(all, connections, pulses));
  }

  private boolean population(Element population) {
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
    if (component.isEmpty() || size < 1 || cells + size > MOST_CELLS) {
      if (size < 1 || cells + size > MOST_CELLS) {
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
      populations.put(population.get("id"), new Members(cells, size, cell.get()));
      cells += size;
    }
    return cell.isPresent();
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

  private boolean projection(Element projection, SynapseText.Projection kind) {
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
      Optional<Site> from = site(projection, one, "pre", "Id");
      Optional<Site> to = site(projection, one, "post", "Id");
      OptionalDouble weight = optional(one, "weight", Units.NUMBER, 1);
      OptionalDouble delay = optional(one, "delay", Units.TIME, 0);
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

  /** Gap junctions let currents through both ways. */
  private boolean electrical(Element projection) {
    String name = "electricalConnection";
    boolean known =
        projection.refuseOthers(List.of(name, name + "Instance", name + "InstanceW"), findings);
    for (Element one : projection.children()) {
      if (known && one.name().startsWith(name)) {
        Optional<Mechanism> junction = synapse(one, "synapse", SynapseText.Projection.ELECTRICAL);
        known = junction.isPresent() && both(projection, one, junction, junction);
      }
    }
    return known;
  }

  private boolean continuous(Element projection) {
    String name = "continuousConnection";
    boolean known =
        projection.refuseOthers(List.of(name, name + "Instance", name + "InstanceW"), findings);
    for (Element one : projection.children()) {
      if (known && one.name().startsWith(name)) {
        boolean isOneWay = isSilent(one, "preComponent");
        boolean isOtherWay = isSilent(one, "postComponent");
        Optional<Mechanism> back = isOneWay ? Optional.empty() : graded(one, "preComponent");
        Optional<Mechanism> forth = isOtherWay ? Optional.empty() : graded(one, "postComponent");
        known =
            (isOneWay || back.isPresent())
                && (isOtherWay || forth.isPresent())
                && both(projection, one, forth, back);
      }
    }
    return known;
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
    Optional<Site> from = site(projection, one, "pre", "");
    Optional<Site> to = site(projection, one, "post", "");
    OptionalDouble weight = optional(one, "weight", Units.NUMBER, 1);
    if (from.isEmpty() || to.isEmpty() || weight.isEmpty()) {
      return false;
    }
    Map<String, Double> values = Map.of("weight", weight.getAsDouble());
    forth.ifPresent(synapse -> connect(synapse, from.get(), to.get(), 0, values));
    back.ifPresent(synapse -> connect(synapse, to.get(), from.get(), 0, values));
    return true;
  }

  private OptionalDouble optional(
      Element element, String attribute, Units units, double otherwise) {
    return element.get(attribute).isEmpty()
        ? OptionalDouble.of(otherwise)
        : units.of(element, attribute, findings);
  }

  /**
   * One side of a connection.
   *
   * @param side {@code pre} or {@code post}
   * @param suffix of the names of cell and segment
   */
  private Optional<Site> site(Element projection, Element one, String side, String suffix) {
    String population = projection.get(side + "synapticPopulation");
    Optional<Cell> cell = one.require(side + "Cell" + suffix, findings);
    String segment = one.get(side + "Segment" + suffix);
    return cell.flatMap(
        named -> site(one, population, named.text(), segment, side + "FractionAlong"));
  }

  /** A place: a cell of a population, its segment (0 when empty) and how far along that. */
  private Optional<Site> site(
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
    Members members = populations.get(of);
    if (members == null || number >= members.size) {
      String what =
          members == null
              ? "names the population %s, which is none".formatted(of)
              : "names cell %d of %d, counted from 0".formatted(number, members.size);
      one.refuse(what, findings);
      return Optional.empty();
    }
    OptionalDouble along = optional(one, fraction, Units.NUMBER, 0.5);
    if (along.isPresent() && !(along.getAsDouble() >= 0 && along.getAsDouble() <= 1)) {
      one.refuse("has a %s that is not from 0 to 1".formatted(fraction), findings);
      return Optional.empty();
    }
    if (along.isEmpty()) {
      return Optional.empty();
    }
    CellDocument.Placed placed = members.cell;
    String where = segment.isEmpty() ? "0" : segment;
    Optional<Integer> compartment =
        placed.segments().compartment(placed.cell().morphology(), where, along.getAsDouble());
    if (compartment.isEmpty()) {
      one.refuse("names the segment %s, which is none".formatted(where), findings);
    }
    return compartment.map(
        it -> new Site(new ImportedNetwork.End(members.first + number, it), placed.threshold()));
  }

  private boolean inputs(Element list) {
    if (!list.refuseOthers(List.of("input", "inputW"), findings)) {
      return false;
    }
    for (Element one : list.children()) {
      if (one.name().startsWith("input")
          && !input(one, list.get("component"), list, Optional.of(list.get("population")))) {
        return false;
      }
    }
    return true;
  }

  /** A pulse into a cell. */
  private boolean input(
      Element one, String component, Element namedBy, Optional<String> population) {
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
                site(
                    one,
                    population.orElse(""),
                    cell.text(),
                    one.get("segmentId"),
                    "fractionAlong"));
    OptionalDouble weight = optional(one, "weight", Units.NUMBER, 1);
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
    pulses.add(
        new ImportedNetwork.Pulse(
            at.get().end(),
            from.getAsDouble(),
            duration.getAsDouble(),
            weight.getAsDouble() * amplitude.getAsDouble()));
    return true;
  }
}
