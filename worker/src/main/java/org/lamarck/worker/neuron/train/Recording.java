package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.simulation.NetworkPlan;

/**
 * What is recorded.
 *
 * @param key {@code v}, or a state such as {@code HH.m}
 * @param instance a compartment, or an instance of the mechanism
 */
public record Recording(String key, int instance) implements Serializable {
  /** The voltage of a compartment. */
  public static Recording voltage(int compartment) {
    return new Recording(ParameterLayout.VOLTAGE, compartment);
  }

  /**
   * Where it stands in the state of copies of a network.
   *
   * @param copies in the plan
   */
  int place(NetworkPlan plan, int copy, int copies) {
    int its = instance + copy * (plan.layout().of(key).count() / copies);
    return key.equals(ParameterLayout.VOLTAGE) ? plan.voltage(its) : plan.state(key, its);
  }
}
