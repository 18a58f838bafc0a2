package org.lamarck.worker.neuron.simulation;

import org.lamarck.worker.neuron.network.Insertion;

/**
 * The presynaptic voltages of delayed synapses on their way, as a part of the network's state: of
 * each synapse those of its last steps, the newest first. So they are kept and made once more as
 * all states are.
 */
final class DelayLines {
  private final Insertion insertion;
  private final int[] begins;
  private final int size;

  /**
   * The lines of synapses.
   *
   * @param dt the step, ms
   * @param at where they begin in the network's state
   */
  DelayLines(Insertion insertion, double dt, int at) {
    this.insertion = insertion;
    int count = insertion.mechanism().kind().isSynapse() ? insertion.count() : 0;
    begins = new int[count + 1];
    begins[0] = at;
    for (int i = 0; i < count; i++) {
      begins[i + 1] = begins[i] + (int) Math.rint(insertion.delay(i) / dt);
    }
    size = begins[count] - at;
  }

  /** How many numbers they are. */
  int size() {
    return size;
  }

  /** Where in the network's state the voltage stands that a synapse sees. */
  int seen(int synapse) {
    int end = begins[synapse + 1];
    return end == begins[synapse] ? insertion.pre(synapse) : end - 1;
  }

  /** All that is on its way at the beginning: the initial voltages. */
  void begin(double[] state) {
    for (int i = 0; i < begins.length - 1; i++) {
      for (int j = begins[i]; j < begins[i + 1]; j++) {
        state[j] = state[insertion.pre(i)];
      }
    }
  }

  /** A step on. */
  void step(double[] state, double[] next) {
    if (size == 0) {
      return;
    }
    for (int i = 0; i < begins.length - 1; i++) {
      int begin = begins[i];
      int count = begins[i + 1] - begin;
      if (count > 0) {
        System.arraycopy(state, begin, next, begin + 1, count - 1);
        next[begin] = state[insertion.pre(i)];
      }
    }
  }

  /** The adjoint of {@link #step}; to the adjoints of voltages is added. */
  void stepBack(double[] ofNext, double[] ofState) {
    if (size == 0) {
      return;
    }
    for (int i = 0; i < begins.length - 1; i++) {
      int begin = begins[i];
      int count = begins[i + 1] - begin;
      if (count > 0) {
        System.arraycopy(ofNext, begin + 1, ofState, begin, count - 1);
        ofState[begin + count - 1] = 0;
        ofState[insertion.pre(i)] += ofNext[begin];
      }
    }
  }

  /** The adjoint of {@link #begin}. */
  void beginBack(double[] ofState) {
    for (int i = 0; i < begins.length - 1; i++) {
      for (int j = begins[i]; j < begins[i + 1]; j++) {
        ofState[insertion.pre(i)] += ofState[j];
      }
    }
  }
}
