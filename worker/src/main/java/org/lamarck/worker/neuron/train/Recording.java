package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.simulation.NetworkPlan;

/**
 * What is recorded.
 *
 * @param key {@code v}, an ion, a state such as {@code HH.m}, or a mechanism whose current it is
 * @param instance a compartment, or an instance of the mechanism
 */
public record Recording(Kind kind, String key, int instance) implements Serializable {
  /** What can be recorded. */
  public enum Kind {
    /** mV. */
    VOLTAGE("mV"),
    /** Of an ion, mM. */
    CONCENTRATION("mM"),
    /** Of a mechanism, in its own units. */
    STATE(""),
    /** Outward, of a channel in mA/cm², of a synapse in nA. */
    CURRENT("mA/cm² of channels, nA of synapses");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    /** The unit; empty where each has its own. */
    public String unit() {
      return unit;
    }
  }

  /** The voltage of a compartment. */
  public static Recording voltage(int compartment) {
    return new Recording(Kind.VOLTAGE, ParameterLayout.VOLTAGE, compartment);
  }

  /**
   * Where it stands in copies of a network.
   *
   * @param copies in the plan
   */
  int place(NetworkPlan plan, int copy, int copies) {
    int count = kind == Kind.CURRENT ? plan.count(key) : plan.layout().of(key).count();
    int its = instance + copy * (count / copies);
    return switch (kind) {
      case VOLTAGE -> plan.voltage(its);
      case CONCENTRATION -> plan.concentration(key, its);
      case STATE -> plan.state(key, its);
      case CURRENT -> plan.current(key, its);
    };
  }
}
