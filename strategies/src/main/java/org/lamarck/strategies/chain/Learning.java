package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * What a chain of NUTS learns: its step size by dual averaging (Nesterov 2009; Hoffman and Gelman
 * 2014, section 3.2), and the variances of z in windows, as Stan does: a first part for the step
 * alone, windows of 25, 50, 100, … steps, the last one longer, and a last part for the step alone.
 *
 * @param warmup steps in which it learns
 * @param told steps so far
 * @param variances σᵢ² of z, the inverse masses
 * @param step ε of the next step
 * @param averaging of the step size since it was last begun
 * @param window of the variances under way
 */
record Learning(
    int warmup, long told, Vector variances, double step, Averages averaging, Window window)
    implements Serializable {
  private static final double GAMMA = 0.05;
  private static final double T0 = 10;
  private static final double KAPPA = 0.75;

  /** Of {@link #warmup}: 75 and 50 of 1000 steps are for the step size alone, at both ends. */
  private static final double FIRST = 0.075;

  private static final double LAST = 0.05;
  private static final int WINDOW = 25;

  /**
   * Dual averaging.
   *
   * @param mu log (10 ε₀)
   * @param count steps since it began
   * @param h H̄
   * @param logStep log ε̄
   */
  record Averages(double mu, int count, double h, double logStep) implements Serializable {
    static Averages begin(double step) {
      return new Averages(StrictMath.log(10 * step), 0, 0, 0);
    }

    private Averages with(double missing) {
      int m = count + 1;
      double part = 1 / (m + T0);
      double nextH = (1 - part) * h + part * missing;
      double log = mu - Math.sqrt(m) / GAMMA * nextH;
      double forget = StrictMath.pow(m, -KAPPA);
      return new Averages(mu, m, nextH, forget * log + (1 - forget) * logStep);
    }

    private double step() {
      return StrictMath.exp(mu - Math.sqrt(count) / GAMMA * h);
    }
  }

  /**
   * Means and sums of squares, Welford (1962).
   *
   * @param length of the window
   */
  record Window(int length, int count, Vector mean, Vector squares) implements Serializable {
    static Window of(int length, int dimension) {
      return new Window(length, 0, Vector.zeros(dimension), Vector.zeros(dimension));
    }

    private Window with(Vector z) {
      Vector above = z.minus(mean);
      Vector next = mean.plus(1.0 / (count + 1), above);
      Vector rest = z.minus(next);
      double[] sums = squares.toArray();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += above.get(i) * rest.get(i);
      }
      return new Window(length, count + 1, next, Vector.of(sums));
    }

    /** Shrunk to a thousandth, as Stan does: few draws know little. */
    private Vector variances() {
      double n = count;
      return squares.map(sum -> n / (n + 5) * sum / (n - 1) + 1e-3 * 5 / (n + 5));
    }
  }

  static Learning begin(int dimension, int warmup) {
    return new Learning(
        warmup,
        0,
        Vector.zeros(dimension).map(zero -> 1),
        1,
        Averages.begin(1),
        Window.of(WINDOW, dimension));
  }

  /** The same with a step size from which dual averaging begins anew. */
  Learning withStep(double other) {
    return new Learning(warmup, told, variances, other, Averages.begin(other), window);
  }

  /**
   * After a step.
   *
   * @param accepted its acceptance
   * @param wanted the acceptance aimed at
   */
  Learning after(Vector z, double accepted, double wanted) {
    long now = told + 1;
    if (now > warmup) {
      return new Learning(warmup, now, variances, step, averaging, window);
    }
    Averages averages = averaging.with(wanted - accepted);
    double next = now == warmup ? StrictMath.exp(averages.logStep()) : averages.step();
    long end = warmup - Math.round(LAST * warmup);
    if (now <= Math.round(FIRST * warmup) || now > end) {
      return new Learning(warmup, now, variances, next, averages, window);
    }
    Window grown = window.with(z);
    boolean isLast = now == end;
    // a window that leaves no room for the next one, twice as long, goes on to the end
    boolean isOver = grown.count() >= window.length() && end - now >= 2L * window.length();
    if (!(isLast || isOver) || grown.count() < 10) {
      return new Learning(warmup, now, variances, next, averages, grown);
    }
    Window empty = Window.of(2 * window.length(), z.size());
    return new Learning(warmup, now, grown.variances(), next, averages, empty);
  }
}
