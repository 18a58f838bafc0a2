package org.lamarck.worker.neuron.simulation;

/** How voltages are advanced by a step. */
public enum Scheme {
  /** Backward Euler; of first order, and stable whatever the step. */
  IMPLICIT_EULER,
  /** Half a step of backward Euler, and as far again: of second order in the voltages. */
  CRANK_NICOLSON,
  /**
   * What mechanisms do to each compartment in closed form, then what the cable does: Lie and
   * Trotter's splitting, of first order. Exact where compartments are not coupled and currents are
   * linear, and where there are no mechanisms.
   */
  EXPONENTIAL_EULER
}
