package org.lamarck.worker.objective.segment;

import org.lamarck.worker.tolerance.EventMemory;

/**
 * What a segment leaves to those after it, and what they say of its derivatives. Belongs to the
 * {@link SegmentSimulation} of its thread, which writes it; those that go on from it read it and
 * add to ȳ and p̄.
 */
final class SegmentState {
  /** The n states. */
  final double[] y;

  /** The m constants of the model; what follows them is of no use to others. */
  final double[] p;

  /** ∂p/∂θ in the order of the segment's pattern, on the linear scale. */
  final double[] entries;

  /** ∂y/∂θ, n × the plan's coordinates, when tangents were asked for. */
  double[] s = {};

  /** ∂L/∂y, added up by those that go on from here. */
  final double[] yBar;

  /** ∂L/∂p, added up by those that go on from here and by observables. */
  final double[] pBar;

  /** Which events have been triggered. */
  EventMemory memory = EventMemory.NONE;

  SegmentState(int states, int constants, int entries) {
    this.y = new double[states];
    this.p = new double[constants];
    this.entries = new double[entries];
    this.yBar = new double[states];
    this.pBar = new double[constants];
  }
}
