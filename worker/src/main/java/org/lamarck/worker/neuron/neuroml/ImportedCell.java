package org.lamarck.worker.neuron.neuroml;

import java.util.List;
import java.util.Map;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Morphology;

/**
 * A cell and what is in its membrane.
 *
 * @param channels in the order in which they are inserted
 * @param settings numbers of compartments, in the order in which they are set
 */
public record ImportedCell(Morphology morphology, List<Channel> channels, List<Setting> settings) {
  public ImportedCell {
    channels = List.copyOf(channels);
    settings = List.copyOf(settings);
  }

  /** A channel in branches, with values of its parameters. */
  public record Channel(Mechanism mechanism, List<Integer> branches, Map<String, Double> values) {
    public Channel {
      branches = List.copyOf(branches);
      values = Map.copyOf(values);
    }
  }

  /**
   * A number of all compartments of branches.
   *
   * @param key of {@link org.lamarck.worker.neuron.network.ParameterLayout}
   */
  public record Setting(String key, List<Integer> branches, double value) {
    public Setting {
      branches = List.copyOf(branches);
    }
  }
}
