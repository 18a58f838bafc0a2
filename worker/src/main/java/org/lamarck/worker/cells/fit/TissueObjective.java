package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;

/**
 * What is wanted of a tissue, with its gradient. A draw is the mean of some runs; the others are
 * the baseline of each one's score function, which so has no bias.
 */
final class TissueObjective implements NoisyObjective {
  /** A value this large comes of cells that were thrown far by steps too long for the forces. */
  private static final double EXPLODED = 1e6;

  private final TissueSource source;
  private final List<Observed> runs = new ArrayList<>();

  TissueObjective(TissueSource source) {
    this.source = source;
    for (int run = 0; run < source.runs(); run++) {
      runs.add(new Observed(source.plan(), source.aim()));
    }
  }

  @Override
  public int draws() {
    return source.draws();
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    double[] parameters = source.given().at(x);
    boolean keeps = derivatives != Derivatives.NONE;
    double value = 0;
    for (int run = 0; run < runs.size(); run++) {
      value += runs.get(run).run(parameters, noise.split("run", run), keeps) / runs.size();
    }
    double[] gradient = new double[parameters.length];
    value += source.aim().addSparsity(parameters, gradient);
    if (!(Math.abs(value) < EXPLODED)) {
      return exploded();
    }
    if (!keeps) {
      return new Evaluation.Value(value);
    }
    addGradients(gradient);
    Vector result = source.given().byCoordinates(x, gradient);
    return result.isFinite() ? new Evaluation.Gradient(value, result) : exploded();
  }

  private void addGradients(double[] gradient) {
    double[] sums = new double[source.plan().repeats()];
    List<double[]> costs = runs.stream().map(Observed::costsToGo).toList();
    for (double[] one : costs) {
      for (int repeat = 0; repeat < sums.length; repeat++) {
        sums[repeat] += one[repeat];
      }
    }
    for (int run = 0; run < runs.size(); run++) {
      double[] scores = new double[sums.length];
      for (int repeat = 0; repeat < sums.length; repeat++) {
        double own = costs.get(run)[repeat];
        double others = runs.size() == 1 ? 0 : (sums[repeat] - own) / (runs.size() - 1);
        scores[repeat] = own - others;
      }
      double[] one = runs.get(run).pullBack(scores);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += one[i] / runs.size();
      }
    }
  }

  private static Evaluation.Failed exploded() {
    return new Evaluation.Failed(
        Evaluation.Reason.NON_FINITE,
        "",
        Double.NaN,
        "the tissue exploded: the steps are too long for such forces");
  }
}
