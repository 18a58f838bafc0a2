package org.lamarck.worker.method.rodas5p;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.method.Lags;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepHistory;
import org.lamarck.worker.sparse.RowMatrix;
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

  private final Step step;
  private final Lags lags;
  private final StepHistory history;
  private final List<RowMatrix> stages = new ArrayList<>(); // by step: lags × stages rows
  private final double[] partials;
  private final double[] w = new double[STAGES];
  private RowMatrix forcing = new RowMatrix(0, 0); // lags × stages rows
  private Seeds seeds = new Seeds(0, 0, new int[0], new int[0]);

  LagTangents(Step step) {
    this.step = step;
    lags = step.lags();
    int states = step.system().structure().states();
    int constants = step.system().structure().constants();
    history = new StepHistory(lags.areNone() ? 0 : states);
    partials = new double[lags.areNone() ? 0 : states + constants];
  }

  void begin(Seeds chosen) {
    seeds = chosen;
    history.clear();
    stages.clear();
    forcing = new RowMatrix(count() * STAGES, chosen.directions());
  }

  private int count() {
    return lags.shapes().size();
  }

  /** Adds to a block what it gains at stage i. */
  void addTo(DirectionBlock block, int i) {
    for (int k = 0; k < count(); k++) {
      block.addRow(lags.shapes().get(k).state(), forcing, k * STAGES + i);
    }
  }

  /** Computes what the present step gains. */
  void prepare() {
    double[] p = step.constants();
    for (int k = 0; k < count(); k++) {
      LagShape lag = lags.shapes().get(k);
      double delay = lag.delay().value(step.start(), step.state(), p);
      for (int i = 0; i < STAGES; i++) {
        int row = k * STAGES + i;
        forcing.clearRow(row);
        add(lag, step.stageTime(i) - delay, delay, 1, 1, row);
        double factor = step.size() * Rodas5PTableau.d(i);
        if (factor != 0) {
          add(lag, step.startTime() - delay, delay, 2, factor, row);
        }
      }
    }
  }

  /** forcing ← forcing + factor · δ(d^order x/dt^order at an earlier time). */
  private void add(LagShape lag, double time, double delay, int order, double factor, int row) {
    double[] p = step.constants();
    double byTime;
    if (lags.isBefore(time, delay)) {
      PointFunction before = order == 1 ? lag.slopeBefore() : lag.curvatureBefore();
      if (before == null) {
        return;
      }
      byTime = before.gradient(time, p, p, partials);
      addSeeds(before, factor, row);
    } else {
      int k = lags.step(history, time, delay);
      Rodas5PTableau.denseWeights(history.theta(k, time), order, w);
      double h = history.end(k) - history.start(k);
      double scale = order == 1 ? factor / h : factor / (h * h);
      int source = lags.shapes().indexOf(lag) * STAGES;
      for (int j = 0; j < STAGES; j++) {
        forcing.addToRow(row, scale * w[j], stages.get(k), source + j);
      }
      byTime = history.value(k, time, lag.source(), order + 1);
    }
    lag.delay().gradient(time, p, p, partials);
    addSeeds(lag.delay(), -factor * byTime, row);
  }

  /** Adds factor · f_p p′, for the partial derivatives as they stand. */
  private void addSeeds(PointFunction f, double factor, int row) {
    int[] arguments = f.arguments();
    int states = partials.length - seeds.constants();
    double[] values = forcing.values();
    int from = forcing.row(row);
    for (int e = 0; e < arguments.length; e++) {
      int k = arguments[e] - states;
      for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
        values[from + seeds.direction()[q]] +=
            factor * partials[e] * seeds.values()[seeds.position()[q]];
      }
    }
  }

  /** The step is accepted: keeps the tangents of its stages. */
  void accept(double end, DirectionBlocks blocks) {
    if (lags.areNone()) {
      return;
    }
    RowMatrix v = new RowMatrix(count() * STAGES, seeds.directions());
    for (int k = 0; k < count(); k++) {
      for (int b = 0; b < blocks.count(); b++) {
        DirectionBlock block = blocks.get(b);
        int source = lags.shapes().get(k).source();
        block.writeStages(source, STAGES, v, k * STAGES);
      }
    }
    stages.add(v);
    history.add(step, end);
  }
}
