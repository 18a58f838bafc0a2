package org.lamarck.worker.loss;

import java.io.Serializable;
import java.util.Optional;

/** Numbers that are made of a curve. Implementations are values. */
public interface Feature extends Serializable {
  /**
   * How many numbers.
   *
   * @param points of the curve
   */
  int size(int points);

  /**
   * Computes them.
   *
   * @param times of the curve, K, ascending
   * @param y its values, K
   * @param out the numbers, {@link #size}
   * @param jacobian their derivatives by y, size × K, row-major; holds zeros before
   * @return why there are none; empty when there are
   */
  Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian);

  /** Computes the numbers alone. */
  default Optional<String> value(double[] times, double[] y, double[] out) {
    return evaluate(times, y, out, new double[out.length * y.length]);
  }

  /**
   * Adds what derivatives by the numbers mean for the curve.
   *
   * @param bars by each number
   * @param yBar by y, K; gains Jᵀ bars
   * @param offset where y begins in it
   */
  default void pull(double[] times, double[] y, double[] bars, double[] yBar, int offset) {
    double[] jacobian = new double[bars.length * y.length];
    evaluate(times, y, new double[bars.length], jacobian);
    for (int f = 0; f < bars.length; f++) {
      for (int k = 0; k < y.length; k++) {
        yBar[offset + k] += bars[f] * jacobian[f * y.length + k];
      }
    }
  }

  /** Whether the numbers are the values themselves, so that there is no need of a Jacobian. */
  default boolean isIdentity() {
    return false;
  }

  /** What is wrong with a curve of such times; empty when nothing is. */
  default Optional<String> refusal(double[] times) {
    return Optional.empty();
  }
}
