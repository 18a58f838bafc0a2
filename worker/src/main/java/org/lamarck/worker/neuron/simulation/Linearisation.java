package org.lamarck.worker.neuron.simulation;

/** How a current that is not linear in the voltage is made so within a step. */
public enum Linearisation {
  /** By its derivative by the voltage of its own compartment. */
  DERIVATIVE,
  /**
   * By the difference over 1e-3 mV, of a synapse over both its voltages at once, as Jaxley does: a
   * synapse then acts on the postsynaptic voltage also by its slope in the presynaptic one. Of
   * first order as the other is; for reproducing its results.
   */
  JOINT_DIFFERENCE
}
