package org.lamarck.worker.method.rodas5p;

import java.util.Arrays;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.Lags;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.PointFunction;

/**
 * The transpose of {@link LagTangents}: what a stage of a lag's row passes back to the stages of an
 * earlier step waits there until the sweep reaches that step.
 */
final class LagAdjoints {
  private static final int STAGES = Rodas5PTableau.STAGES;

  private final Step step;
  private final Lags lags;
  private final int states;
  private final double[] partials;
  private final double[] w = new double[STAGES];
  private StepHistory history = new StepHistory(0);
  private double[] waiting = {}; // steps × lags × stages

  LagAdjoints(Step step) {
    this.step = step;
    lags = step.lags();
    states = step.system().structure().states();
    int constants = step.system().structure().constants();
    partials = new double[lags.areNone() ? 0 : states + constants];
  }

  void begin(StepHistory steps, double start) {
    history = steps;
    if (lags.areNone()) {
      return;
    }
    lags.use(history, start);
    int length = history.size() * lags.shapes().size() * STAGES;
    if (waiting.length < length) {
      waiting = new double[length];
    }
    Arrays.fill(waiting, 0.0);
  }

  /** Adds what has come to step k from later ones to Ū. */
  void take(int k, double[] stageBar) {
    for (int l = 0; l < lags.shapes().size(); l++) {
      int source = lags.shapes().get(l).source();
      for (int j = 0; j < STAGES; j++) {
        stageBar[j * states + source] += waiting[place(k, l, j)];
      }
    }
  }

  private int place(int k, int l, int j) {
    return (k * lags.shapes().size() + l) * STAGES + j;
  }

  /**
   * Passes back from stage i of the present step.
   *
   * @param z W⁻ᵀ Ū_i
   */
  void pass(int i, double[] z, Bars bars) {
    double[] p = step.constants();
    for (int l = 0; l < lags.shapes().size(); l++) {
      LagShape lag = lags.shapes().get(l);
      double bar = z[lag.state()];
      double delay = lag.delay().value(step.start(), step.state(), p);
      add(l, step.stageTime(i) - delay, delay, 1, bar, bars);
      double factor = step.size() * Rodas5PTableau.d(i);
      if (factor != 0) {
        add(l, step.startTime() - delay, delay, 2, factor * bar, bars);
      }
    }
  }

  private void add(int l, double time, double delay, int order, double bar, Bars bars) {
    double[] p = step.constants();
    LagShape lag = lags.shapes().get(l);
    double byTime;
    if (lags.isBefore(time, delay)) {
      PointFunction before = order == 1 ? lag.slopeBefore() : lag.curvatureBefore();
      if (before == null) {
        return;
      }
      byTime = before.gradient(time, p, p, partials);
      addConstants(before, bar, bars);
    } else {
      int k = lags.step(history, time, delay);
      Rodas5PTableau.denseWeights(history.theta(k, time), order, w);
      double h = history.end(k) - history.start(k);
      double scale = order == 1 ? bar / h : bar / (h * h);
      for (int j = 0; j < STAGES; j++) {
        waiting[place(k, l, j)] += scale * w[j];
      }
      byTime = history.value(k, time, lag.source(), order + 1);
    }
    lag.delay().gradient(time, p, p, partials);
    addConstants(lag.delay(), -bar * byTime, bars);
  }

  private void addConstants(PointFunction f, double bar, Bars bars) {
    int[] arguments = f.arguments();
    for (int e = 0; e < arguments.length; e++) {
      bars.constants()[arguments[e] - states] += bar * partials[e];
    }
  }
}
