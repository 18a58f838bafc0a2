package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** Searches on an objective of which only draws are known, with the truth beside it. */
class NoisySearchTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b", "c"), Vector.of(-5, -5, -5), Vector.of(5, 5, 5));

  private static final Vector BEST = Vector.of(1, -2, 0.5);

  /** An ellipsoid of condition 100. */
  private static double truth(Vector x) {
    Vector d = x.minus(BEST);
    return d.get(0) * d.get(0) + 10 * d.get(1) * d.get(1) + 100 * d.get(2) * d.get(2);
  }

  /** With normal noise of standard deviation 1. */
  private static final NoisyObjective NOISY =
      (x, derivatives, noise) -> new Evaluation.Value(truth(x) + noise.nextGaussian());

  private static final class DescendingNoise implements NoisyObjective {
    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      Vector d = x.minus(BEST);
      Vector shift = Vector.of(noise.nextGaussian(), noise.nextGaussian(), noise.nextGaussian());
      Vector gradient = Vector.of(2 * d.get(0), 20 * d.get(1), 200 * d.get(2)).plus(shift);
      double value = truth(x) + shift.dot(d) + noise.nextGaussian();
      return derivatives == Derivatives.NONE
          ? new Evaluation.Value(value)
          : new Evaluation.Gradient(value, gradient);
    }

    @Override
    public int draws() {
      return 16;
    }
  }

  private static Generation searched(
      Strategy strategy, NoisyObjective objective, long seed, long draws) {
    RandomStream noise = RandomStream.of(seed).split("noise", 0);
    Generation generation = strategy.begin(SPACE, RandomStream.of(seed), List.of());
    long spent = 0;
    while (spent < draws && !generation.finished()) {
      List<Individual> told = new ArrayList<>();
      for (Proposal proposal : generation.ask()) {
        Individual one = ProposalRunner.run(proposal, objective, SPACE, noise, far -> {});
        spent += one.refinement().effort().evaluations() + one.refinement().effort().gradients();
        told.add(one);
      }
      generation = generation.tell(told);
    }
    return generation;
  }

  @Test
  void evolutionFindsTheTrueOptimumBelowTheNoise() {
    int runs = 40;
    int covered = 0;
    double sum = 0;
    double lowest = 0;
    for (int seed = 0; seed < runs; seed++) {
      Generation end = searched(CmaEs.SINGLE, NOISY, seed, 50_000);
      Individual best = end.best().orElseThrow();
      double truth = truth(best.point());
      covered += truth <= best.upperBound(best.id() + 1) ? 1 : 0;
      sum += truth;
      // the best of 50,000 single draws would be 4 too low, and elsewhere; the error of a mean of
      // all draws is 0.0045, of the fifth that is spent on means of samples 0.01
      assertThat(truth).isLessThan(0.25);
      lowest = Math.min(lowest, best.value());
    }
    // the bound holds but for 5 in 100 runs: 40 runs with a chance of 1e-4 for more than 7 misses
    assertThat(covered).isGreaterThanOrEqualTo(runs - 7);
    assertThat(sum / runs).isLessThan(0.1);
    // where a bound misses, as it does in one run of twenty, the value may be of few draws: of the
    // least there are, 2, it would be −2.8 in one of 40 runs
    assertThat(lowest).isGreaterThan(-1);
  }

  @Test
  void theDefaultFindsItWithoutKnowingOfNoise() {
    Individual best =
        searched(Strategies.named(Strategies.DEFAULT), NOISY, 1, 50_000).best().orElseThrow();
    assertThat(truth(best.point())).isLessThan(0.25);
    assertThat(truth(best.point())).isLessThanOrEqualTo(best.upperBound(best.id() + 1));
  }

  @Test
  void localSearchesDescendOneSampleAndAreJudgedByAnother() {
    Individual best =
        searched(Strategies.named("multistart"), new DescendingNoise(), 1, 50_000)
            .best()
            .orElseThrow();
    // the minimum of a sample of 16: shifts of 1/4 over curvatures of 2, 20 and 200 are worth
    // (1/4)² (1/2 + 1/20 + 1/200) / 2 = 0.017 on average
    assertThat(truth(best.point())).isLessThan(0.25);
    assertThat(truth(best.point())).isLessThanOrEqualTo(best.upperBound(best.id() + 1));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(searched(CmaEs.SINGLE, NOISY, 3, 3000).best())
        .isEqualTo(searched(CmaEs.SINGLE, NOISY, 3, 3000).best());
  }

  @Test
  void drawsAreSpentWhereTheyAreNeeded() {
    Individual best = searched(CmaEs.SINGLE, NOISY, 5, 50_000).best().orElseThrow();
    assertThat(best.refinement().evaluation()).isInstanceOf(Evaluation.Estimate.class);
    // the first samples are means of 2, the last of hundreds
    assertThat(((Evaluation.Estimate) best.refinement().evaluation()).draws()).isGreaterThan(100);
  }
}
