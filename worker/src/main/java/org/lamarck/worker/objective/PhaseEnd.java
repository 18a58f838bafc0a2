package org.lamarck.worker.objective;

import org.lamarck.worker.integrate.EventMemory;

/** What a phase leaves to those after it, and what they say of its derivatives. */
final class PhaseEnd {
  /** The n states. */
  final double[] y;

  /** The m constants of the model; what follows them is of no use to others. */
  final double[] p;

  /** ∂p/∂θ in the order of the phase's pattern, on the linear scale. */
  final double[] entries;

  /** By position, the coordinates that reach a state, ascending. */
  final int[] coordinates;

  /** ∂y/∂θ, n × coordinates, when tangents were asked for. */
  double[] s = {};

  /** ∂L/∂y, added up by those that go on from here. */
  final double[] yBar;

  /** ∂L/∂p, added up by those that go on from here and by observables. */
  final double[] pBar;

  /** Which events have been triggered. */
  EventMemory memory = EventMemory.NONE;

  PhaseEnd(int states, int constants, int entries, int[] coordinates) {
    this.y = new double[states];
    this.p = new double[constants];
    this.entries = new double[entries];
    this.coordinates = coordinates;
    this.yBar = new double[states];
    this.pBar = new double[constants];
  }
}
