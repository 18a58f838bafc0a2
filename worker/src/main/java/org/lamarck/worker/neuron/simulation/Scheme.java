package org.lamarck.worker.neuron.simulation;

/** How voltages are advanced by a step. */
public enum Scheme {
  /** Backward Euler; of first order, and stable whatever the step. */
  IMPLICIT_EULER,
  /** Half a step of backward Euler, and as far again: of second order in the voltages. */
  CRANK_NICOLSON
}
