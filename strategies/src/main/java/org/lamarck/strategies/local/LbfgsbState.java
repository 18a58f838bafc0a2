package org.lamarck.strategies.local;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;

/**
 * Where an {@link Lbfgsb} search stands.
 *
 * @param known value and gradient at the point; absent before the first evaluation
 * @param pairs what is remembered of the Hessian, oldest first
 * @param failures trials in a row that could not be evaluated
 * @param stalls iterations in a row without progress
 * @param lastStep the largest move of a coordinate in the last iteration, in units of what is near
 * @param units in which coordinates are measured: the widths, or less where those tell nothing
 */
public record LbfgsbState(
    Vector point,
    int iterations,
    Evaluation.@Nullable Gradient known,
    List<Pair> pairs,
    int failures,
    int stalls,
    double lastStep,
    Vector units)
    implements LocalState {

  public LbfgsbState {
    pairs = List.copyOf(pairs);
  }

  /**
   * A step and what it did to the gradient.
   *
   * @param step Δx
   * @param change Δg
   */
  public record Pair(Vector step, Vector change) implements Serializable {
    /** Δx / u; 0 where u is. */
    double[] steps(double[] unit) {
      double[] s = step.toArray();
      for (int i = 0; i < s.length; i++) {
        s[i] = unit[i] > 0 ? s[i] / unit[i] : 0;
      }
      return s;
    }

    /** u · Δg. */
    double[] changes(double[] unit) {
      double[] y = change.toArray();
      for (int i = 0; i < y.length; i++) {
        y[i] *= unit[i];
      }
      return y;
    }
  }

  /** A state in which nothing is evaluated yet. */
  static LbfgsbState at(Vector start) {
    return new LbfgsbState(start, 0, null, List.of(), 0, 0, 1, Vector.zeros(start.size()));
  }
}
