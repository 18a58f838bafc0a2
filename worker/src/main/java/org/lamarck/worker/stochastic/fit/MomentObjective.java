package org.lamarck.worker.stochastic.fit;

import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.stochastic.JumpMethod;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.JumpSimulation;

/**
 * Squared differences of expectations from what they shall be, by runs of any jump process. A draw
 * is made of two halves: the product of their differences has no bias, which the square of one has.
 */
final class MomentObjective implements NoisyObjective {
  private final GivenParameters given;
  private final StochasticTarget.Expectations target;
  private final int runs;
  private final ReactionLimit limit = new ReactionLimit();
  private final JumpSimulation simulation;
  private final Kernel kernel;
  private final Times times;
  private final double[] seen;
  private final double[] sums;

  MomentObjective(
      JumpPlan plan, GivenParameters given, StochasticTarget.Expectations target, int runs) {
    this.given = given;
    this.target = target;
    this.runs = runs;
    simulation = new JumpSimulation(plan, JumpMethod.AUTO, limit);
    kernel = plan.observables(target.formulas()).newKernel();
    times = Times.of(target.rows(), StochasticTarget.Row::time);
    seen = new double[target.rows().size()];
    sums = new double[seen.length];
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    double[] linear = given.at(x);
    double[][] halves = new double[2][];
    for (int half = 0; half < 2; half++) {
      Arrays.fill(sums, 0);
      int count = Math.max(1, runs / 2);
      for (int run = 0; run < count; run++) {
        limit.begin();
        var failure =
            simulation.run(
                linear, noise.split("run", half * count + run), times.grid(), this::observe);
        if (failure.isPresent()) {
          return limit.failed(failure.get());
        }
      }
      halves[half] = sums.clone();
      for (int r = 0; r < sums.length; r++) {
        halves[half][r] /= count;
      }
    }
    return new Evaluation.Value(value(target.rows(), halves[0], halves[1]));
  }

  private void observe(int k, double t, double[] y, double[] p) {
    kernel.evaluate(t, y, p, seen);
    for (int r = 0; r < seen.length; r++) {
      if (times.places()[r] == k) {
        sums[r] += seen[r];
      }
    }
  }

  /** Σ (a − value)(b − value)/scale². */
  static double value(List<StochasticTarget.Row> rows, double[] a, double[] b) {
    double sum = 0;
    for (int r = 0; r < rows.size(); r++) {
      StochasticTarget.Row row = rows.get(r);
      sum += (a[r] - row.value()) * (b[r] - row.value()) / (row.scale() * row.scale());
    }
    return sum;
  }
}
