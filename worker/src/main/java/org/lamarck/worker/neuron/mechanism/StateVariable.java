package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;

/**
 * A state of a mechanism.
 *
 * @param initial where it begins unless it is told otherwise; NaN where it begins at its steady
 *     state of the initial voltage
 */
public record StateVariable(String name, double initial, Dynamics dynamics)
    implements Serializable {

  /** Whether its formulas tell where nothing changes. */
  public boolean hasSteadyState() {
    return dynamics instanceof Dynamics.Gate || dynamics instanceof Dynamics.Relaxation;
  }
}
