package org.lamarck.worker.neuron.neuroml;

import java.util.List;
import java.util.Map;
import org.lamarck.worker.neuron.mechanism.Mechanism;

/**
 * Cells, how they are connected, and the currents that they are given.
 *
 * @param populations whose cells stand one behind the other
 */
public record ImportedNetwork(
    List<Population> populations, List<Connection> connections, List<Pulse> pulses) {
  public ImportedNetwork {
    populations = List.copyOf(populations);
    connections = List.copyOf(connections);
    pulses = List.copyOf(pulses);
  }

  /** Cells alike. */
  public record Population(String name, ImportedCell cell, int size) {}

  /**
   * A compartment.
   *
   * @param cell its number in the network
   * @param compartment its number in the cell
   */
  public record End(int cell, int compartment) {}

  /**
   * A synapse.
   *
   * @param delay ms
   * @param values of its parameters that are not those of the mechanism
   */
  public record Connection(
      Mechanism synapse, End from, End to, double delay, Map<String, Double> values) {
    public Connection {
      values = Map.copyOf(values);
    }
  }

  /**
   * A step of current.
   *
   * @param from ms
   * @param duration ms
   * @param current nA
   */
  public record Pulse(End at, double from, double duration, double current) {}
}
