package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.worker.expression.Expression;

/**
 * What a mechanism does where it is, with the states after the step.
 *
 * @param current outward: of a channel in mA/cm², of a synapse in nA
 * @param voltage what takes the place of the voltage before currents flow, such as a reset; {@code
 *     v} where nothing does
 * @param rates by names of ions: how it changes their concentration, mM/ms
 */
public record Effects(Expression current, Expression voltage, Map<String, Expression> rates)
    implements Serializable {
  public Effects {
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
  }
}
