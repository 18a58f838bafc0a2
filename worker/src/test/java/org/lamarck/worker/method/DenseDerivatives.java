package org.lamarck.worker.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares derivatives of dense output with differences of what they are derivatives of. */
public final class DenseDerivatives {
  private static final double STEP = 1e-5;

  private DenseDerivatives() {}

  /** Weights, or derivatives of them by θ of an order, as methods give them. */
  @FunctionalInterface
  public interface Weights {
    /** Writes them. */
    void at(double theta, int order, double[] w);
  }

  /**
   * Compares all orders up to the third with the one before, at θ = 0.4.
   *
   * @param bound truncation, and the rounding of a weight over the step
   */
  public static void check(Weights weights, int stages, double bound) {
    double[] up = new double[stages];
    double[] down = new double[stages];
    double[] derivative = new double[stages];
    for (int order = 1; order <= 3; order++) {
      weights.at(0.4, order, derivative);
      weights.at(0.4 + STEP, order - 1, up);
      weights.at(0.4 - STEP, order - 1, down);
      for (int j = 0; j < stages; j++) {
        assertThat(derivative[j]).isCloseTo((up[j] - down[j]) / (2 * STEP), within(bound));
      }
    }
  }
}
