package org.lamarck.worker.task;

import java.util.function.ToDoubleFunction;

/**
 * Derivatives of any function from its values, each with what is known about its error: central
 * differences at shrinking steps, extrapolated to step 0 (Ridders 1982, "Accurate computation of
 * F'(x) and F'(x)F''(x)").
 */
final class FiniteDifferences {
  private static final int ROWS = 10;
  private static final double SHRINK = 1.6;

  /** An extrapolation that is worse than its best forerunner by this factor has met the noise. */
  private static final double GIVE_UP = 2;

  private FiniteDifferences() {}

  /**
   * A derivative.
   *
   * @param value of the best extrapolation
   * @param error how far its neighbours in the tableau are off, an estimate and no bound; infinite
   *     when the function has no finite values around the point
   */
  record Estimate(double value, double error) {
    /**
     * Whether a derivative may be this one: within ten times the error, or within a part of the
     * larger of the two.
     */
    boolean agrees(double derivative, double relative) {
      double size = Math.max(Math.abs(value), Math.abs(derivative));
      return Math.abs(value - derivative) <= Math.max(10 * error, relative * size);
    }

    /** Whether the differences show the derivative to this part of itself. */
    boolean shows(double relative) {
      return error <= relative * Math.abs(value);
    }
  }

  /**
   * ∂f/∂xᵢ at x.
   *
   * @param step the largest step, a part of the length over which f bends
   */
  static Estimate partial(ToDoubleFunction<double[]> f, double[] x, int i, double step) {
    double[][] tableau = new double[ROWS][ROWS];
    Estimate best = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
    double h = step;
    for (int row = 0; row < ROWS; row++) {
      tableau[row][0] = (at(f, x, i, h) - at(f, x, i, -h)) / (2 * h);
      double factor = SHRINK * SHRINK;
      for (int k = 1; k <= row; k++) {
        double coarse = tableau[row - 1][k - 1];
        double fine = tableau[row][k - 1];
        tableau[row][k] = fine + (fine - coarse) / (factor - 1);
        double error =
            Math.max(Math.abs(tableau[row][k] - fine), Math.abs(tableau[row][k] - coarse));
        if (error <= best.error()) {
          best = new Estimate(tableau[row][k], error);
        }
        factor *= SHRINK * SHRINK;
      }
      if (row > 1
          && Math.abs(tableau[row][row] - tableau[row - 1][row - 1]) > GIVE_UP * best.error()) {
        return best;
      }
      h /= SHRINK;
    }
    return best;
  }

  private static double at(ToDoubleFunction<double[]> f, double[] x, int i, double shift) {
    double[] moved = x.clone();
    moved[i] += shift;
    return f.applyAsDouble(moved);
  }
}
