package org.lamarck.strategies.objective;

import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * A function to be minimised.
 *
 * <p>Implementations are pure: the same point gives the same answer, bit for bit, in any order of
 * calls. They need not be thread-safe; each worker thread has its own.
 */
@FunctionalInterface
public interface Objective {
  /**
   * The value at {@code x}, with at least the derivatives asked for. An objective that has no
   * residuals answers {@link Derivatives#RESIDUALS} with an {@link Evaluation.Gradient}, one that
   * has no gradient answers with an {@link Evaluation.Value}. A point that cannot be evaluated is
   * an {@link Evaluation.Failed}, never an exception and never NaN.
   *
   * @param x a point on the coordinates of the search space
   */
  Evaluation evaluate(Vector x, Derivatives derivatives);

  /**
   * What {@link #evaluate} answers at each of several points, bit for bit, in their order. Whoever
   * computes them in one go tells by {@link #together} how many.
   */
  default List<Evaluation> evaluateAll(List<Vector> points, Derivatives derivatives) {
    return points.stream().map(x -> evaluate(x, derivatives)).toList();
  }

  /** How many points {@link #evaluateAll} takes at most in one go, which costs less than each. */
  default int together() {
    return 1;
  }

  /**
   * The same function, less exactly and for less, for where a search is far from its end. It serves
   * the same thread. Itself where there is no such thing: nothing is won where nothing costs less.
   */
  default Objective coarse() {
    return this;
  }

  /**
   * The same function for who descends on it and asks for residuals because of the curvature alone:
   * an {@link Evaluation.LeastSquares} of it may have no rows. It serves the same thread. Itself
   * where rows cost nothing worth saving.
   */
  default Objective withoutRows() {
    return this;
  }
}
