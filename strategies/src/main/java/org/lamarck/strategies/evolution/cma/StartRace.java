package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * Which of many random points is a good one to begin at, where values are noisy: sequential halving
 * (Karnin, Koren and Somekh 2013, Almost optimal exploration in multi-armed bandits), by quarters.
 * The best quarter goes on and is evaluated anew with four times as many draws, so that each round
 * costs the same and no value is believed because it was chosen. Where most of what starts are
 * worth is chance, and few of them are near anything, that is worth more than as many steps.
 *
 * @param points that are left, the best first
 * @param replicates of each evaluation in this round
 */
record StartRace(List<Vector> points, int replicates) implements Serializable {
  /** So many points for each coordinate that can move, at most {@link #MOST}. */
  private static final int PER_COORDINATE = 12;

  private static final int MOST = 144;

  /** Of which one goes on. */
  private static final int REDUCTION = 4;

  StartRace {
    points = List.copyOf(points);
  }

  /** Before its first round; {@code random} is only split. */
  static StartRace begin(SearchSpace space, RandomStream random) {
    int count = count(space);
    List<Vector> points = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      points.add(space.drawStart(random.split("start", k)));
    }
    return new StartRace(points, 1);
  }

  private static int count(SearchSpace space) {
    return Math.min(MOST, PER_COORDINATE * space.free().length);
  }

  /**
   * How much of its width is left of the space around the best of so many points that are spread
   * evenly in it.
   */
  static double share(SearchSpace space) {
    return StrictMath.pow(count(space), -1.0 / space.free().length);
  }

  List<Proposal> ask(long firstId) {
    List<Proposal> proposals = new ArrayList<>();
    Work work = new Work.Evaluate(Derivatives.NONE, replicates);
    for (Vector point : points) {
      proposals.add(new Proposal(firstId + proposals.size(), "start", List.of(point), work));
    }
    return proposals;
  }

  /** The race after a round: those that failed have lost. */
  StartRace tell(List<Individual> lived) {
    List<Vector> next =
        lived.stream()
            .filter(one -> !one.refinement().failed())
            .sorted(Comparator.comparingDouble(Individual::value))
            .limit(Math.max(1, points.size() / REDUCTION))
            .map(Individual::point)
            .toList();
    return new StartRace(next, replicates * REDUCTION);
  }

  /** Whether too few are left for another round. */
  boolean over() {
    return points.size() < REDUCTION;
  }

  /** The best of those that are left; empty where all failed. */
  Optional<Vector> winner() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(0));
  }
}
