package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * What a chain of NUTS learns: its step size by dual averaging (Nesterov 2009; Hoffman and Gelman
 * 2014, section 3.2), and its metric, the covariance of z, in windows, as Stan does: a first part
 * for the step alone, windows of 25, 50, 100, … steps, the last one longer, and a last part for the
 * step alone.
 *
 * @param warmup steps in which it learns
 * @param told steps so far
 * @param frame in whose coordinates covariances are learnt
 * @param metric of the next step
 * @param step ε of the next step
 * @param averaging of the step size since it was last begun
 * @param window of the covariance under way
 */
record Learning(
    int warmup,
    long told,
    Frame frame,
    Metric metric,
    double step,
    Averages averaging,
    Window window)
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

  static Learning begin(Frame frame, int warmup) {
    return new Learning(
        warmup,
        0,
        frame,
        frame.metric(),
        1,
        Averages.begin(1),
        Window.of(WINDOW, frame.inverse().rows()));
  }

  /** The same with a step size from which dual averaging begins anew. */
  Learning withStep(double other) {
    return new Learning(warmup, told, frame, metric, other, Averages.begin(other), window);
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
      return new Learning(warmup, now, frame, metric, step, averaging, window);
    }
    Averages averages = averaging.with(wanted - accepted);
    double next = now == warmup ? StrictMath.exp(averages.logStep()) : averages.step();
    long end = warmup - Math.round(LAST * warmup);
    if (now <= Math.round(FIRST * warmup) || now > end) {
      return new Learning(warmup, now, frame, metric, next, averages, window);
    }
    Window grown = window.with(frame.of(z));
    boolean isLast = now == end;
    // a window that leaves no room for the next one, twice as long, goes on to the end
    boolean isOver = grown.count() >= window.length() && end - now >= 2L * window.length();
    if (!(isLast || isOver) || grown.count() < 10) {
      return new Learning(warmup, now, frame, metric, next, averages, grown);
    }
    Window empty = Window.of(2 * window.length(), z.size());
    Metric learnt = frame.metric().times(Metric.of(grown.covariance()));
    return new Learning(warmup, now, frame, learnt, next, averages, empty);
  }
}
