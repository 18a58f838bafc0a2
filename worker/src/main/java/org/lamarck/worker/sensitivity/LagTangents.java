package org.lamarck.worker.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.method.Lags;
import org.lamarck.worker.method.Rodas5PTableau;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.PointFunction;

/**
 * What the lags w′ = u(t) = x′(t − d) add to the tangents of a step: stage i of the row of w gains
 * δu(t_i) + h d_i δu′(t), where
 *
 * <pre>δu = δx′(t − d) − x″(t − d) δd</pre>
 *
 * and δx′ is the derivative of the dense output of the earlier step, by its tangents V; for δu′ all
 * is one derivative further.
 */
final class LagTangents {
  private static final int STAGES = Rodas5PTableau.STAGES;

  private final Lags lags;
  private final StepHistory history;
  private final List<double[]> stages = new ArrayList<>(); // by step: lags × stages × P
  private final double[] partials;
  private final double[] w = new double[STAGES];
  private double[] forcing = {}; // lags × stages × P

  LagTangents(Step step, int states, int constants) {
    lags = step.lags();
    history = new StepHistory(lags.areNone() ? 0 : states);
    partials = new double[lags.areNone() ? 0 : states + constants];
  }

  void begin(int directions) {
    history.clear();
    stages.clear();
    forcing = new double[lags.shapes().size() * STAGES * directions];
  }

  /** Lags whose delay is not fixed have no tangents. */
  boolean areSupported() {
    return lags.shapes().stream().allMatch(LagShape::isFixed);
  }

  /** What is answered where they are not supported. */
  static Outcome refused(double time) {
    return new Outcome.Failed(
        Reason.INVALID_PARAMETERS,
        time,
        "there are no derivatives through delays that change in time; make them constant");
  }

  int count() {
    return lags.shapes().size();
  }

  /** The row of w of lag {@code k}. */
  int state(int k) {
    return lags.shapes().get(k).state();
  }

  /** By lag and stage, what each direction gains; see {@link #prepare}. */
  double[] forcing() {
    return forcing;
  }

  /** Computes what the present step gains. */
  void prepare(Step step, double[] p, int directions, Seeds seeds) {
    for (int k = 0; k < count(); k++) {
      LagShape lag = lags.shapes().get(k);
      double delay = lag.delay().value(step.start(), step.state(), p);
      for (int i = 0; i < STAGES; i++) {
        int row = (k * STAGES + i) * directions;
        Arrays.fill(forcing, row, row + directions, 0.0);
        add(lag, step.stageTime(i) - delay, delay, 1, 1, row, p, directions, seeds);
        double factor = step.size() * Rodas5PTableau.d(i);
        if (factor != 0) {
          add(lag, step.startTime() - delay, delay, 2, factor, row, p, directions, seeds);
        }
      }
    }
  }

  /** forcing ← forcing + factor · δ(d^order x/dt^order at an earlier time). */
  @SuppressWarnings("checkstyle:ParameterNumber") // one sum, called twice
  private void add(
      LagShape lag,
      double time,
      double delay,
      int order,
      double factor,
      int row,
      double[] p,
      int directions,
      Seeds seeds) {
    double byTime;
    if (lags.isBefore(time, delay)) {
      PointFunction before = order == 1 ? lag.slopeBefore() : lag.curvatureBefore();
      if (before == null) {
        return;
      }
      byTime = before.gradient(time, p, p, partials);
      addSeeds(before, factor, row, seeds);
    } else {
      int k = lags.step(history, time, delay);
      Rodas5PTableau.denseWeights(history.theta(k, time), order, w);
      double h = history.end(k) - history.start(k);
      double scale = order == 1 ? factor / h : factor / (h * h);
      double[] v = stages.get(k);
      int source = lags.shapes().indexOf(lag) * STAGES;
      for (int j = 0; j < STAGES; j++) {
        double weight = scale * w[j];
        int from = (source + j) * directions;
        for (int q = 0; q < directions; q++) {
          forcing[row + q] += weight * v[from + q];
        }
      }
      byTime = history.value(k, time, lag.source(), order + 1);
    }
    lag.delay().gradient(time, p, p, partials);
    addSeeds(lag.delay(), -factor * byTime, row, seeds);
  }

  /** Adds factor · f_p p′, for the partial derivatives as they stand. */
  private void addSeeds(PointFunction f, double factor, int row, Seeds seeds) {
    int[] arguments = f.arguments();
    int states = partials.length - seeds.constants();
    for (int e = 0; e < arguments.length; e++) {
      int k = arguments[e] - states;
      for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
        forcing[row + seeds.direction()[q]] +=
            factor * partials[e] * seeds.values()[seeds.position()[q]];
      }
    }
  }

  /** The step is accepted: keeps the tangents of its stages. */
  void accept(Step step, double end, DirectionBlock[] blocks, int directions) {
    double[] v = new double[forcing.length];
    for (int k = 0; k < count(); k++) {
      for (DirectionBlock block : blocks) {
        block.writeStages(lags.shapes().get(k).source(), v, k * STAGES * directions, directions);
      }
    }
    stages.add(v);
    history.add(step, end);
  }
}
