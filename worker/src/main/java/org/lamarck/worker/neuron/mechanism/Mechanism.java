package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/**
 * A channel or a synapse.
 *
 * @param pool of all its formulas, whose symbols are {@code v}, {@code v_pre} (synapses), {@code
 *     dt}, and its own parameters and states
 * @param voltage what takes the place of the voltage before currents flow, such as a reset; {@code
 *     v} where nothing does
 * @param current outward: of a channel in mA/cm², of a synapse in nA, with the states after the
 *     step
 */
public record Mechanism(
    String name,
    Kind kind,
    ExpressionPool pool,
    List<MechanismParameter> parameters,
    List<StateVariable> states,
    Expression current,
    Expression voltage)
    implements Serializable {
  /** The voltage where the mechanism is, mV; of a synapse the postsynaptic one. */
  public static final String VOLTAGE = "v";

  /** The presynaptic voltage, mV. */
  public static final String PRESYNAPTIC = "v_pre";

  /** The specific capacitance where the mechanism is, µF/cm². */
  public static final String CAPACITANCE = "capacitance";

  /** The step, ms. */
  public static final String STEP = "dt";

  /** What a mechanism sits on. */
  public enum Kind {
    /** A membrane; its current is a density. */
    CHANNEL,
    /** Two compartments; its current flows into the second. */
    SYNAPSE;

    /** Whether it sits on two compartments. */
    public boolean isSynapse() {
      return this == SYNAPSE;
    }
  }

  public Mechanism {
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
  }

  /** Whether it replaces the voltage. */
  public boolean resets() {
    return !voltage.equals(pool.symbol(VOLTAGE));
  }

  /** The names of its numbers: those of parameters, then those of states. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    parameters.forEach(one -> names.add(one.name()));
    states.forEach(one -> names.add(one.name()));
    return names;
  }

  /** The position of a state; −1 when there is none of this name. */
  public int state(String wanted) {
    return states.stream().map(StateVariable::name).toList().indexOf(wanted);
  }
}
