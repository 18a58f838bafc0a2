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
 * @param lastStep the largest move of a coordinate in the last iteration, in parts of its width
 */
public record LbfgsbState(
    Vector point,
    int iterations,
    Evaluation.@Nullable Gradient known,
    List<Pair> pairs,
    int failures,
    int stalls,
    double lastStep)
    implements LocalState {

  public LbfgsbState {
    pairs = List.copyOf(pairs);
  }

  /**
   * A step and what it did to the gradient, both in units of the widths.
   *
   * @param s Δx / w
   * @param y w · Δg
   */
  public record Pair(Vector s, Vector y) implements Serializable {}

  /** A state in which nothing is evaluated yet. */
  static LbfgsbState at(Vector start) {
    return new LbfgsbState(start, 0, null, List.of(), 0, 0, 1);
  }
}
