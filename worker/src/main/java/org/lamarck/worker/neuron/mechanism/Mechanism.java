package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Substitution;

/**
 * A channel or a synapse.
 *
 * @param pool of all its formulas, whose symbols are {@code v}, {@code v_pre} (synapses), {@code
 *     dt}, names of ions, and its own parameters and states
 * @param ions that it reads or changes
 */
public record Mechanism(
    String name,
    Kind kind,
    ExpressionPool pool,
    List<MechanismParameter> parameters,
    List<StateVariable> states,
    Effects effects,
    List<Ion> ions)
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
    ions = List.copyOf(ions);
  }

  /** The current outward: of a channel in mA/cm², of a synapse in nA. */
  public Expression current() {
    return effects.current();
  }

  /** Whether it replaces the voltage. */
  public boolean resets() {
    return !effects.voltage().equals(pool.symbol(VOLTAGE));
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

  /**
   * The same of which an ion carries the current.
   *
   * @param reversal the parameter that the Nernst potential takes the place of; empty for none
   */
  public Mechanism carriedBy(Ion ion, String reversal) {
    synchronized (pool) { // formulas are made in it
      Map<Expression, Expression> nernst =
          reversal.isEmpty() ? Map.of() : Map.of(pool.symbol(reversal), ion.potential(pool));
      Expression current = Substitution.substitute(effects.current(), nernst);
      Map<String, Expression> rates = new LinkedHashMap<>(effects.rates());
      Expression carried = ion.carried(current);
      rates.merge(ion.name(), carried, Expression::plus);
      List<Ion> all = new ArrayList<>(ions);
      if (!all.contains(ion)) {
        all.add(ion);
      }
      return new Mechanism(
          name,
          kind,
          pool,
          parameters.stream().filter(one -> !one.name().equals(reversal)).toList(),
          states,
          new Effects(current, Substitution.substitute(effects.voltage(), nernst), rates),
          all);
    }
  }
}
