package org.lamarck.strategies.sampling;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.chain.ChainState;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.linalg.Vector;

/**
 * One chain of a ladder.
 *
 * @param start where it begins
 * @param starts how many were tried
 * @param state from which it goes on
 * @param value U where it stands; NaN before its first step
 * @param values U after each step since it has learnt
 */
record Rung(Vector start, int starts, ChainState state, double value, Vector values)
    implements Serializable {
  static Rung at(Vector start, ChainState state) {
    return new Rung(start, 1, state, Double.NaN, Vector.of());
  }

  long steps() {
    return state.steps();
  }

  /** The same from another start. */
  Rung again(Vector other, ChainState begin) {
    return new Rung(other, starts + 1, begin, Double.NaN, values);
  }

  /** The same, tried once more. */
  Rung again() {
    return new Rung(start, starts + 1, state, value, values);
  }

  /** After some steps, of which those beyond the warmup count. */
  Rung after(Trace trace, int warmup) {
    List<Draw> kept = trace.kept(warmup, steps());
    double[] all = new double[values.size() + kept.size()];
    values.copyInto(all, 0);
    for (int k = 0; k < kept.size(); k++) {
      all[values.size() + k] = kept.get(k).value();
    }
    double now = trace.draws().get(trace.draws().size() - 1).value();
    return new Rung(start, starts, trace.state(), now, Vector.of(all));
  }

  /** Whether it stands where another could go on. */
  boolean stands() {
    return Double.isFinite(value);
  }

  /** The same, going on from where another stands. */
  Rung from(Rung other) {
    return new Rung(start, starts, Nuts.exchanged(state, other.state), other.value, values);
  }
}
