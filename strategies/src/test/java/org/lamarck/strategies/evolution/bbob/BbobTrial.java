package org.lamarck.strategies.evolution.bbob;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.hybrid.Hybrid;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/**
 * Searches for the optimum of a function, to 1e-8.
 *
 * @param gradient the cost of a gradient, in values
 * @param budget in values
 */
record BbobTrial(Bbob function, double gradient, double budget) {
  private static final double TARGET = 1e-8;

  /** Values of 1000 are asked for to 1e-8: the usual 1e-9 of the value is not enough. */
  private static final TrustRegion EXACT =
      TrustRegion.DEFAULT.with(new Tolerances(1e-12, 1e-13, 1e-13));

  /** What it cost; the budget when the optimum was not found. */
  double cost(String name, long seed) {
    Strategy named = Strategies.named(name, EXACT, Pace.USUAL);
    Strategy strategy =
        named instanceof Hybrid hybrid ? hybrid.with(new CallCosts(gradient, 0)) : named;
    int n = function.optimum().length;
    SearchSpace space = Landscape.box(n, -5, 5);
    Counter counter = new Counter();
    Objective counting = (x, derivatives) -> counter.count(x, derivatives);
    Generation generation = strategy.begin(space, RandomStream.of(seed), List.of());
    while (counter.spent < budget && counter.found > budget) {
      List<Individual> lived = new ArrayList<>();
      for (Proposal proposal : generation.ask()) {
        lived.add(ProposalRunner.run(proposal, counting, space));
      }
      generation = generation.tell(lived);
    }
    return Math.min(budget, counter.found);
  }

  private final class Counter {
    private double spent;
    private double found = Double.POSITIVE_INFINITY;

    Evaluation count(Vector x, Derivatives derivatives) {
      double value = function.at(x.toArray());
      spent += derivatives == Derivatives.NONE ? 1 : gradient;
      if (value - function.value() <= TARGET) {
        found = Math.min(found, spent);
      }
      return derivatives == Derivatives.NONE
          ? new Evaluation.Value(value)
          : new Evaluation.Gradient(value, gradient(x.toArray()));
    }

    /** By central differences, whose cost is not what is counted. */
    private Vector gradient(double[] x) {
      double[] g = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double at = x[i];
        double h = 1e-6 * Math.max(1e-3, Math.abs(at - function.optimum()[i]));
        x[i] = at + h;
        double right = function.above(x);
        double up = x[i];
        x[i] = at - h;
        double left = function.above(x);
        g[i] = (right - left) / (up - x[i]);
        x[i] = at;
      }
      return Vector.of(g);
    }
  }
}
