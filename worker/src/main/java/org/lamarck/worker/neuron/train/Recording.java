package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.Locale;
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
    VOLTAGE("voltages", "mV"),
    /** Of an ion, mM. */
    CONCENTRATION("concentrations", "mM"),
    /** Of a mechanism, in its own units. */
    STATE("states", ""),
    /** Outward, of a channel in mA/cm², of a synapse in nA. */
    CURRENT("currents", "mA/cm² of channels, nA of synapses");

    private final String word;
    private final String unit;

    Kind(String word, String unit) {
      this.word = word;
      this.unit = unit;
    }

    /** Several of them, for files. */
    public String word() {
      return word;
    }

    /** The same for people. */
    String title() {
      return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
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
