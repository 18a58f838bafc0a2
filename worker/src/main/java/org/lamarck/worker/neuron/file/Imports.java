package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.neuroml.ImportedCell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** What cells of other formats bring with them: channels, and numbers of their compartments. */
final class Imports {
  private final List<Import> imports = new ArrayList<>();

  /**
   * A cell that was imported.
   *
   * @param number among all cells
   * @param place where it is named
   */
  private record Import(int number, ImportedCell cell, Place place) {}

  void add(int number, ImportedCell cell, Place place) {
    imports.add(new Import(number, cell, place));
  }

  /** Adds their channels to those that are known by name. */
  void addChannels(Map<String, Mechanism> mechanisms, Findings findings) {
    Map<String, Mechanism> own = new LinkedHashMap<>();
    for (Import one : imports) {
      for (ImportedCell.Channel channel : one.cell.channels()) {
        Mechanism mechanism = channel.mechanism();
        Mechanism known = own.putIfAbsent(mechanism.name(), mechanism);
        boolean isOther = known != null && !known.equals(mechanism);
        if (isOther || mechanisms.containsKey(mechanism.name())) {
          findings.errorOnce(
              one.place,
              "there are two channels " + mechanism.name(),
              "rename that of the imported cell");
        }
      }
    }
    mechanisms.putAll(own);
  }

  /** Inserts channels and sets numbers, before the problem itself does. */
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
  }
}
