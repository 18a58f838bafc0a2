package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.neuroml.ImportedCell;
import org.lamarck.worker.neuron.neuroml.ImportedNetwork;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/**
 * What cells and networks of other formats bring with them: mechanisms, numbers of compartments,
 * connections and currents.
 */
final class Imports {
  private final List<Import> imports = new ArrayList<>();
  private final List<Joined> networks = new ArrayList<>();

  /**
   * A cell that was imported.
   *
   * @param number among all cells
   * @param place where it is named
   */
  private record Import(int number, ImportedCell cell, Place place) {}

  /**
   * A network that was imported.
   *
   * @param first the number of its first cell among all cells
   */
  private record Joined(int first, ImportedNetwork network, Place place) {}

  /** Adds a network and its cells, of which it gives the shapes to {@code cells}. */
  void add(ImportedNetwork network, Place place, List<Morphology> cells) {
    networks.add(new Joined(cells.size(), network, place));
    for (ImportedNetwork.Population population : network.populations()) {
      for (int i = 0; i < population.size(); i++) {
        add(cells.size(), population.cell(), place);
        cells.add(population.cell().morphology());
      }
    }
  }

  void add(int number, ImportedCell cell, Place place) {
    imports.add(new Import(number, cell, place));
  }

  /** Adds their channels and synapses to those that are known by name. */
  void addMechanisms(Map<String, Mechanism> mechanisms, Findings findings) {
    Map<String, Mechanism> own = new LinkedHashMap<>();
    for (Import one : imports) {
      for (ImportedCell.Channel channel : one.cell.channels()) {
        join(channel.mechanism(), own, mechanisms, one.place, findings);
      }
    }
    for (Joined one : networks) {
      for (ImportedNetwork.Connection connection : one.network.connections()) {
        join(connection.synapse(), own, mechanisms, one.place, findings);
      }
    }
    mechanisms.putAll(own);
  }

  private static void join(
      Mechanism mechanism,
      Map<String, Mechanism> own,
      Map<String, Mechanism> others,
      Place place,
      Findings findings) {
    Mechanism known = own.putIfAbsent(mechanism.name(), mechanism);
    boolean isOther = known != null && !known.equals(mechanism);
    if (isOther || others.containsKey(mechanism.name())) {
      findings.errorOnce(
          place,
          "there are two %ss %s"
              .formatted(mechanism.kind().name().toLowerCase(Locale.ROOT), mechanism.name()),
          "rename that of the imported file");
    }
  }

  /** Gives the cells of populations their names. */
  void nameGroups(Selector selector) {
    for (Joined one : networks) {
      int next = one.first;
      for (ImportedNetwork.Population population : one.network.populations()) {
        selector.name(population.name(), next, next + population.size());
        next += population.size();
      }
    }
  }

  /** The currents that imported networks bring with them. */
  List<Stimulus> stimuli(Selector selector, TimeKeys time) {
    List<Stimulus> stimuli = new ArrayList<>();
    for (Joined one : networks) {
      for (ImportedNetwork.Pulse pulse : one.network.pulses()) {
        double[] samples = new double[time.sample(pulse.from() + pulse.duration())];
        Arrays.fill(samples, time.sample(pulse.from()), samples.length, pulse.current());
        stimuli.add(new Stimulus(compartment(selector, one, pulse.at()), samples));
      }
    }
    return stimuli;
  }

  private static int compartment(Selector selector, Joined network, ImportedNetwork.End end) {
    return selector.first(network.first + end.cell()) + end.compartment();
  }

  /** Inserts mechanisms and sets numbers, before the problem itself does. */
  void apply(Selector selector, NetworkBuilder builder) {
    for (Import one : imports) {
      for (ImportedCell.Channel channel : one.cell.channels()) {
        List<Integer> where = selector.compartments(one.number, channel.branches());
        builder.insert(channel.mechanism(), where, channel.values());
      }
      for (ImportedCell.Setting setting : one.cell.settings()) {
        List<Integer> where = selector.compartments(one.number, setting.branches());
        builder.set(setting.key(), where, setting.value());
      }
    }
    for (Joined one : networks) {
      for (ImportedNetwork.Connection connection : one.network.connections()) {
        builder.connect(
            connection.synapse(),
            List.of(compartment(selector, one, connection.from())),
            List.of(compartment(selector, one, connection.to())),
            connection.delay(),
            connection.values());
      }
    }
  }
}
